/**
 * intent-embeddings with the multilingual model's way of asking: a Unigram tokenizer, a prefix, languages with and without
 * guards. Real weights, MiniLM's, under a Unigram tokenizer made of its own vocabulary: e5's cannot be fetched everywhere.
 */
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IntentGuesser, Log } from "hearsay";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import plugin from "../../../plugins/intent-embeddings/index.ts";
import { mayAct, models } from "../../../plugins/intent-embeddings/models.ts";
import { tongueFor } from "../../../plugins/intent-embeddings/tongue.ts";
import { plainWords } from "../../../plugins/intent-embeddings/words.ts";
import { busFor, type TestBus } from "../../kit/bus-for.ts";
import { type Hosted, hostFor } from "../../kit/host.ts";
import { testLog } from "../../kit/log.ts";
import { modelFolder } from "../../kit/models.ts";

/** Below what the dialog acts upon, whatever the risk. */
const onlyAsked = 0.7;

/** MiniLM's vocabulary as pieces of a Unigram model, every piece with the number it has there. */
async function unigramFolder(): Promise<string> {
  const from = await modelFolder("minilm-l6-v2-en");
  const folder = await mkdtemp(join(tmpdir(), "hearsay-unigram-"));
  const known = JSON.parse(await readFile(join(from, "tokenizer.json"), "utf8"));
  const vocab: [string, number][] = [];
  for (const [piece, id] of Object.entries<number>(known.model.vocab)) {
    const inner = piece.startsWith("##");
    vocab[id] = inner ? [piece.slice(2), -12] : /^\[.*\]$/.test(piece) ? [piece, 0] : [`▁${piece}`, -8];
  }
  const metaspace = { type: "Metaspace", replacement: "▁", prepend_scheme: "always", split: true };
  const tokenizer = {
    ...known,
    normalizer: { type: "Lowercase" },
    pre_tokenizer: metaspace,
    decoder: metaspace,
    model: { type: "Unigram", unk_id: known.model.vocab["[UNK]"], vocab },
  };
  await writeFile(join(folder, "tokenizer.json"), JSON.stringify(tokenizer));
  for (const file of ["tokenizer_config.json", "model_quantized.onnx"])
    await copyFile(join(from, file), join(folder, file));
  return folder;
}

const said = (switching: string[], on: string[], off: string[]) => ({
  hear: { switch: switching },
  lists: { state: { on, off } },
  rules: {},
  examples: [],
});
const lamps = {
  ...{ name: "lamps", about: "lamps", instance: "lamps.skill.1", deadline: 8000, bootId: "boot" },
  intents: {
    switch: {
      about: "Turns lights on or off.",
      slots: {
        device: { kind: "device", optional: false },
        state: { kind: "choice", optional: false },
      },
    },
  },
  languages: {
    en: said(["(turn|switch) {state} [the] {device}"], ["on"], ["off"]),
    de: said(["(schalte|mach) [die|das] {device} {state}"], ["an", "ein"], ["aus"]),
    eo: said(["{state} [la] {device}"], ["ŝaltu"], ["malŝaltu"]),
  },
} as const;
const devices = [{ id: "desk", name: "lampo", kind: "light", abilities: ["onoff"], exposed: true }];

let bus: TestBus;
let hosted: Hosted;
let guesser: IntentGuesser;
let folder: string;
const guess = (text: string, language: string) =>
  guesser.guess(text, { language, signal: new AbortController().signal });

beforeAll(async () => {
  folder = await unigramFolder();
  bus = await busFor();
  await bus.bus.publish("skill/state", { skill: "lamps" }, structuredClone(lamps) as never);
  await bus.bus.publish(
    "devices/listed",
    { source: "test" },
    { areas: [], floors: [], devices, bootId: "boot" },
  );
  let learnt = (): void => {};
  const ready = new Promise<void>((resolve) => {
    learnt = resolve;
  });
  const log: Log = { ...testLog("intent-embeddings"), info: () => learnt() };
  hosted = await hostFor(plugin, { model: "e5-small-multilingual", folder }, { bus: bus.bus, log });
  if (!hosted.provided.intent) throw new Error("It provides no intent.");
  guesser = hosted.provided.intent;
  await ready;
});
afterAll(async () => {
  await hosted?.[Symbol.asyncDispose]();
  await bus?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

describe("with the multilingual model's way of asking", () => {
  it("serves every language", () => expect(guesser.languages).toEqual([]));

  it.each([
    ["en", "please get my lampo switched off", "off"],
    ["de", "kannst du bitte lampo aus schalten", "aus"],
    ["eo", "bonvolu malŝaltu lampo", "malŝaltu"],
  ])(
    "%s: proposes what was meant, and never so sure that it would be done",
    async (language, text, state) => {
      const [best] = await guess(text, language);
      expect(best?.sentence).toContain(state);
      expect(best?.sentence).toContain("lampo");
      expect(best?.score).toBeLessThanOrEqual(onlyAsked);
    },
  );

  it.each([
    ["schalte bitte nie lampo aus", "forbids"],
    ["ich habe lampo vorhin aus gemacht", "tells"],
    ["ist lampo aus", "asks"],
  ])("German guards: %s (%s)", async (text) => expect(await guess(text, "de")).toEqual([]));
});

describe("languages", () => {
  const { guards } = tongueFor("de-AT");
  it.each([
    ["kannst du das licht ausmachen", false],
    ["ist das licht aus", true],
    ["mach das licht aus", false],
  ])("%s asks: %s", (text, expected) => expect(guards.asks(plainWords(text))).toBe(expected));

  it.each([
    ["mach das licht nicht aus", true],
    ["vergiss nicht das licht", false],
    ["es ist nicht hell genug", false],
  ])("%s negates: %s", (text, expected) => expect(guards.negates(plainWords(text))).toBe(expected));

  it.each([
    ["mach das licht an", "mach das licht aus"],
    ["öffne die jalousie", "schließ die jalousie"],
    ["mach es heller", "es ist zu hell"],
    ["schließ die tür ab", "schließ die tür auf"],
  ])("%s is the opposite of: %s", (a, b) => {
    const [one, other] = [guards.polesOf(plainWords(a)), guards.polesOf(plainWords(b))];
    expect(one.some((pole, axis) => pole * (other[axis] ?? 0) === -1)).toBe(true);
  });

  it("only a fitted language with guards may be acted upon", () => {
    expect(mayAct(models["minilm-l6-v2-en"], "en-GB")).toBe(true);
    for (const language of ["en", "de", "eo"]) {
      expect(mayAct(models["e5-small-multilingual"], language)).toBe(false);
    }
  });
});
