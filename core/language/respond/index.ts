/** Answers of a language pack: templates written for Home Assistant's Jinja, compiled once and rendered with facts. */
import { asFault, Fault } from "../../contract/fault.ts";
import { render } from "./evaluate.ts";
import { parseTemplate } from "./syntax.ts";
import type { Fact } from "./values.ts";

export { type Fact, type Float, float } from "./values.ts";

/**
 * What a template can see, by name: `slots`, `state`, `query` … and functions such as `state_attr`. A whole number that
 * shall be said as "20.0" is `float(20)`. Dates are `{year, month, day}`, times `{hour, minute, second}`.
 */
export type Facts = Readonly<Record<string, Fact>>;
export type Renderer = (facts: Facts) => string;

/** Templates by intent and key. */
export type Templates = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface Responses {
  readonly has: (intent: string, key: string) => boolean;
  /** The answer, white space folded. Faults: RESPONSE_INVALID. */
  readonly render: (intent: string, key: string, facts: Facts) => string;
  /** Every template that cannot be compiled. */
  readonly problems: () => readonly Fault[];
}

/** Compiles a template. Faults: RESPONSE_INVALID, also when it is rendered with facts it is not made for or never ends. */
export function renderer(template: string, where = "a response"): Renderer {
  const tree = told(where, () => parseTemplate(template));
  return (facts) => told(where, () => render(tree, facts));
}

/** For one use; `renderer` is for many. */
export function renderResponse(template: string, facts: Facts): string {
  return renderer(template)(facts);
}

/** A language's answers; each template is compiled when it is first needed. */
export function openResponses(language: string, templates: Templates): Responses {
  const compiled = new Map<string, Renderer>();
  const find = (intent: string, key: string): Renderer => {
    const where = `the response ${language}/${intent}/${key}`;
    const template = has(intent, key) ? templates[intent]?.[key] : undefined;
    if (template === undefined) throw new Fault("RESPONSE_INVALID", `There is no such response: ${where}.`);
    const known = compiled.get(where) ?? renderer(template, where);
    compiled.set(where, known);
    return known;
  };
  const has = (intent: string, key: string): boolean =>
    Object.hasOwn(templates, intent) && Object.hasOwn(templates[intent] ?? {}, key);
  return {
    has,
    render: (intent, key, facts) => find(intent, key)(facts).replace(/\s+/gu, " ").trim(),
    problems: () =>
      Object.entries(templates).flatMap(([intent, keys]) =>
        Object.keys(keys).flatMap((key) => faultIn(() => find(intent, key))),
      ),
  };
}

function faultIn(action: () => unknown): readonly Fault[] {
  try {
    action();
    return [];
  } catch (thrown) {
    return [asFault(thrown)];
  }
}

function told<T>(where: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "break or continue outside a loop";
    throw new Fault("RESPONSE_INVALID", `${where}: ${reason}`, { cause });
  }
}
