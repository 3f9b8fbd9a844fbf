/** Asks a running hub what a recording's turns were asked, as text and one after the other: other models and devices hear and do other things there. */

import { type Kind, topics } from "../../bus-schema/index.ts";
import type { Bus } from "../contract/index.ts";
import { type Done, readTurns } from "./turns.ts";

/** A turn that is not over by then never will be, ms. */
const longestMs = 30_000;

/** Rejects as `Bus.ask` does. */
export async function against(
  bus: Bus,
  recorded: readonly Done[],
  signal: AbortSignal,
): Promise<readonly Done[]> {
  const begin = Date.now();
  const turns = readTurns(begin);
  await using ears = new AsyncDisposableStack();
  const over = new Map<string, () => void>();
  for (const kind of Object.keys(topics) as Kind[]) {
    if (kind === "skill/state" || kind === "grammar/state") continue;
    const hear = (message: Parameters<typeof turns.hear>[0]): void => {
      turns.hear(message);
      if (message.kind === "turn/finished" && message.turn !== undefined) over.get(message.turn)?.();
    };
    ears.use(await bus.on(kind, {}, hear as never));
  }
  for (const { site, text } of recorded) {
    if (text === undefined || signal.aborted) continue;
    const { turn } = await bus.ask("utterance/handle", { site }, { text, speak: false });
    const done = Promise.withResolvers<void>();
    const timer = setTimeout(done.resolve, longestMs);
    over.set(turn, done.resolve);
    await done.promise;
    clearTimeout(timer);
  }
  return turns.all();
}
