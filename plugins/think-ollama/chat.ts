/** A talk with a model of Ollama's (https://docs.ollama.com/api/chat): its messages, and the lines that come back. */
import type { ThinkMessage, ThinkRequest, Thought } from "hearsay";
import { callOf, refusalOf, remoteFault, type TokenPrice, usageOf } from "hearsay/remote";

export interface Line {
  readonly model?: string;
  readonly message?: {
    readonly content?: string;
    readonly tool_calls?: readonly {
      readonly id?: string;
      readonly function?: { readonly name?: string; readonly arguments?: unknown };
    }[];
  };
  readonly done?: boolean;
  readonly done_reason?: string;
  readonly prompt_eval_count?: number;
  readonly eval_count?: number;
  readonly error?: string;
}

export interface ChatOptions {
  readonly keepAlive: string;
  readonly context: number;
  readonly think: boolean;
}

export function chatBody(
  { messages, tools, maxTokens, temperature }: ThinkRequest,
  model: string,
  { keepAlive, context, think }: ChatOptions,
): object {
  return {
    model,
    messages: messages.map(messageOf),
    stream: true,
    think,
    keep_alive: keepAlive,
    options: {
      num_predict: maxTokens,
      num_ctx: context,
      ...(temperature === undefined ? {} : { temperature }),
    },
    ...(tools.length > 0
      ? {
          tools: tools.map(({ name, about, parameters }) => ({
            type: "function",
            function: { name, description: about, parameters },
          })),
        }
      : {}),
  };
}

function messageOf(message: ThinkMessage): object {
  const { role, text } = message;
  if (role === "tool") return { role, content: text, tool_name: message.name };
  if (role !== "assistant" || !message.calls?.length) return { role, content: text };
  const calls = message.calls.map(({ name, arguments: given }) => ({ function: { name, arguments: given } }));
  return { role, content: text, tool_calls: calls };
}

export interface Asked {
  readonly service: string;
  readonly model: string;
  readonly prices?: Readonly<Record<string, TokenPrice>>;
}

/** Faults: REMOTE_FAILED when it ends before its last line, or with what a line tells; REMOTE_CONTENT when it is no talk. */
export async function* thoughtsOf(lines: AsyncIterable<Line>, asked: Asked): AsyncGenerator<Thought> {
  const { service } = asked;
  let calls = 0;
  let any = false;
  for await (const line of lines) {
    if (line.error !== undefined) {
      throw refusalOf({ service, status: 500, body: JSON.stringify({ error: line.error }) });
    }
    any ||= line.message !== undefined || line.done !== undefined;
    const { content, tool_calls: asks = [] } = line.message ?? {};
    if (content) yield { type: "text", text: content };
    for (const { id, function: made } of asks) {
      const given = made?.arguments;
      const text = typeof given === "string" ? given : given === undefined ? "" : JSON.stringify(given);
      yield { type: "call", call: callOf({ id, name: made?.name ?? "", text }, calls++) };
    }
    if (!line.done) continue;
    const { prompt_eval_count: input = 0, eval_count: output = 0, model = asked.model } = line;
    yield usageOf(asked, { input, output, model, asked: asked.model });
    const why = line.done_reason === "length" ? "length" : calls > 0 ? "calls" : "done";
    yield { type: "stop", why };
    return;
  }
  if (!any) throw remoteFault("REMOTE_CONTENT", `${service} sent no talk.`);
  throw remoteFault("REMOTE_FAILED", `${service} broke off.`);
}
