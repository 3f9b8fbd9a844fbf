/** One round of thinking: the persona's chain is asked in its order until one of them answers; who has begun to speak is not replaced. */
import type { Messages, ThinkLink, ThinkMessage, ToolCall, ToolSpec } from "../../../contract/index.ts";
import { asFault, Fault } from "../../../contract/index.ts";
import { startDeadline } from "../../../flow/deadline.ts";
import type { Heard } from "../../calls.ts";
import { type Provider, speaks } from "../../directory.ts";
import type { Dialogue } from "../../house.ts";
import type { TurnRequest } from "../../request.ts";
import type { Used } from "../purse.ts";

export interface RoundFacts {
  readonly house: Pick<Dialogue, "calls" | "directory" | "log">;
  readonly request: Pick<TurnRequest, "turn" | "trace" | "persona" | "pauses">;
  readonly language: string;
  readonly messages: readonly ThinkMessage[];
  readonly tools: readonly ToolSpec[];
  /** Of the turn, and of the time that all its thinking may take. */
  readonly signal: AbortSignal;
  /** The next words. */
  text(words: string): void;
  /** A whole call. */
  call(call: ToolCall): void;
  /** Words of this round were said: nobody else can take over. */
  said(): boolean;
  /** It was not to go on: enough was said. */
  full(): boolean;
  /** What the round used, as the service counts it, or as it is guessed where it does not. */
  used(used: Used): void;
  /** What was heard of somebody who failed is not to be said. */
  again(): void;
}

export interface Rounded {
  readonly text: string;
  readonly calls: readonly ToolCall[];
  readonly stop: Messages["think/used"]["stop"];
}

/** Faults that say nothing about whoever was asked. */
const blameless: ReadonlySet<string> = new Set(["PROVIDER_BUSY", "MESSAGE_TOO_LARGE", "MESSAGE_INVALID"]);
const mostCalls = 16;
const charsInToken = 4;
/** More in one round is no answer for the ear, characters. */
const longestAnswer = 60_000;

/** The links of a chain that are meant for a language. */
export const linksFor = (chain: readonly ThinkLink[], language: string): readonly ThinkLink[] =>
  chain.filter(({ languages = [] }) => speaks(languages, language));

/** Whoever serves a link now; `some`: or would, were they not busy, or left alone for a while after they failed. */
export const providerOf = (
  { directory }: Pick<Dialogue, "directory">,
  { plugin }: ThinkLink,
  language: string,
  some = false,
): Provider | undefined =>
  directory
    .all({ capability: "think", language, full: some, ill: some })
    .find((provider) => provider.plugin === plugin);

/**
 * Stops with "refused" and without words where nobody knows anything. Rejects with the first fault where nobody could answer,
 * NO_PROVIDER where nobody is there, and as `signal` says.
 */
export async function round(facts: RoundFacts): Promise<Rounded> {
  const { house, request, language, signal } = facts;
  let first: Fault | undefined;
  let unknown: Rounded | undefined;
  for (const link of linksFor(request.persona.think, language)) {
    const provider = providerOf(house, link, language);
    if (!provider) continue;
    const ended = request.trace.span(`think ${provider.plugin}`.slice(0, 48));
    try {
      const rounded = await ask(facts, provider, link);
      house.directory.report(provider, true);
      ended(rounded.calls.length > 0 ? `${rounded.calls.length} calls` : rounded.stop);
      if (!isUnknown(rounded)) return rounded;
      unknown = rounded;
    } catch (error) {
      const fault = asFault(signal.aborted ? signal.reason : error);
      ended(fault.code);
      if (signal.aborted) throw fault;
      if (!blameless.has(fault.code)) house.directory.report(provider, false, fault);
      house.log.warn("A language model gave no answer.", { provider: provider.plugin, code: fault.code });
      if (facts.said()) throw fault;
      facts.again();
      first ??= fault;
    }
  }
  if (unknown && !first) return unknown;
  throw first ?? new Fault("NO_PROVIDER", `No language model for ${language} is ready.`, { retryable: true });
}

/** It had nothing to say: somebody else may know. */
export const isUnknown = ({ text, calls, stop }: Rounded): boolean =>
  stop === "refused" && calls.length === 0 && text.trim() === "";

async function ask(facts: RoundFacts, provider: Provider, link: ThinkLink): Promise<Rounded> {
  const { house, request, language, messages, tools, signal } = facts;
  const { limits } = request.persona;
  const { model, temperature } = link;
  const body = {
    messages: messages.map((one) => ({ ...one })) as Messages["think/start"]["messages"],
    tools: tools.map((one) => ({ ...one, parameters: { ...one.parameters } })),
    language,
    maxTokens: limits.answerTokens,
    ...(model === undefined ? {} : { model }),
    ...(temperature === undefined ? {} : { temperature }),
  };
  signal.throwIfAborted();
  await using call = await house.calls.start("think/start", provider.instance, body, { turn: request.turn });
  const stop = (): void => call.cancel("The turn ended.");
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  using patience = patienceFor(request, () => {
    const what = `${provider.plugin} said nothing for ${limits.firstWord} ms.`;
    call.cancel(new Fault("JOB_TIMEOUT", what, { retryable: true }));
  });
  const heard = createHeard(facts, body);
  try {
    for await (const message of call.heard) {
      patience.again();
      heard.hear(message);
      if (facts.full()) return heard.all();
    }
    await call.done;
  } finally {
    signal.removeEventListener("abort", stop);
    heard.count();
  }
  const rounded = heard.all();
  if (!heard.isEmpty() || isUnknown(rounded)) return rounded;
  throw new Fault("JOB_FAILED", `${provider.plugin} gave neither words nor calls.`);
}

interface Hearing {
  hear(message: Heard): void;
  /** Tells what it used, once. */
  count(): void;
  isEmpty(): boolean;
  all(): Rounded;
}

function createHeard(facts: RoundFacts, asked: object): Hearing {
  const { trace } = facts.request;
  const calls: ToolCall[] = [];
  const ids = new Set<string>();
  let text = "";
  let used: Messages["think/used"] | undefined;
  const begun = (): boolean => text !== "" || calls.length > 0;
  return {
    hear({ kind, body }) {
      if (kind !== "think/used" && !begun()) trace.mark("first token", trace.now());
      if (kind === "think/said" && text.length < longestAnswer) {
        text += body.text;
        facts.text(body.text);
      } else if (kind === "think/called" && calls.length < mostCalls && !ids.has(body.call.id)) {
        ids.add(body.call.id);
        calls.push(body.call);
        facts.call(body.call);
      } else if (kind === "think/used") used = body;
    },
    count() {
      const isTold = used !== undefined && used.input + used.output > 0;
      facts.used(
        isTold && used
          ? {
              input: used.input,
              output: used.output,
              ...(used.cost === undefined ? {} : { cost: used.cost }),
            }
          : { input: tokensIn(JSON.stringify(asked)), output: tokensIn(text) },
      );
    },
    isEmpty: () => text.trim() === "" && calls.length === 0,
    all: () => ({ text, calls, stop: used?.stop ?? "done" }),
  };
}

const tokensIn = (text: string): number => Math.ceil(text.length / charsInToken);

/** Stands still while somebody is asked. */
function patienceFor({ persona, pauses }: RoundFacts["request"], late: () => void) {
  let stack = new DisposableStack();
  const begin = (): void => {
    const deadline = stack.use(startDeadline(persona.limits.firstWord, late));
    stack.use(pauses.join(deadline));
  };
  begin();
  return {
    again() {
      stack.dispose();
      stack = new DisposableStack();
      begin();
    },
    [Symbol.dispose]: () => stack.dispose(),
  };
}
