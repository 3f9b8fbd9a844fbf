/** A talk as Anthropic's Messages API has it (https://platform.claude.com/docs/en/api/messages): turns of two, the system apart. */
import { createHash } from "node:crypto";
import type {
  ContentBlockParam,
  MessageParam,
  TextBlockParam,
  Tool,
  ToolResultBlockParam,
} from "@anthropic-ai/sdk/resources/messages";
import type { ThinkMessage, ToolSpec } from "hearsay";

export interface Talk {
  readonly system: string;
  readonly messages: MessageParam[];
}

/** Ids that others gave are made to fit, each always in the same way. */
const fit = (id: string): string =>
  /^[A-Za-z0-9_-]+$/.test(id) ? id : `call_${createHash("sha256").update(id).digest("hex").slice(0, 24)}`;

export function talkOf(messages: readonly ThinkMessage[]): Talk {
  const system = messages.filter(({ role }) => role === "system").map(({ text }) => text);
  const turns: { role: "user" | "assistant"; content: ContentBlockParam[] }[] = [];
  for (const message of messages) {
    if (message.role === "system") continue;
    const role = message.role === "assistant" ? "assistant" : "user";
    const blocks = blocksOf(message);
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...blocks);
    else if (blocks.length > 0) turns.push({ role, content: blocks });
  }
  // A talk begins with the person; an announcement that was answered does not.
  if (turns[0]?.role !== "user") turns.unshift({ role: "user", content: [textOf("…")] });
  return { system: system.join("\n\n"), messages: turns.map(sorted) };
}

const textOf = (text: string): TextBlockParam => ({ type: "text", text });

/** An empty text is refused. */
function blocksOf(message: Exclude<ThinkMessage, { role: "system" }>): ContentBlockParam[] {
  if (message.role === "tool") {
    const result: ToolResultBlockParam = { type: "tool_result", tool_use_id: fit(message.call) };
    return [message.text === "" ? result : { ...result, content: message.text }];
  }
  const calls = message.role === "assistant" ? (message.calls ?? []) : [];
  // An answer that ends with a blank is refused too.
  const text = message.text.trimEnd();
  return [
    ...(text === "" ? [] : [textOf(text)]),
    ...calls.map(({ id, name, arguments: given }) => ({
      type: "tool_use" as const,
      id: fit(id),
      name,
      input: { ...given },
    })),
  ];
}

/** Results stand before text in a turn. */
const sorted = ({ role, content }: { role: "user" | "assistant"; content: ContentBlockParam[] }) => ({
  role,
  content:
    role === "assistant"
      ? content
      : content.toSorted((one, other) => Number(one.type === "text") - Number(other.type === "text")),
});

export function toolsOf(tools: readonly ToolSpec[]): Tool[] {
  return tools.map(({ name, about, parameters }) => ({
    name,
    description: about,
    input_schema: { ...parameters, type: "object" },
  }));
}
