/** What comes of a model, event by event (https://ai.google.dev/api/generate-content, streamGenerateContent), as thoughts. */
import type { Thought } from "hearsay";
import {
  callOf,
  parsed,
  refusalOf,
  remoteFault,
  type ServerEvent,
  statusOf,
  type TokenPrice,
  usageOf,
} from "hearsay/remote";
import type { Part } from "./contents.ts";

export interface Asked {
  readonly service: string;
  readonly model: string;
  readonly prices?: Readonly<Record<string, TokenPrice>>;
  /** Keeps the signature that came with a call. */
  sign(call: string, signature: string): void;
}

interface Event {
  readonly candidates?: readonly {
    readonly content?: { readonly parts?: readonly Part[] };
    readonly finishReason?: string;
  }[];
  readonly promptFeedback?: { readonly blockReason?: string };
  readonly usageMetadata?: {
    readonly promptTokenCount?: number;
    readonly candidatesTokenCount?: number;
    readonly thoughtsTokenCount?: number;
  };
  readonly modelVersion?: string;
  readonly error?: object;
}

/** A call that the model began and could not write. */
const broken = /^(MALFORMED_FUNCTION_CALL|UNEXPECTED_TOOL_CALL)$/;

function whyOf(reason: string, calls: number): Extract<Thought, { type: "stop" }>["why"] {
  if (reason === "MAX_TOKENS") return "length";
  if (broken.test(reason)) return "calls";
  if (reason !== "STOP" && reason !== "OTHER") return "refused";
  return calls > 0 ? "calls" : "done";
}

/** Faults: REMOTE_FAILED when it ends without a reason, REMOTE_CONTENT when it is no answer. */
export async function* thoughtsOf(events: AsyncIterable<ServerEvent>, asked: Asked): AsyncGenerator<Thought> {
  const { service } = asked;
  let model = asked.model;
  let used: Event["usageMetadata"];
  let why: string | undefined;
  let any = false;
  let calls = 0;
  for await (const { data } of events) {
    const event = parsed<Event>(data, { service, hidden: {} });
    if (event.error) throw failed(service, event.error);
    any ||= event.candidates !== undefined || event.promptFeedback !== undefined;
    model = event.modelVersion ?? model;
    used = event.usageMetadata ?? used;
    const [candidate] = event.candidates ?? [];
    for (const part of candidate?.content?.parts ?? []) {
      const { functionCall: call, text } = part;
      if (call) yield { type: "call", call: signed(call, part.thoughtSignature, calls++, asked) };
      else if (text && !part.thought) yield { type: "text", text };
    }
    why = candidate?.finishReason ?? why ?? event.promptFeedback?.blockReason;
  }
  if (!any) throw remoteFault("REMOTE_CONTENT", `${service} sent no answer.`);
  if (why === undefined) throw remoteFault("REMOTE_FAILED", `${service} broke off.`);
  if (broken.test(why)) {
    const call = callOf({ name: "unreadable", text: "{}" }, calls++);
    yield { type: "call", call: { ...call, wrong: "The call could not be read." } };
  }
  if (used) {
    const output = (used.candidatesTokenCount ?? 0) + (used.thoughtsTokenCount ?? 0);
    yield usageOf(asked, { input: used.promptTokenCount ?? 0, output, model, asked: asked.model });
  }
  yield { type: "stop", why: whyOf(why, calls) };
}

function signed(
  { id, name = "", args }: NonNullable<Part["functionCall"]>,
  signature: string | undefined,
  index: number,
  { sign }: Asked,
) {
  const call = callOf({ id, name, text: args === undefined ? "" : JSON.stringify(args) }, index);
  if (signature !== undefined) sign(call.id, signature);
  return call;
}

const failed = (service: string, error: object) =>
  refusalOf({ service, status: statusOf(error) ?? 500, body: JSON.stringify({ error }) });
