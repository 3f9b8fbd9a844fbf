/** A tool as the thinking of one turn sees it, wherever it comes from. */
import type { OfferedTool, ToolResult, ToolSpec, Values } from "../../../contract/index.ts";
import type { Words } from "./words.ts";

export interface Tool {
  readonly spec: ToolSpec;
  readonly risk: OfferedTool["risk"];
  /** `house`: the dialog's own, which is always lent. */
  readonly origin: "house" | "skill" | "box";
  /** What it is known by, where not all tools are lent. */
  words(): Words;
  /** What it tells was written by others than the house. */
  readonly outside: boolean;
  /** What is wrong with arguments that fit its schema, for the model. */
  wrong?(given: Values): string | undefined;
  /** What a call would do, as one may say it to the person it is for. */
  deed(given: Values): string;
  /** The arguments fit its schema. Rejects when the turn is over, or with a fault. */
  run(given: Values): Promise<ToolResult>;
}

const longestValue = 60;

/** Where a tool has no words of its own: its name and what it is given, with nothing that could be taken for more. */
export function plainDeed(name: string, given: Values): string {
  const words = (value: unknown): string =>
    (typeof value === "string" ? value : JSON.stringify(value))
      .replace(/[^\p{L}\p{M}\p{N} .,:/@%+-]+/gu, " ")
      .replace(/\s+/gu, " ")
      .trim()
      .slice(0, longestValue);
  const values = Object.entries(given).map(([key, value]) => `${words(key)} ${words(value)}`);
  return [words(name.replace(/[_-]+/gu, " ")), ...values].join(", ").slice(0, 240);
}
