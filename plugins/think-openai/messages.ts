/** A talk as OpenAI's chat completions have it (https://platform.openai.com/docs/api-reference/chat/create). */
import { createHash } from "node:crypto";
import type { ThinkMessage, ToolSpec } from "hearsay";
import type { ChatCompletionMessageParam, ChatCompletionTool } from "openai/resources/chat/completions";

/** `idLength`: ids of calls that others gave are made to fit, each always in the same way. */
export function messagesOf(
  messages: readonly ThinkMessage[],
  idLength: number | undefined,
): ChatCompletionMessageParam[] {
  const fit = (id: string): string => {
    if (idLength === undefined || (id.length === idLength && /^[A-Za-z0-9]+$/.test(id))) return id;
    return createHash("sha256").update(id).digest("hex").slice(0, idLength);
  };
  return messages.map((message): ChatCompletionMessageParam => {
    const { text } = message;
    if (message.role === "tool") return { role: "tool", tool_call_id: fit(message.call), content: text };
    if (message.role !== "assistant") return { role: message.role, content: text };
    if (!message.calls?.length) return { role: "assistant", content: text };
    const calls = message.calls.map(({ id, name, arguments: given }) => ({
      id: fit(id),
      type: "function" as const,
      function: { name, arguments: JSON.stringify(given) },
    }));
    // Beside calls, no text is null: some servers refuse an empty one.
    return { role: "assistant", content: text === "" ? null : text, tool_calls: calls };
  });
}

export function toolsOf(tools: readonly ToolSpec[]): ChatCompletionTool[] {
  return tools.map(({ name, about, parameters }) => ({
    type: "function",
    function: { name, description: about, parameters: { ...parameters } },
  }));
}
