/** The suites for language models and tools on fakes: one keeps every rule, and one for each rule breaks it. */
import type { Thinker, ThinkMessage, Thought, ToolBox } from "hearsay";
import { Fault } from "hearsay";
import { describe, it } from "vitest";
import { describeSuite, expectBroken } from "./suite.ts";
import { type ThinkScript, type ThinkSubject, thinkChecks } from "./think.ts";
import { type ToolSubject, toolChecks } from "./tool.ts";

/** How a fake breaks; none of them: it keeps every rule. */
interface Breaks {
  /** All the words at the end. */
  readonly waits?: boolean;
  readonly drops?: boolean;
  /** Calls in pieces. */
  readonly cuts?: boolean;
  readonly forgetsTools?: boolean;
  readonly usage?: Extract<Thought, { type: "usage" }>[];
  readonly inventsWords?: boolean;
  readonly shortens?: boolean;
  readonly deaf?: boolean;
  readonly remembers?: boolean;
  readonly plainErrors?: boolean;
}

const usage = { type: "usage", input: 3, output: 5, model: "fake" } as const;

function subjectOf(breaks: Breaks = {}): ThinkSubject {
  let script: ThinkScript = {};
  let open = 0;
  const sent: string[] = [];
  const talk: ThinkMessage[] = [];
  const textOf = (messages: readonly ThinkMessage[]): string[] => {
    const words = script.echoes ? [messages.at(-1)?.text ?? ""] : [...(script.words ?? [])];
    if (breaks.drops) words.reverse();
    return breaks.shortens ? words.map((word) => word.slice(0, 1000)) : words;
  };
  const thinker: Thinker = {
    async *think({ messages, tools, signal }) {
      if (signal.aborted && !breaks.deaf) return;
      if (breaks.remembers) talk.push(...messages);
      const shown = breaks.remembers ? talk : messages;
      sent.push(JSON.stringify([shown, breaks.forgetsTools ? [] : tools]));
      const answer = script;
      if (answer.fails) throw breaks.plainErrors ? new Error("no") : new Fault("SERVICE_FAILED", "No.");
      open++;
      try {
        const words = textOf(shown);
        const isLate = breaks.waits === true;
        if (!isLate) for (const text of words) yield { type: "text", text };
        if (answer.hangs) {
          await new Promise<void>((resolve) => {
            if (!breaks.deaf) signal.addEventListener("abort", () => resolve());
            if (signal.aborted && !breaks.deaf) resolve();
          });
        }
        if (isLate) for (const text of words) yield { type: "text", text };
        if (breaks.inventsWords) yield { type: "text", text: "Hm." };
        for (const call of answer.calls ?? []) {
          yield { type: "call", call };
          if (breaks.cuts) yield { type: "call", call: { ...call, arguments: {} } };
        }
        yield* breaks.usage ?? [usage];
        yield { type: "stop", why: answer.calls && !breaks.cuts ? "calls" : "done" };
      } finally {
        if (!breaks.deaf) open--;
      }
    },
  };
  return {
    thinker,
    answer(next) {
      script = next;
    },
    open: () => open,
    sent: () => sent,
  };
}

describeSuite("a language model that keeps the rules", () => subjectOf(), thinkChecks);

describe("a broken language model", () => {
  it.each<[string, Breaks, string]>([
    ["says all at the end", { waits: true }, "gives the words as they come, before the answer is whole"],
    ["mixes its words up", { drops: true }, "gives all the words in their order"],
    [
      "gives calls in pieces",
      { cuts: true },
      "gives calls whole, each once, and says that it ended for them",
    ],
    [
      "hides the tools",
      { forgetsTools: true },
      "shows the service the talk, with what was called and what came of it",
    ],
    ["tells no usage", { usage: [] }, "tells once what was used, in whole tokens, with the model's name"],
    [
      "tells halves",
      { usage: [{ ...usage, output: 0.5 }] },
      "tells once what was used, in whole tokens, with the model's name",
    ],
    [
      "tells it twice",
      { usage: [usage, usage] },
      "tells once what was used, in whole tokens, with the model's name",
    ],
    ["invents words", { inventsWords: true }, "survives an answer without words"],
    ["cuts what is long", { shortens: true }, "survives long and strange text, both ways"],
    [
      "goes on when it is cancelled",
      { deaf: true },
      "ends soon when it is cancelled, with its request closed",
    ],
    ["begins what was cancelled", { deaf: true }, "says nothing when it was cancelled before it began"],
    [
      "remembers",
      { remembers: true },
      "keeps nothing between jobs, and answers several at once, each its own",
    ],
    ["throws anything", { plainErrors: true }, "fails with a coded fault where the service fails"],
  ])("that %s is seen", async (_, breaks, name) => {
    await expectBroken(() => subjectOf(breaks), thinkChecks, [name], 500);
  });
});

const parameters = { type: "object", properties: { text: { type: "string" } } };
const echo = { name: "echo", about: "Says it again.", parameters, risk: "none" } as const;

const good: ToolBox = {
  tools: [echo, { ...echo, name: "wait" }],
  async call({ name, arguments: { text } }, { signal }) {
    if (name === "wait") await new Promise((resolve) => signal.addEventListener("abort", resolve));
    if (name === "echo" && text !== "") return { text: `It was ${text}`.slice(0, 16_384) };
    return { text: "That cannot be done.", failed: true };
  },
};

const toolsOf = (box: ToolBox): ToolSubject => ({
  box,
  works: [
    { name: "echo", arguments: { text: "one" }, text: "one" },
    { name: "echo", arguments: { text: "two" }, text: "two" },
  ],
  fails: [{ name: "echo", arguments: { text: "" } }],
  hangs: { name: "wait", arguments: { text: "x" } },
});

let last: unknown;
const broken: ToolBox = {
  tools: [echo, { ...echo, about: "" }],
  async call({ arguments: { text = "" } }) {
    if (text === "x") await new Promise(() => {});
    if (text === "") throw new Error("empty");
    const before = last;
    last = text;
    await new Promise((resolve) => setTimeout(resolve, 5));
    return { text: `${before}`.repeat(2) };
  },
};

describeSuite("a box of tools that keeps the rules", () => toolsOf(good), toolChecks);

describe("a broken box of tools", () => {
  it("fails every check but what it does not do", async () => {
    const names = toolChecks
      .map(({ name }) => name)
      .filter((name) => name !== "does not do what it does not offer");
    await expectBroken(() => toolsOf(broken), toolChecks, names, 500);
    const obliging: ToolBox = { ...good, call: async () => ({ text: "Done." }) };
    await expectBroken(() => toolsOf(obliging), toolChecks, ["does not do what it does not offer"], 500);
  });
});
