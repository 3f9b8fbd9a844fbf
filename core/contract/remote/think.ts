/** What language models of services have in common: their options, what tokens cost, and calls of tools as they come from a model. */
import { randomUUID } from "node:crypto";
import type { Thought, ToolCall } from "../think.ts";
import { type Described, type ServiceOptions, serviceOptions } from "./service.ts";

/** US dollars for a million tokens. */
export interface TokenPrice {
  readonly input: number;
  readonly output: number;
}

export interface ThinkServiceOptions extends ServiceOptions {
  readonly model?: string;
  readonly retries: number;
  /** By model. */
  readonly prices?: Readonly<Record<string, TokenPrice>>;
}

/** The part of `options.properties` that thinkers of services have. */
export function thinkOptions(described: Described & { readonly model?: string }): Record<string, object> {
  const { model } = described;
  const dollars = { type: "number", minimum: 0 };
  return {
    ...serviceOptions(described),
    model: {
      type: "string",
      minLength: 1,
      description: "The model when a persona names none",
      ...(model === undefined ? {} : { default: model }),
    },
    retries: {
      type: "integer",
      minimum: 0,
      maximum: 5,
      default: 1,
      description: "How often it is asked again when it fails at once, before the first word",
    },
    prices: {
      type: "object",
      description: "US dollars for a million tokens, by model: { MODEL: { input, output } }",
      additionalProperties: {
        type: "object",
        properties: { input: dollars, output: dollars },
        required: ["input", "output"],
        additionalProperties: false,
      },
    },
  };
}

/** The thought that tells what was used; `model` as the service names it, `asked` as it was asked for. */
export function usageOf(
  { prices = {} }: Pick<ThinkServiceOptions, "prices">,
  used: { readonly input: number; readonly output: number; readonly model: string; readonly asked: string },
): Extract<Thought, { type: "usage" }> {
  const { model, asked } = used;
  const [input, output] = [whole(used.input), whole(used.output)];
  const price = prices[asked] ?? prices[model];
  const cost = price && (input * price.input + output * price.output) / 1e6;
  return { type: "usage", input, output, model, ...(cost === undefined ? {} : { cost }) };
}

const whole = (tokens: number): number => (tokens > 0 && tokens < 1e9 ? Math.round(tokens) : 0);

/** What a service sent of a call; `text` is JSON. */
export interface RawCall {
  readonly id?: string | undefined;
  readonly name: string;
  readonly text: string;
}

/** A call with an id and a name that can be sent on, whatever the model wrote; unreadable arguments are told in `wrong`. */
export function callOf({ id, name, text }: RawCall, index: number): ToolCall {
  const known = id !== undefined && id !== "" && id.length <= 128;
  const safe = {
    id: known ? id : `call-${index}-${randomUUID().slice(0, 18)}`,
    name: name.replace(/[^A-Za-z0-9_-]/g, "-").slice(0, 64) || "unnamed",
  };
  if (text.trim() === "") return { ...safe, arguments: {} };
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === "object" && read !== null && !Array.isArray(read)) {
      return { ...safe, arguments: read as ToolCall["arguments"] };
    }
    if (read === null) return { ...safe, arguments: {} };
    return { ...safe, arguments: {}, wrong: "The arguments are no JSON object." };
  } catch {
    return { ...safe, arguments: {}, wrong: "The arguments are no JSON." };
  }
}
