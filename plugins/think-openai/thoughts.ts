/** What comes of a model, piece by piece, as thoughts: text at once, calls when they are whole, usage and the reason at the end. */
import type { Thought } from "hearsay";
import { callOf, remoteFault, type TokenPrice, usageOf } from "hearsay/remote";
import type { ChatCompletionChunk } from "openai/resources/chat/completions";

type Delta = ChatCompletionChunk.Choice.Delta;
type Why = Extract<Thought, { type: "stop" }>["why"];

export interface Asked {
  readonly service: string;
  readonly model: string;
  readonly prices?: Readonly<Record<string, TokenPrice>>;
}

interface Pending {
  id: string | undefined;
  name: string;
  text: string;
}

/** Beside OpenAI's own reasons, those that compatible servers have. */
const reasons: Readonly<Record<string, Why>> = {
  stop: "done",
  eos: "done",
  length: "length",
  model_length: "length",
  tool_calls: "calls",
  function_call: "calls",
  content_filter: "refused",
};

/** Faults: REMOTE_FAILED when it ends without a reason, REMOTE_CONTENT when nothing of it is a completion. */
export async function* thoughtsOf(
  chunks: AsyncIterable<ChatCompletionChunk>,
  asked: Asked,
): AsyncGenerator<Thought> {
  const calls = createCalls();
  let { model } = asked;
  let used: { input: number; output: number } | undefined;
  let why: Why | undefined;
  let any = false;
  for await (const chunk of chunks) {
    any ||= Array.isArray(chunk.choices);
    model = chunk.model || model;
    used = usedIn(chunk) ?? used;
    const [choice] = chunk.choices ?? [];
    if (!choice) continue;
    const { content, refusal, tool_calls: parts } = choice.delta ?? {};
    const text = content || refusal;
    if (text) yield { type: "text", text };
    if (refusal) why = "refused";
    for (const part of parts ?? []) calls.add(part);
    if (choice.finish_reason) why ??= reasons[choice.finish_reason] ?? "done";
  }
  if (!any) throw remoteFault("REMOTE_CONTENT", `${asked.service} sent no completion.`);
  if (why === undefined) throw remoteFault("REMOTE_FAILED", `${asked.service} broke off.`);
  const whole = calls.all();
  for (const call of whole) yield { type: "call", call };
  if (used) yield usageOf(asked, { ...used, model, asked: asked.model });
  // Some servers say "stop" after calls as well.
  yield { type: "stop", why: whole.length > 0 && why === "done" ? "calls" : why };
}

/** Groq tells the usage in a place of its own, beside the usual one. */
function usedIn(chunk: ChatCompletionChunk): { input: number; output: number } | undefined {
  const { x_groq: groq } = chunk as { x_groq?: { usage?: ChatCompletionChunk["usage"] } };
  const usage = chunk.usage ?? groq?.usage;
  if (!usage) return undefined;
  return { input: usage.prompt_tokens ?? 0, output: usage.completion_tokens ?? 0 };
}

/**
 * Calls come in pieces, several at once and interleaved, told apart by `index`. Servers that send each call whole may leave
 * it out or say 0 for all: there, another id is another call.
 */
function createCalls() {
  const pending: Pending[] = [];
  const byIndex = new Map<number, Pending>();
  const open = (index: number | undefined, id: string | undefined): Pending => {
    const made: Pending = { id, name: "", text: "" };
    pending.push(made);
    if (index !== undefined) byIndex.set(index, made);
    return made;
  };
  return {
    add({ index, id, function: part }: NonNullable<Delta["tool_calls"]>[number]): void {
      const known = index === undefined ? pending.at(-1) : byIndex.get(index);
      const another = id && known?.id !== undefined && known.id !== id;
      const call = known === undefined || another ? open(index, id || undefined) : known;
      call.id ??= id || undefined;
      // The name comes whole; some servers repeat it with every piece.
      if (part?.name) call.name = part.name;
      const given: unknown = part?.arguments;
      if (given) call.text += typeof given === "string" ? given : JSON.stringify(given);
    },
    all: () => pending.map((call, index) => callOf(call, index)),
  };
}
