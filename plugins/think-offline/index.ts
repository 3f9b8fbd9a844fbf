/** Thinks without a network and without a model: what people wrote down it knows; all else it leaves to others. */
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { definePlugin, type Thinker, type Thought } from "hearsay";
import { openStore, type Store } from "./store.ts";
import { languages } from "./words.ts";

interface Options {
  readonly folder?: string;
  readonly longest: number;
}

/** About so many characters are a token. */
const lettersOfToken = 4;

export default definePlugin<Options>({
  name: "think-offline",
  about:
    "Answers from files that you write, without a network and without a model; what is not in them it leaves to others.",
  options: {
    type: "object",
    properties: {
      folder: {
        type: "string",
        minLength: 1,
        description: "Where the files are; default: plugin-data/think-offline/knowledge in the data folder",
      },
      longest: {
        type: "integer",
        minimum: 40,
        maximum: 10_000,
        default: 600,
        description: "Characters of an answer; it ends with a sentence",
      },
    },
    additionalProperties: false,
  },
  async start(host, { folder: given, longest }) {
    const folder = given === undefined ? join(host.folder, "knowledge") : resolve(given);
    if (given === undefined) await mkdir(folder, { recursive: true });
    const trouble = (file: string, why: string): void => {
      host.log.warn("A file of knowledge cannot be read.", { file: join(folder, file), why });
    };
    const store = host.own(openStore({ folder, trouble }));
    await store.refresh();
    host.log.info("Knows what stands in its files.", { folder, entries: store.size });
    host.provide("think", {
      languages,
      limit: 8,
      traits: { remote: false, model: "none" },
      think: thinkWith(store, longest),
    });
  },
});

function thinkWith(store: Store, longest: number): Thinker["think"] {
  return async function* think({ messages, language, maxTokens, signal }): AsyncGenerator<Thought> {
    await store.refresh();
    signal.throwIfAborted();
    const question = messages.findLast(({ role }) => role === "user")?.text ?? "";
    const entry = store.find(question, language);
    const most = Math.min(longest, maxTokens * lettersOfToken);
    if (entry) yield { type: "text", text: shorten(entry.text, most) };
    yield { type: "usage", input: 0, output: 0, model: "none", cost: 0 };
    yield { type: "stop", why: entry ? "done" : "refused" };
  };
}

/** The first paragraph, and of that whole sentences; at least one word of it. */
function shorten(text: string, most: number): string {
  const [paragraph = ""] = text.split("\n\n");
  if (paragraph.length <= most) return paragraph;
  const head = paragraph.slice(0, most);
  const end = Math.max(
    ...[...head.matchAll(/[.!?…。！？।](?=\s|$|["')\]」])|[。！？]/gu)].map(({ index }) => index),
  );
  if (end > 0) return head.slice(0, end + 1);
  return `${head.slice(0, Math.max(head.lastIndexOf(" "), most - 20))}…`;
}
