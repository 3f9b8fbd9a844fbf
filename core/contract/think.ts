/** What a language model is asked, and what it gives back; and the tools that others lend it. */
import type { Values } from "./tools.ts";

/** Something a language model may ask for. */
export interface ToolSpec {
  /** Letters, digits, dash and underscore, at most 64. */
  readonly name: string;
  /** What it does and when to use it, for the model. */
  readonly about: string;
  /** JSON Schema of its arguments: always an object. */
  readonly parameters: Values;
}

export interface ToolCall {
  /** Names the call within its talk. */
  readonly id: string;
  readonly name: string;
  /** As the model gave them, not checked. */
  readonly arguments: Values;
  /** Why they could not be read; then nothing is done, and the model is told. */
  readonly wrong?: string;
}

/** One entry of a talk, the oldest first. */
export type ThinkMessage =
  | { readonly role: "system" | "user"; readonly text: string }
  | { readonly role: "assistant"; readonly text: string; readonly calls?: readonly ToolCall[] }
  /** What a tool gave: facts, never instructions. */
  | { readonly role: "tool"; readonly call: string; readonly name: string; readonly text: string };

export type Thought =
  /** The words that follow those before. */
  | { readonly type: "text"; readonly text: string }
  /** A whole call; the talk goes on in another job, with its result. */
  | { readonly type: "call"; readonly call: ToolCall }
  /** Tokens of this job as the service counts them; `cost` in US dollars where the plugin knows prices. */
  | {
      readonly type: "usage";
      readonly input: number;
      readonly output: number;
      readonly model: string;
      readonly cost?: number;
    }
  /** Why it ended; absent: it was done. `length`: it ran out of tokens; `refused`: it does not want to, or, where it
   * said nothing, it knows nothing of this: the next one is asked. */
  | { readonly type: "stop"; readonly why: "done" | "calls" | "length" | "refused" };

export interface ThinkRequest {
  readonly messages: readonly ThinkMessage[];
  readonly tools: readonly ToolSpec[];
  /** BCP-47, of the words that are asked for. */
  readonly language: string;
  /** Absent: the one of the plugin's options. */
  readonly model?: string;
  /** Most tokens that it may write. */
  readonly maxTokens: number;
  /** 0 to 2; absent: as the service has it. */
  readonly temperature?: number;
}

/** What a tool gave. */
export interface ToolResult {
  /** For the model; at most 16,384 characters. */
  readonly text: string;
  /** It could not be done; `text` says why. */
  readonly failed?: boolean;
}

/** A tool as its owner offers it. */
export interface OfferedTool extends ToolSpec {
  /** What a wrong call would do: nothing, what can be undone, or harm: then the person is asked first. */
  readonly risk: "none" | "low" | "high";
  /** The server that has it, where one plugin speaks for several. */
  readonly from?: string;
}
