/** What comes of a model, event by event (https://platform.claude.com/docs/en/build-with-claude/streaming), as thoughts. */
import type { RawMessageStreamEvent, StopReason } from "@anthropic-ai/sdk/resources/messages";
import type { Thought } from "hearsay";
import { callOf, remoteFault, type TokenPrice, usageOf } from "hearsay/remote";

export interface Asked {
  readonly service: string;
  readonly model: string;
  readonly prices?: Readonly<Record<string, TokenPrice>>;
}

const reasons: Readonly<Record<StopReason, Extract<Thought, { type: "stop" }>["why"]>> = {
  end_turn: "done",
  stop_sequence: "done",
  pause_turn: "done",
  tool_use: "calls",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  refusal: "refused",
};

/** Faults: REMOTE_FAILED when it ends before its end, REMOTE_CONTENT when it is no message. */
export async function* thoughtsOf(
  events: AsyncIterable<RawMessageStreamEvent>,
  asked: Asked,
): AsyncGenerator<Thought> {
  const open = new Map<number, { id: string; name: string; text: string }>();
  let used = { input: 0, output: 0, model: asked.model };
  let why: StopReason | undefined;
  let begun = false;
  let over = false;
  let calls = 0;
  for await (const event of events) {
    // llama.cpp leaves the start out when its first token is half a letter.
    begun ||= /^(message|content_block)_/.test(event.type);
    if (event.type === "message_start") {
      const { usage, model } = event.message;
      const kept = (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0);
      used = { input: usage.input_tokens + kept, output: usage.output_tokens, model };
    } else if (event.type === "content_block_start" && event.content_block.type === "tool_use") {
      const { id, name } = event.content_block;
      open.set(event.index, { id, name, text: "" });
    } else if (event.type === "content_block_delta") {
      const { delta, index } = event;
      if (delta.type === "text_delta" && delta.text !== "") yield { type: "text", text: delta.text };
      const call = open.get(index);
      if (delta.type === "input_json_delta" && call) call.text += delta.partial_json;
    } else if (event.type === "content_block_stop") {
      const call = open.get(event.index);
      if (call) yield { type: "call", call: callOf(call, calls++) };
      open.delete(event.index);
    } else if (event.type === "message_delta") {
      why = event.delta.stop_reason ?? why;
      used = { ...used, output: event.usage.output_tokens };
    } else if (event.type === "message_stop") over = true;
  }
  if (!begun) throw remoteFault("REMOTE_CONTENT", `${asked.service} sent no message.`);
  if (!over) throw remoteFault("REMOTE_FAILED", `${asked.service} broke off.`);
  yield usageOf(asked, { ...used, asked: asked.model });
  yield { type: "stop", why: (why && reasons[why]) ?? "done" };
}
