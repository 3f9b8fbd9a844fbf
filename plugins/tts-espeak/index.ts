/** A voice in almost every language on any machine: robotic, quick, small. What a house without a better one speaks with. */
import { definePlugin } from "hearsay";
import { openThread, prosodyOf, speakInOrder } from "hearsay/voice";
import { voiceFor, voices } from "./voices.ts";
import type { Made, Order, Result } from "./worker.ts";

interface Options {
  readonly speed: number;
  readonly pitch: number;
}

const rate = 22_050;
const longest = 200;
/** ms a clause may take, on a small machine that is busy. */
const limit = 30_000;
/** eSpeak's words a minute at speed 1, and what it takes. */
const wordsPerMinute = 160;
const slowest = 80;
const fastest = 450;

export default definePlugin<Options>({
  name: "tts-espeak",
  about: "Speaks over 70 languages with eSpeak NG: small, fast, robotic, under the GPL",
  placement: "inline",
  needs: { models: ["espeak-ng"] },
  options: {
    type: "object",
    properties: {
      speed: { type: "number", minimum: 0.5, maximum: 2, default: 1, description: "1 is normal" },
      pitch: { type: "integer", minimum: 0, maximum: 99, default: 50, description: "50 is normal" },
    },
    additionalProperties: false,
  },
  async start(host, options) {
    const module = new URL("./worker.ts", import.meta.url);
    const data: Made = { folder: host.model("espeak-ng") };
    const thread = host.own(await openThread<Order, Result>({ module, data, limit }));
    host.provide("tts", {
      languages: [...new Set(voices.map(({ language }) => language.split("-")[0] ?? language))],
      limit: 4,
      licence: "GPL-3.0-or-later",
      traits: { quality: "robotic", rate },
      voices,
      speak(text, { signal, speed, voice, language, emotion }) {
        const prosody = prosodyOf(emotion);
        const said = Math.min(3, Math.max(0.3, speed * options.speed * prosody.speed));
        const facts = {
          voice: voiceFor(voice, language),
          rate: Math.round(Math.min(fastest, Math.max(slowest, wordsPerMinute * said))),
          pitch: Math.min(99, Math.max(0, options.pitch + Math.round(prosody.pitch * 6))),
        };
        return speakInOrder(text, {
          signal,
          speed: said,
          rate,
          limit: longest,
          async say(clause) {
            const plain = spoken(clause);
            if (plain === "") return new Int16Array(0);
            return (await thread.ask({ ...facts, text: plain }, signal)).samples;
          },
        });
      },
    });
  },
});

/** Without what eSpeak would take for markup or spell out; "" when nothing is left to say. */
export function spoken(text: string): string {
  const plain = text
    .replace(/[\p{C}\p{Extended_Pictographic}<>\\^`{|}~[\]]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return /[\p{L}\p{N}]/u.test(plain) ? plain : "";
}
