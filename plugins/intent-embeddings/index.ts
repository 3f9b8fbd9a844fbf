/** Guesses what a sentence means that fits none of the skills' sentences, by how near it is to one of them. */
import { basename } from "node:path";
import { definePlugin, type Host } from "hearsay";
import { openThread } from "hearsay/voice";
import { guessesOf, hear, maskedParts, rank } from "./guess.ts";
import { type HouseWatch, watchHouse } from "./house.ts";
import { type Model, type ModelName, mayAct, modelNames, models } from "./models.ts";
import { openVectors, type Vectors } from "./vectors.ts";
import type { Made, Order, Result } from "./worker.ts";

export interface Options {
  readonly model: ModelName;
  readonly folder?: string;
  readonly sentences: number;
  readonly least: number;
}

/** ms an answer of the thread may take, its start included, on a small machine that is busy. */
const limit = 30_000;
/** ms without a change before the sentences are embedded: skills come one after the other. */
const settle = 300;
/** ms before the first time: while the house starts, ears and voices need the processor more. */
const settleFirst = 8000;
const longest = 300;

export default definePlugin<Options>({
  name: "intent-embeddings",
  about:
    "Guesses what is meant by a sentence that no skill knows, with a sentence embedding model on the CPU.",
  placement: "speech",
  late: true,
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      model: {
        type: "string",
        enum: modelNames,
        default: "minilm-l6-v2-en",
        description:
          "Of the catalogue: minilm-l6-v2-en (English), or e5-small-multilingual, whose guesses are only asked about.",
      },
      folder: {
        type: "string",
        description: "A folder with other weights to use in the place of that model; see its README.",
      },
      sentences: {
        type: "integer",
        minimum: 10,
        maximum: 1000,
        default: 120,
        description:
          "Sentences that stand for an intent, at most; each takes about 2 ms once, and 1.5 KB of memory.",
      },
      least: {
        type: "number",
        minimum: 0,
        maximum: 1,
        default: 0.3,
        description: "Guesses with a lower score are not given.",
      },
    },
  },
  needs: ({ folder, model }) => ({ models: folder === undefined ? [model] : [] }),
  async start(host, options) {
    const folder = options.folder ?? host.model(options.model);
    const model: Model = models[options.model];
    const module = new URL("./worker.ts", import.meta.url);
    const data: Made = { folder, prefix: model.prefix };
    const thread = host.own(await openThread<Order, Result>({ module, data, limit }));
    const embed = async (texts: readonly string[], signal: AbortSignal) =>
      (await thread.ask({ texts }, signal)).vectors;
    const vectors = await openVectors(host.folder, model.prefix + basename(folder), embed);
    const house = await follow(host, options, model, vectors);
    host.provide("intent", {
      languages: model.languages,
      limit: 8,
      licence: model.licence,
      async guess(text, { language, signal }) {
        const knowledge = house.now(language);
        const heard = hear(text.slice(0, longest), knowledge);
        if (heard.words.length === 0 || signal.aborted) return [];
        const asked = await embed(maskedParts(heard), signal);
        if (signal.aborted) return [];
        const ranked = rank(heard, asked, knowledge, vectors.get, model.scale);
        return guessesOf(ranked, options.least, mayAct(model, language));
      },
    });
  },
});

/** Embeds what can be asked, when it changed and stayed so for a moment. */
async function follow(
  host: Host,
  { sentences }: Options,
  { languages }: Model,
  vectors: Vectors,
): Promise<HouseWatch> {
  let timer: NodeJS.Timeout | undefined;
  let abort = new AbortController();
  const early = performance.now() + settleFirst;
  const learn = async (): Promise<void> => {
    abort.abort();
    abort = new AbortController();
    const { signal } = abort;
    const spoken = languages.length === 0 ? house.languages() : languages;
    const texts = spoken.flatMap((language) =>
      house.now(language).intents.flatMap((one) => one.prototypes.map(({ text }) => text)),
    );
    const begun = performance.now();
    const learnt = await vectors.learn(texts, signal);
    if (signal.aborted || learnt === 0) return;
    await vectors.keep(texts);
    const ms = Math.round(performance.now() - begun);
    host.log.info("Learnt what can be asked.", { sentences: vectors.size, learnt, ms });
  };
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        learn().catch((error) => {
          if (!host.signal.aborted) host.log.warn("Could not learn what can be asked.", { error });
        });
      },
      Math.max(settle, early - performance.now()),
    );
  };
  const house = host.own(await watchHouse(host.bus, { sentences }, changed));
  host.own({
    [Symbol.dispose]() {
      clearTimeout(timer);
      abort.abort();
    },
  });
  return house;
}
