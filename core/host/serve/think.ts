/** Serves a language model: think/start in; think/said, think/called and think/used back to whoever asked. */

import { newId } from "../../bus/id.ts";
import type { Message, Thinker, ThinkMessage, Thought, ToolCall } from "../../contract/index.ts";
import { envelopeOf, type Job, openDesk, type Served, type ServeFacts } from "./desk.ts";

/** Words of one message on the bus; a model's piece that is longer is told in several. */
const longestPiece = 16_384;

export async function serveThink(made: Thinker, facts: ServeFacts): Promise<Served> {
  const desk = await openDesk({ capability: "think", made, facts });
  const start = (message: Message<"think/start">): void =>
    desk.open(message, (job) => think(made, facts, message, job));
  desk.own(await facts.bus.on("think/start", { instance: desk.instance }, start));
  await desk.announce();
  return desk;
}

async function think(
  made: Thinker,
  { bus }: ServeFacts,
  { body }: Message<"think/start">,
  job: Job,
): Promise<void> {
  const { messages, job: id, ...asked } = body;
  const where = { instance: job.replyTo };
  const context = envelopeOf(job);
  const used = { input: 0, output: 0, model: body.model ?? "", stop: "done" as const };
  let ended: Omit<typeof used, "stop"> & { stop: Extract<Thought, { type: "stop" }>["why"]; cost?: number } =
    used;
  for await (const thought of made.think({
    ...asked,
    messages: messages.map(messageOf),
    signal: job.signal,
  })) {
    if (job.signal.aborted) return;
    if (thought.type === "text") {
      for (let at = 0; at < thought.text.length; at += longestPiece) {
        await bus.publish(
          "think/said",
          where,
          { job: id, text: thought.text.slice(at, at + longestPiece) },
          context,
        );
      }
    } else if (thought.type === "call") {
      await bus.publish("think/called", where, { job: id, call: nameable(thought.call) }, context);
    } else if (thought.type === "stop") ended = { ...ended, stop: thought.why };
    else {
      const { type: _, ...more } = thought;
      ended = { ...ended, ...more };
    }
  }
  if (!job.signal.aborted) await bus.publish("think/used", where, { job: id, ...ended }, context);
}

/** A model may call a tool what it likes: one that nobody has is told that, and is no failure. */
const nameable = (call: ToolCall): ToolCall => ({
  ...call,
  id: call.id.slice(0, 128) || newId(),
  name: call.name.replace(/[^A-Za-z0-9_-]/gu, "_").slice(0, 64) || "_",
});

function messageOf({
  role,
  text,
  calls,
  call = "",
  name = "",
}: Message<"think/start">["body"]["messages"][number]): ThinkMessage {
  if (role === "tool") return { role, text, call, name };
  if (role === "assistant") return { role, text, ...(calls ? { calls } : {}) };
  return { role, text };
}
