/** The lines of a child's output, bounded in length and number, so that a chatty library cannot drown the log. */
import type { Readable } from "node:stream";

const maxLine = 2000;
const perSecond = 50;

/** Calls `hear` for each line; what is too much is cut or counted, and the count is told with the next second's first line. */
export function onLines(stream: Readable, hear: (line: string) => void): void {
  let rest = "";
  let second = 0;
  let said = 0;
  let dropped = 0;
  const line = (text: string): void => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) {
      if (dropped > 0) hear(`(${dropped} more lines)`);
      [second, said, dropped] = [now, 0, 0];
    }
    if (text.trim() === "") return;
    if (said++ < perSecond) hear(text.slice(0, maxLine));
    else dropped++;
  };
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    const parts = (rest + text).split(/\r?\n/);
    rest = (parts.pop() ?? "").slice(0, maxLine);
    for (const part of parts) line(part);
  });
  stream.on("end", () => line(rest));
  stream.on("error", () => {});
}
