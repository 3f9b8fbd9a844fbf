/** What every language model's plugin must do, and every box of tools: run them with describeSuite, on one whose service a test answers for. */
import type { Thinker, ThinkMessage, ThinkRequest, Thought, ToolCall } from "hearsay";
import { expect } from "vitest";
import type { Check } from "./suite.ts";

/** What the service answers to a request. */
export interface ThinkScript {
  /** Pieces of text, each sent by itself. */
  readonly words?: readonly string[];
  readonly calls?: readonly ToolCall[];
  /** After that nothing more comes, and the request stays open. */
  readonly hangs?: boolean;
  /** It repeats the last words of the user instead. */
  readonly echoes?: boolean;
  /** It answers with an error instead. */
  readonly fails?: boolean;
}

export interface ThinkSubject {
  readonly thinker: Thinker;
  /** How its service answers from now on. */
  answer(script: ThinkScript): void;
  /** Requests that the service has open now. */
  open(): number;
  /** What the service was sent, request by request, as text. */
  sent(): readonly string[];
}

type Asked = Partial<ThinkRequest> & { readonly signal?: AbortSignal };

const user = (text: string): ThinkMessage => ({ role: "user", text });
const lampTool = {
  name: "lamp",
  about: "Switches the lamp.",
  parameters: { type: "object", properties: { on: { type: "boolean" } } },
};

const think = ({ thinker }: ThinkSubject, more: Asked = {}): AsyncIterable<Thought> =>
  thinker.think({
    messages: [user("hello")],
    tools: [],
    language: "en",
    maxTokens: 100,
    signal: new AbortController().signal,
    ...more,
  });

async function all(subject: ThinkSubject, more: Asked = {}): Promise<Thought[]> {
  const thoughts: Thought[] = [];
  for await (const thought of think(subject, more)) thoughts.push(thought);
  return thoughts;
}

const textIn = (thoughts: readonly Thought[]): string =>
  thoughts.flatMap((one) => (one.type === "text" ? [one.text] : [])).join("");
const callsIn = (thoughts: readonly Thought[]): ToolCall[] =>
  thoughts.flatMap((one) => (one.type === "call" ? [one.call] : []));

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

export const thinkChecks: readonly Check<ThinkSubject>[] = [
  {
    name: "gives the words as they come, before the answer is whole",
    async check(subject) {
      subject.answer({ words: ["One ", "two."], hangs: true });
      const abort = new AbortController();
      let text = "";
      for await (const thought of think(subject, { signal: abort.signal })) {
        if (thought.type === "text") text += thought.text;
        if (text === "One two.") break;
      }
      expect(text).toBe("One two.");
      abort.abort();
    },
  },
  {
    name: "gives all the words in their order",
    async check(subject) {
      const words = ["Grüß ", "dich,\n", "日本", "語 ", "👩‍🚀", " “so”", ' \\ {"a": 1}'];
      subject.answer({ words });
      expect(textIn(await all(subject))).toBe(words.join(""));
    },
  },
  {
    name: "gives calls whole, each once, and says that it ended for them",
    async check(subject) {
      const calls = [
        { id: "call_a", name: "lamp", arguments: { on: true, why: 'it is "dark"' } },
        { id: "call_b", name: "lamp", arguments: {} },
      ];
      subject.answer({ words: ["A moment."], calls });
      const thoughts = await all(subject, { tools: [lampTool] });
      const given = callsIn(thoughts);
      expect(given.map(({ name, arguments: values }) => ({ name, values }))).toEqual(
        calls.map(({ name, arguments: values }) => ({ name, values })),
      );
      expect(new Set(given.map(({ id }) => id)).size).toBe(2);
      expect(textIn(thoughts)).toBe("A moment.");
      expect(thoughts.findLast(({ type }) => type === "stop")).toMatchObject({ why: "calls" });
    },
  },
  {
    name: "shows the service the talk, with what was called and what came of it",
    async check(subject) {
      subject.answer({ words: ["Fine."] });
      const call = { id: "call_1", name: "lamp", arguments: { on: true } };
      const messages: ThinkMessage[] = [
        { role: "system", text: "You are Ada-4711." },
        user("light-4712 please"),
        { role: "assistant", text: "Yes-4713.", calls: [call] },
        { role: "tool", call: "call_1", name: "lamp", text: "done-4714" },
      ];
      await all(subject, { messages, tools: [lampTool] });
      const sent = subject.sent().at(-1) ?? "";
      for (const part of ["Ada-4711", "light-4712", "Yes-4713", "done-4714", "Switches the lamp."]) {
        expect(sent).toContain(part);
      }
    },
  },
  {
    name: "tells once what was used, in whole tokens, with the model's name",
    async check(subject) {
      subject.answer({ words: ["Fine."] });
      const told = (await all(subject)).flatMap((one) => (one.type === "usage" ? [one] : []));
      expect(told.length).toBe(1);
      const [usage] = told;
      expect(Number.isInteger(usage?.input) && (usage?.input ?? -1) >= 0).toBe(true);
      expect(Number.isInteger(usage?.output) && (usage?.output ?? -1) >= 0).toBe(true);
      expect(usage?.model).not.toBe("");
    },
  },
  {
    name: "survives an answer without words",
    async check(subject) {
      subject.answer({ words: [] });
      const thoughts = await all(subject).catch((error) => {
        expect(error).toMatchObject({ name: "Fault" });
        return [];
      });
      expect(textIn(thoughts)).toBe("");
      subject.answer({ words: ["Fine."] });
      expect(textIn(await all(subject))).toBe("Fine.");
    },
  },
  {
    name: "survives long and strange text, both ways",
    async check(subject) {
      const long = "la ".repeat(20_000);
      subject.answer({ words: [long] });
      expect(textIn(await all(subject, { messages: [user(`${long}\u0000\u202e?!`)] }))).toBe(long);
    },
  },
  {
    name: "ends soon when it is cancelled, with its request closed",
    async check(subject) {
      subject.answer({ words: ["One "], hangs: true });
      const abort = new AbortController();
      let thoughts = 0;
      const run = (async () => {
        for await (const _ of think(subject, { signal: abort.signal })) {
          thoughts++;
          abort.abort();
        }
      })();
      await run.catch(() => {});
      expect(thoughts).toBeGreaterThan(0);
      await until(() => subject.open() === 0);
      subject.answer({ words: ["Fine."] });
      expect(textIn(await all(subject))).toBe("Fine.");
    },
  },
  {
    name: "says nothing when it was cancelled before it began",
    async check(subject) {
      subject.answer({ words: ["One."] });
      expect(textIn(await all(subject, { signal: AbortSignal.abort() }).catch(() => []))).toBe("");
    },
  },
  {
    name: "keeps nothing between jobs, and answers several at once, each its own",
    async check(subject) {
      subject.answer({ echoes: true });
      const texts = ["first-secret", "second-secret", "third-secret"];
      const said = await Promise.all(texts.map((text) => all(subject, { messages: [user(text)] })));
      expect(said.map(textIn)).toEqual(texts);
      expect(textIn(await all(subject, { messages: [user("last")] }))).toBe("last");
      for (const text of texts) expect(subject.sent().at(-1)).not.toContain(text);
    },
  },
  {
    name: "fails with a coded fault where the service fails",
    async check(subject) {
      subject.answer({ fails: true });
      await expect(all(subject)).rejects.toMatchObject({
        name: "Fault",
        code: expect.stringMatching(/^[A-Z_]+$/),
        remedy: expect.any(String),
      });
      subject.answer({ words: ["Fine."] });
      expect(textIn(await all(subject))).toBe("Fine.");
    },
  },
];
