/** A server that speaks OpenAI's chat completions, for tests of thinking: it answers by script and says when a request was given up. */
import type { Request, Script, Step } from "./remote.ts";
import { type RemoteServer, remoteServer } from "./remote.ts";

/** What is sent next: words, a call of a tool, a pause in ms. */
export type Beat = string | number | { readonly name: string; readonly arguments: object };

export interface Chat {
  readonly beats: readonly Beat[];
  /** Nothing more comes, and the request stays open. */
  readonly hangs?: boolean;
}

export interface Asked {
  readonly messages: readonly { readonly role: string; readonly content?: unknown }[];
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
}

const chunk = (delta: object, finish: string | null = null, more: object = {}): string =>
  `data: ${JSON.stringify({
    id: "chat",
    object: "chat.completion.chunk",
    created: 1,
    model: "test-model",
    choices: [{ index: 0, delta, finish_reason: finish }],
    ...more,
  })}\n\n`;

export function chatScript({ beats, hangs = false }: Chat): Script {
  let calls = 0;
  const steps = beats.map((beat): Step => {
    if (typeof beat === "number") return beat;
    if (typeof beat === "string") return chunk({ content: beat });
    const index = calls++;
    const { name, arguments: given } = beat;
    return chunk({
      tool_calls: [
        {
          index,
          id: `call_${index}`,
          type: "function",
          function: { name, arguments: JSON.stringify(given) },
        },
      ],
    });
  });
  const usage = { choices: [], usage: { prompt_tokens: 20, completion_tokens: 10, total_tokens: 30 } };
  const end = [chunk({}, calls > 0 ? "tool_calls" : "stop"), chunk({}, null, usage), "data: [DONE]\n\n"];
  return {
    type: "text/event-stream",
    body: hangs ? steps : [...steps, ...end],
    ...(hangs ? { end: "hang" } : {}),
  };
}

/** `answer`: to the n-th request, from 1. */
export const chatServer = (
  answer: (asked: Asked, count: number, request: Request) => Chat,
): Promise<RemoteServer> => {
  let count = 0;
  return remoteServer((request) =>
    chatScript(answer(request.json<Asked & Record<string, unknown>>(), ++count, request)),
  );
};
