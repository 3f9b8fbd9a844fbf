/** The ways to read an answer: text, JSON, server-sent events (WHATWG HTML, 9.2) and lines of JSON, each with its bounds. */
import { createParser } from "eventsource-parser";
import type { Fault } from "../fault.ts";
import { remoteFault } from "./faults.ts";
import type { Answer } from "./request.ts";
import { wordsOf } from "./words.ts";

export interface ServerEvent {
  /** Absent where the service names none. */
  readonly event?: string;
  readonly data: string;
}

const mostText = 8 << 20;
const longestLine = 1 << 20;

/** All of it; REMOTE_CONTENT when it is longer than `limit` bytes. */
export async function bytesOf(answer: Answer, limit = mostText): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body) {
    parts.push(part);
    size += part.length;
    if (size > limit) throw remoteFault("REMOTE_CONTENT", `${answer.service} sent more than ${limit} bytes.`);
  }
  return Buffer.concat(parts);
}

export async function textOf(answer: Answer, limit?: number): Promise<string> {
  return (await bytesOf(answer, limit)).toString("utf8");
}

/** REMOTE_CONTENT when it is no JSON. Its shape is not checked. */
export async function jsonOf<T = unknown>(answer: Answer, limit?: number): Promise<T> {
  const text = await textOf(answer, limit);
  return parsed<T>(text, answer);
}

/** The fault of an answer that succeeded and is not what was asked for; with the service's words where it sent text. */
export async function wrongContent(answer: Answer, wanted: string): Promise<Fault> {
  const is = answer.type === "" ? "something unnamed" : answer.type;
  const readable = /json|text|html|xml/.test(answer.type);
  const said = readable ? await textOf(answer, 65_536).catch(() => "") : "";
  const words = wordsOf(said, answer.hidden);
  return remoteFault(
    "REMOTE_CONTENT",
    `${answer.service} answered ${is} in place of ${wanted}${words === "" ? "." : `: ${words}`}`,
  );
}

/** Events as they come, "[DONE]" as well. REMOTE_CONTENT when it is another kind of answer. */
export async function* eventsOf(answer: Answer): AsyncGenerator<ServerEvent> {
  if (answer.type !== "text/event-stream") throw await wrongContent(answer, "a stream of events");
  const ready: ServerEvent[] = [];
  let wrong: Fault | undefined;
  const parser = createParser({
    maxBufferSize: longestLine,
    onEvent: ({ event, data }) => void ready.push(event === undefined ? { data } : { event, data }),
    onError: (error) => {
      if (error.type !== "max-buffer-size-exceeded") return;
      wrong = remoteFault("REMOTE_CONTENT", `${answer.service} sent an event that is too long.`);
    },
  });
  const decoder = new TextDecoder();
  for await (const part of answer.body) {
    parser.feed(decoder.decode(part, { stream: true }));
    yield* ready.splice(0);
    if (wrong) throw wrong;
  }
  parser.feed(decoder.decode());
  yield* ready;
}

/** One value of JSON a line (NDJSON), as they come. */
export async function* linesOf<T = unknown>(answer: Answer): AsyncGenerator<T> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const part of answer.body) {
    const lines = (rest + decoder.decode(part, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") yield parsed<T>(line, answer);
    if (rest.length > longestLine) {
      throw remoteFault("REMOTE_CONTENT", `${answer.service} sent a line that is too long.`);
    }
  }
  rest += decoder.decode();
  if (rest.trim() !== "") yield parsed<T>(rest, answer);
}

/** JSON that a service sent; REMOTE_CONTENT with its words when it is none. */
export function parsed<T>(text: string, { service, hidden }: Pick<Answer, "service" | "hidden">): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    const words = wordsOf(text, hidden);
    throw remoteFault("REMOTE_CONTENT", `${service} sent no JSON${words === "" ? "." : `: ${words}`}`);
  }
}
