/** Helps for tests of thinkers: a question, and what comes of it put together. */
import type { Thinker, ThinkRequest, Thought, ToolCall, ToolSpec } from "hearsay";
import type { Hosted } from "./host.ts";
import { remoteServer, type Script } from "./remote.ts";

export const weatherTool: ToolSpec = {
  name: "get_weather",
  about: "Tells the weather of a place.",
  parameters: { type: "object", properties: { place: { type: "string" } }, required: ["place"] },
};

export interface ThoughtThrough {
  readonly text: string;
  readonly calls: readonly ToolCall[];
  readonly usage: Extract<Thought, { type: "usage" }> | undefined;
  readonly stop: Extract<Thought, { type: "stop" }>["why"] | undefined;
  readonly order: readonly Thought["type"][];
}

export function thinkerOf({ provided }: Hosted): Thinker {
  if (!provided.think) throw new Error("It provides no thinker.");
  return provided.think;
}

/** One job; default: a short question in English. */
export async function thinkThrough(
  thinker: Thinker,
  asked: Partial<ThinkRequest> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<ThoughtThrough> {
  const request = {
    messages: [{ role: "user", text: "What is the weather in Berlin?" }] as const,
    tools: [],
    language: "en",
    maxTokens: 200,
    ...asked,
  };
  const thoughts: Thought[] = [];
  for await (const thought of thinker.think({ ...request, signal })) thoughts.push(thought);
  const all = <T extends Thought["type"]>(type: T) =>
    thoughts.filter((thought): thought is Extract<Thought, { type: T }> => thought.type === type);
  return {
    text: all("text")
      .map(({ text }) => text)
      .join(""),
    calls: all("call").map(({ call }) => call),
    usage: all("usage")[0],
    stop: all("stop")[0]?.why,
    order: [...new Set(thoughts.map(({ type }) => type))],
  };
}

/** A thinker that is hosted at a local server with a script, and asked. */
export async function thinkStage(script: Script, hostAt: (url: string) => Promise<Hosted>) {
  const server = await remoteServer(script);
  const hosted = await hostAt(server.url);
  return {
    server,
    think: (asked: Parameters<typeof thinkThrough>[1] = {}, signal?: AbortSignal) =>
      thinkThrough(thinkerOf(hosted), asked, signal),
    async [Symbol.asyncDispose]() {
      await hosted[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}
