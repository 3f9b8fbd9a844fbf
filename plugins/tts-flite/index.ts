/** A small, clear, robotic voice that runs anywhere: the lite set's voice and everybody's last fallback. */
import { join } from "node:path";
import { definePlugin } from "hearsay";
import { speakInOrder } from "hearsay/voice";
import { startEngine } from "./engine.ts";
import { spoken } from "./spoken.ts";

const voices = [
  { name: "slt", language: "en-US", about: "A woman from the United States" },
  { name: "rms", language: "en-US", about: "A man from the United States" },
  { name: "awb", language: "en-US", about: "A man from Scotland" },
  { name: "kal16", language: "en-US", about: "A robot, quickest of all" },
] as const;

interface Options {
  readonly voice: (typeof voices)[number]["name"];
}

const rate = 16_000;
/** Its time grows faster than the text: 300 characters take 300 ms, 20,000 take 22 s. */
const longest = 300;

export default definePlugin<Options>({
  name: "tts-flite",
  about: "Speaks English with Flite: small, fast, robotic, permissive licence",
  placement: "inline",
  needs: { models: ["flite"] },
  options: {
    type: "object",
    properties: {
      voice: {
        enum: voices.map(({ name }) => name),
        default: "slt",
        description: "The voice when nobody asks for another",
      },
    },
    additionalProperties: false,
  },
  async start(host, options) {
    const engine = host.own(await startEngine(join(host.model("flite"), "flite.wasm")));
    host.provide("tts", {
      languages: ["en"],
      limit: 4,
      licence: "BSD-4-Clause",
      traits: { quality: "robotic", rate },
      voices,
      speak(text, { signal, speed, voice: asked }) {
        // flite itself takes an unknown voice for "kal" at 8 kHz.
        const voice = voices.find(({ name }) => name === asked)?.name ?? options.voice ?? "slt";
        const stretch = 1 / Math.min(3, Math.max(0.3, speed));
        return speakInOrder(text, {
          signal,
          speed,
          rate,
          limit: longest,
          async say(clause) {
            const plain = spoken(clause);
            if (plain === "") return new Int16Array(0);
            return await engine.say({ text: plain, voice, stretch }, signal);
          },
        });
      },
    });
  },
});
