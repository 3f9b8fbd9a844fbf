/** The most natural voice of the house; its first words take a second, so it suits long and cached replies best. */
import { definePlugin, toSamples } from "hearsay";
import { openThread, speakInOrder } from "hearsay/voice";
import { spoken } from "./spoken.ts";
import type { Made, Order, Result } from "./worker.ts";

const voices = [
  { name: "af_heart", language: "en-US", about: "A warm woman from the United States" },
  { name: "af_bella", language: "en-US", about: "A lively woman from the United States" },
  { name: "am_michael", language: "en-US", about: "A man from the United States" },
  { name: "bf_emma", language: "en-GB", about: "A woman from England" },
  { name: "bm_george", language: "en-GB", about: "A man from England" },
] as const;

/** Of the models kokoro-voices; their sounds are made by espeak-ng. */
const otherVoices = [
  { name: "ef_dora", language: "es", about: "A Spanish woman" },
  { name: "em_alex", language: "es", about: "A Spanish man" },
  { name: "ff_siwis", language: "fr", about: "A Frenchwoman" },
  { name: "hf_alpha", language: "hi", about: "A woman who speaks Hindi" },
  { name: "hm_omega", language: "hi", about: "A man who speaks Hindi" },
  { name: "if_sara", language: "it", about: "An Italian woman" },
  { name: "im_nicola", language: "it", about: "An Italian man" },
  { name: "pf_dora", language: "pt", about: "A Brazilian woman" },
  { name: "pm_alex", language: "pt", about: "A Brazilian man" },
] as const;
type KokoroVoice = (typeof voices | typeof otherVoices)[number];

interface Options {
  readonly voice: (typeof voices)[number]["name"];
  readonly speed: number;
  readonly threads: number;
  readonly others: boolean;
}

const rate = 24_000;
/** It takes half as long to make as to hear, at best: short, so that the first words come soon. */
const longest = 70;
/** ms a clause may take, on a small machine that is busy. */
const limit = 120_000;

export default definePlugin<Options>({
  name: "tts-kokoro",
  about: "Speaks English, and five other languages, with Kokoro: the most natural, and the slowest",
  placement: "speech",
  needs: ({ others }) => ({ models: ["kokoro-82m", ...(others ? ["kokoro-voices", "espeak-ng"] : [])] }),
  options: {
    type: "object",
    properties: {
      voice: {
        enum: voices.map(({ name }) => name),
        default: "af_heart",
        description: "The voice when nobody asks for another",
      },
      speed: { type: "number", minimum: 0.5, maximum: 2, default: 1, description: "1 is normal" },
      threads: { type: "integer", minimum: 1, maximum: 8, default: 1, description: "Threads for one clause" },
      others: {
        type: "boolean",
        default: false,
        description:
          "Also Spanish, French, Hindi, Italian and Portuguese; their sounds are made by eSpeak NG (GPL)",
      },
    },
    additionalProperties: false,
  },
  async start(host, options) {
    const { threads, others } = options;
    const more = others
      ? { voices: host.model("kokoro-voices"), espeak: host.model("espeak-ng") }
      : undefined;
    const data: Made = { folder: host.model("kokoro-82m"), threads, ...(more ? { others: more } : {}) };
    const known: readonly KokoroVoice[] = others ? [...voices, ...otherVoices] : voices;
    const module = new URL("./worker.ts", import.meta.url);
    const thread = host.own(await openThread<Order, Result>({ module, data, limit }));
    host.provide("tts", {
      languages: [...new Set(known.map((voice) => baseOf(voice.language)))],
      limit: 2,
      licence: others ? "Apache-2.0 AND MIT AND GPL-3.0-or-later" : "Apache-2.0 AND MIT",
      traits: { quality: "natural", rate },
      voices: known,
      speak(text, { signal, speed: asked, voice: wanted, language }) {
        const { name: voice, language: tongue } = choose(known, wanted, options.voice, language);
        const speed = Math.min(3, Math.max(0.3, asked * options.speed));
        return speakInOrder(text, {
          signal,
          speed,
          rate,
          limit: longest,
          async say(clause) {
            const plain = baseOf(tongue) === "en" ? spoken(clause) : clause;
            if (plain === "") return new Int16Array(0);
            const order = { text: plain, voice, language: tongue, speed };
            return toSamples((await thread.ask(order, signal)).samples);
          },
        });
      },
    });
  },
});

const baseOf = (language: string): string => language.split("-")[0] ?? language;

/** The voice that was asked for, where it speaks the language; else the default one, or the first of the language or dialect. */
function choose(
  known: readonly KokoroVoice[],
  wanted: string | undefined,
  standard: string,
  language: string,
): KokoroVoice {
  const byName = (name: string | undefined) => known.find((voice) => voice.name === name);
  const named = byName(wanted);
  if (named && baseOf(named.language) === baseOf(language)) return named;
  const usual = byName(standard) ?? voices[0];
  const exact = known.find((voice) => voice.language === language);
  const near = known.find((voice) => baseOf(voice.language) === baseOf(language));
  if (baseOf(usual.language) === baseOf(language))
    return exact && usual.language !== language ? exact : usual;
  return exact ?? near ?? named ?? usual;
}
