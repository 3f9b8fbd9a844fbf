/** The house's default voice: natural, and quick enough to answer at once on a small machine. */
import { definePlugin } from "hearsay";
import { speakInOrder } from "hearsay/voice";
import { loadEngine } from "./engine.ts";
import { spoken } from "./spoken.ts";

/** The clearest of the model's 904 speakers, by how well a recogniser understands them; README.md has the figures. */
const voices = [
  { name: "nora", speaker: 555, language: "en-US", about: "Speaker 555, pitch about 190 Hz" },
  { name: "otto", speaker: 303, language: "en-US", about: "Speaker 303, pitch about 120 Hz" },
  { name: "clara", speaker: 471, language: "en-US", about: "Speaker 471, pitch about 185 Hz, slower" },
] as const;

interface Options {
  readonly voice: string;
  readonly speaker?: number;
  readonly speed: number;
  readonly threads: number;
  readonly noise: number;
  readonly noiseWidth: number;
}

/** So short that the first words come at once, so long that sentences keep their melody. */
const longest = 110;

export default definePlugin<Options>({
  name: "tts-piper",
  about: "Speaks English with Piper: natural, quick, many speakers",
  placement: "speech",
  late: true,
  needs: { models: ["piper-en-us-libritts-r"] },
  options: {
    type: "object",
    properties: {
      voice: {
        enum: voices.map(({ name }) => name),
        default: voices[0].name,
        description: "The voice when nobody asks for another",
      },
      speaker: {
        type: "integer",
        minimum: 0,
        maximum: 903,
        description: "Any speaker of the model by number, in place of `voice`",
      },
      speed: { type: "number", minimum: 0.5, maximum: 2, default: 1, description: "1 is normal" },
      threads: { type: "integer", minimum: 1, maximum: 8, default: 1, description: "Threads for one clause" },
      noise: { type: "number", minimum: 0, maximum: 1, default: 0.4, description: "Variation of tone" },
      noiseWidth: {
        type: "number",
        minimum: 0,
        maximum: 1,
        default: 0.8,
        description: "Variation of rhythm",
      },
    },
    additionalProperties: false,
  },
  async start(host, options) {
    const engine = await loadEngine(host.model("piper-en-us-libritts-r"), options);
    const standard = options.speaker ?? speakerOf(options.voice) ?? voices[0].speaker;
    host.provide("tts", {
      languages: ["en"],
      limit: 4,
      licence: "Apache-2.0 AND CC-BY-4.0 AND GPL-3.0-or-later",
      traits: { quality: "natural", rate: engine.rate, speakers: engine.speakers },
      voices: voices.map(({ name, language, about }) => ({ name, language, about })),
      speak(text, { signal, speed: asked, voice }) {
        const speaker = speakerOf(voice) ?? standard;
        const speed = Math.min(3, Math.max(0.3, asked * options.speed));
        return speakInOrder(text, {
          signal,
          speed,
          rate: engine.rate,
          limit: longest,
          async say(clause) {
            const plain = spoken(clause);
            return plain === "" ? new Int16Array(0) : await engine.say(plain, speaker, speed, signal);
          },
        });
      },
    });
  },
});

const speakerOf = (voice: string | undefined): number | undefined =>
  voices.find(({ name }) => name === voice)?.speaker;
