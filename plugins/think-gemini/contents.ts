/** A talk as Gemini's generateContent has it (https://ai.google.dev/api/generate-content). */
import type { ThinkMessage, ToolSpec } from "hearsay";

export interface Part {
  readonly text?: string;
  /** What is in it was thought, and is not said. */
  readonly thought?: boolean;
  readonly thoughtSignature?: string;
  readonly functionCall?: { readonly id?: string; readonly name?: string; readonly args?: unknown };
  readonly functionResponse?: { readonly name: string; readonly response: { readonly result: string } };
}
export interface Content {
  readonly role: "user" | "model";
  readonly parts: Part[];
}

/**
 * Gemini 3 wants each of its calls back with the signature that came with it
 * (https://ai.google.dev/gemini-api/docs/thought-signatures). Calls that another model made have none; this word stands for it.
 */
const unsigned = "skip_thought_signature_validator";

export interface Signatures {
  get(call: string): string | undefined;
}

export function contentsOf(
  messages: readonly ThinkMessage[],
  signatures: Signatures,
  signs: boolean,
): { readonly system: string; readonly contents: Content[] } {
  const system = messages.filter(({ role }) => role === "system").map(({ text }) => text);
  const contents: Content[] = [];
  for (const message of messages) {
    if (message.role === "system") continue;
    const role = message.role === "assistant" ? "model" : "user";
    const parts = partsOf(message, signatures, signs);
    const last = contents.at(-1);
    if (last?.role === role) last.parts.push(...parts);
    else if (parts.length > 0) contents.push({ role, parts });
  }
  // A talk begins with the person; an announcement that was answered does not.
  if (contents[0]?.role !== "user") contents.unshift({ role: "user", parts: [{ text: "…" }] });
  return { system: system.join("\n\n"), contents };
}

function partsOf(
  message: Exclude<ThinkMessage, { role: "system" }>,
  signatures: Signatures,
  signs: boolean,
): Part[] {
  const { text } = message;
  if (message.role === "tool") {
    return [{ functionResponse: { name: message.name, response: { result: text } } }];
  }
  const calls = message.role === "assistant" ? (message.calls ?? []) : [];
  const asked = calls.map(({ id, name, arguments: args }, index): Part => {
    // Of several calls at once only the first is signed.
    const thoughtSignature = signatures.get(id) ?? (signs && index === 0 ? unsigned : undefined);
    return { functionCall: { name, args }, ...(thoughtSignature === undefined ? {} : { thoughtSignature }) };
  });
  return [...(text === "" ? [] : [{ text }]), ...asked];
}

export const toolsOf = (tools: readonly ToolSpec[]) => [
  {
    functionDeclarations: tools.map(({ name, about, parameters }) => ({
      name,
      description: about,
      parametersJsonSchema: parameters,
    })),
  },
];
