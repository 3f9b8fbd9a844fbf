/** What every box of tools must do: run it with describeSuite, on one whose tools a test knows. */
import { Ajv2020 } from "ajv/dist/2020.js";
import type { ToolBox, Values } from "hearsay";
import { expect } from "vitest";
import type { Check } from "./suite.ts";

interface Known {
  readonly name: string;
  readonly arguments: Values;
}

export interface ToolSubject {
  readonly box: ToolBox;
  /** Calls that succeed, and what stands in their results. */
  readonly works: readonly (Known & { readonly text: string })[];
  /** Calls that cannot be done. */
  readonly fails: readonly Known[];
  /** One that goes on until it is cancelled; absent: none of its tools takes long. */
  readonly hangs?: Known;
}

const longestText = 16_384;

const call = (
  { box }: ToolSubject,
  { name, arguments: given }: Known,
  signal = new AbortController().signal,
) => box.call({ name, arguments: given }, { language: "en", site: "kitchen", signal });

export const toolChecks: readonly Check<ToolSubject>[] = [
  {
    name: "offers tools that a language model can be shown",
    async check({ box }) {
      const names = box.tools.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names.length).toBeLessThanOrEqual(128);
      for (const { name, about, parameters, risk } of box.tools) {
        expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
        expect(about.trim(), name).not.toBe("");
        expect(about.length, name).toBeLessThanOrEqual(4096);
        expect(["none", "low", "high"], name).toContain(risk);
        expect(parameters.type, name).toBe("object");
        const { $schema: _, ...schema } = parameters;
        new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
      }
    },
  },
  {
    name: "does what it offers, and tells what came of it",
    async check(subject) {
      for (const one of subject.works) {
        const { text, failed = false } = await call(subject, one);
        expect(failed, one.name).toBe(false);
        expect(text, one.name).toContain(one.text);
      }
    },
  },
  {
    name: "tells a failure as a result, for the model",
    async check(subject) {
      for (const one of subject.fails) {
        const { text, failed } = await call(subject, one);
        expect(failed, one.name).toBe(true);
        expect(text.trim(), one.name).not.toBe("");
      }
    },
  },
  {
    name: "does not do what it does not offer",
    async check(subject) {
      const unknown = { name: "no-such-tool-4711", arguments: {} };
      const { failed } = await call(subject, unknown).catch(() => ({ failed: true }));
      expect(failed).toBe(true);
    },
  },
  {
    name: "answers several calls at once, each its own",
    async check(subject) {
      const all = [...subject.works, ...subject.works];
      const results = await Promise.all(all.map((one) => call(subject, one)));
      for (const [index, { text }] of results.entries()) expect(text).toContain(all[index]?.text);
    },
  },
  {
    name: "survives long arguments, and tells no more than a message holds",
    async check(subject) {
      const [first] = subject.works;
      if (!first) throw new Error("Nothing to call.");
      const long = Object.fromEntries(Object.keys(first.arguments).map((key) => [key, "x".repeat(100_000)]));
      const { text } = await call(subject, { ...first, arguments: long }).catch(() => ({ text: "" }));
      expect(text.length).toBeLessThanOrEqual(longestText);
      expect((await call(subject, first)).text).toContain(first.text);
    },
  },
  {
    name: "ends soon when it is cancelled, and works on",
    async check(subject) {
      if (subject.hangs) {
        const abort = new AbortController();
        const over = call(subject, subject.hangs, abort.signal).catch(() => undefined);
        setTimeout(() => abort.abort(), 20);
        await over;
      }
      const [first] = subject.works;
      if (first) expect((await call(subject, first)).text).toContain(first.text);
    },
  },
];
