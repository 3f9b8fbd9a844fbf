/** Speaks with Google Cloud's voices (https://docs.cloud.google.com/text-to-speech/docs/reference/rest/v1/text/synthesize). */
import { definePlugin, type Voice } from "hearsay";
import {
  jsonOf,
  neededKey,
  remoteFault,
  type SpeechServiceOptions,
  serviceOf,
  serviceOptions,
  speechFrom,
  speechOptions,
  speechTraits,
  voiceFor,
  voicesOf,
} from "hearsay/remote";
import { emotions, prosodyOf, speakServed } from "hearsay/voice";

const locales = (
  "en-US en-GB de-DE fr-FR es-ES it-IT pt-BR nl-NL pl-PL ru-RU cmn-CN ja-JP ko-KR hi-IN ar-XA ca-ES cs-CZ da-DK el-GR fi-FI fil-PH he-IL " +
  "hu-HU id-ID nb-NO ro-RO sk-SK sv-SE th-TH tr-TR uk-UA vi-VN"
).split(" ");
/** Google calls Mandarin by its own code. */
const languageOf = (locale: string): string => locale.replace(/^cmn-/, "zh-");
const chirps = "Kore Puck Charon Aoede";

/** A locale's name stands for the voice that Google itself takes for it. */
const known: readonly Voice[] = [
  ...locales.map((name) => ({ name, language: languageOf(name), about: "Google's own choice" })),
  ...chirps.split(" ").map((name) => ({
    name: `en-US-Chirp3-HD-${name}`,
    language: "en-US",
    about: "Natural, and without pitch",
  })),
];

const rate = 24_000;
const longest = 400;
const speeds = [0.25, 2] as const;

/** The beginning of a voice's name is its locale. */
const localeOf = (voice: string): string => voice.split("-").slice(0, 2).join("-");

export default definePlugin<SpeechServiceOptions>({
  name: "tts-google",
  about: "Speaks with the voices of Google Cloud",
  remote: true,
  options: {
    type: "object",
    properties: {
      ...serviceOptions({ url: "https://texttospeech.googleapis.com" }),
      ...speechOptions({ model: false, voice: "en-US" }),
    },
    additionalProperties: false,
  },
  start(host, options) {
    const { url, timeout } = options;
    const key = neededKey("tts-google", options);
    const headers = { "x-goog-api-key": key };
    const service = serviceOf({ name: "Google", url, headers, timeout, secrets: [key] });
    const voices = voicesOf(known, options);
    host.provide("tts", {
      languages: [...(options.languages ?? new Set(voices.map(({ language }) => language)))],
      voices,
      traits: speechTraits(options, {
        firstMs: 600,
        streaming: false,
        emotions: [...emotions],
        sounds: [],
        cloning: false,
      }),
      speak(text, { signal, speed, voice: asked, language, emotion }) {
        const voice = voiceFor(voices, { voice: asked, language }, options.voice);
        const { speed: pace, pitch, energy } = prosodyOf(emotion);
        const pitched = pitch !== 0 && !voice.includes("Chirp");
        async function* ask(clause: string, tempo: number) {
          const json = {
            input: { text: clause.toWellFormed() },
            voice: { languageCode: localeOf(voice), ...(voice === localeOf(voice) ? {} : { name: voice }) },
            audioConfig: {
              audioEncoding: "LINEAR16",
              sampleRateHertz: rate,
              speakingRate: tempo,
              ...(pitched ? { pitch } : {}),
              ...(energy === 0 ? {} : { volumeGainDb: energy }),
            },
          };
          const answer = await service.ask("/v1/text:synthesize", { json, signal });
          const { audioContent } = (await jsonOf<{ audioContent?: unknown } | null>(answer)) ?? {};
          if (typeof audioContent !== "string") {
            throw remoteFault("REMOTE_CONTENT", "Google answered without sound.");
          }
          yield* speechFrom(once(Buffer.from(audioContent, "base64")), "Google", { rate });
        }
        return speakServed(text, { signal, speed: speed * pace, speeds, limit: longest, ask });
      },
    });
  },
});

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
