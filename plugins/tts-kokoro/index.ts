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

interface Options {
  readonly voice: (typeof voices)[number]["name"];
  readonly speed: number;
  readonly threads: number;
}

const rate = 24_000;
/** It takes half as long to make as to hear, at best: short, so that the first words come soon. */
const longest = 70;
/** ms a clause may take, on a small machine that is busy. */
const limit = 120_000;

export default definePlugin<Options>({
  name: "tts-kokoro",
  about: "Speaks English with Kokoro: the most natural, and the slowest",
  placement: "speech",
  needs: { models: ["kokoro-82m"] },
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
    },
    additionalProperties: false,
  },
  async start(host, options) {
    const data: Made = { folder: host.model("kokoro-82m"), threads: options.threads };
    const module = new URL("./worker.ts", import.meta.url);
    const thread = host.own(await openThread<Order, Result>({ module, data, limit }));
    host.provide("tts", {
      languages: ["en"],
      limit: 2,
      licence: "Apache-2.0 AND MIT",
      traits: { quality: "natural", rate },
      voices,
      speak(text, { signal, speed: asked, voice: wanted, language }) {
        const { name: voice, language: dialect } = choose(wanted, options.voice, language);
        const speed = Math.min(3, Math.max(0.3, asked * options.speed));
        return speakInOrder(text, {
          signal,
          speed,
          rate,
          limit: longest,
          async say(clause) {
            const plain = spoken(clause);
            if (plain === "") return new Int16Array(0);
            return toSamples((await thread.ask({ text: plain, voice, dialect, speed }, signal)).samples);
          },
        });
      },
    });
  },
});

/** The voice that was asked for; else the default one, or the first of the dialect where that is another. */
function choose(wanted: string | undefined, standard: string, language: string): (typeof voices)[number] {
  const byName = (name: string | undefined) => voices.find((voice) => voice.name === name);
  const usual = byName(standard) ?? voices[0];
  const other = usual.language === language ? undefined : voices.find((voice) => voice.language === language);
  return byName(wanted) ?? other ?? usual;
}
