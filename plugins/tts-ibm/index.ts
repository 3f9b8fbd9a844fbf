/** Speaks with IBM Watson's voices, streamed (https://cloud.ibm.com/docs/text-to-speech?topic=text-to-speech-usingHTTP). */
import { definePlugin, type Voice } from "hearsay";
import {
  neededKey,
  type SpeechServiceOptions,
  serviceOf,
  serviceOptions,
  speechOf,
  speechOptions,
  speechTraits,
  voiceFor,
  voicesOf,
} from "hearsay/remote";
import { emotions, escaped, prosodyOf, speakServed } from "hearsay/voice";

const names =
  "en-US_MichaelExpressive en-US_EmmaExpressive en-US_AllisonV3Voice en-GB_KateV3Voice en-GB_JamesV3Voice de-DE_BirgitV3Voice " +
  "de-DE_DieterV3Voice fr-FR_ReneeV3Voice fr-FR_NicolasV3Voice es-ES_LauraV3Voice es-ES_EnriqueV3Voice it-IT_FrancescaV3Voice " +
  "nl-NL_MerelV3Voice pt-BR_IsabelaV3Voice ja-JP_EmiV3Voice ko-KR_JinV3Voice";
const known: readonly Voice[] = names
  .split(" ")
  .map((name) => ({ name, language: name.split("_")[0] ?? "en" }));

/** Of expressive voices: https://cloud.ibm.com/docs/text-to-speech?topic=text-to-speech-synthesis-expressive */
const styles: Readonly<Record<string, string>> = {
  happy: "cheerful",
  excited: "cheerful",
  friendly: "cheerful",
  encouraging: "cheerful",
  empathetic: "empathetic",
  sad: "empathetic",
  neutral: "neutral",
  professional: "neutral",
  curious: "uncertain",
};

const rate = 22_050;
/** The service takes 5 KB, markup included. */
const longest = 400;
const speeds = [0.5, 2] as const;
/** A semitone as a share of pitch. */
const semitone = 100 * (2 ** (1 / 12) - 1);

export default definePlugin<SpeechServiceOptions>({
  name: "tts-ibm",
  about: "Speaks with the voices of IBM Watson",
  remote: true,
  options: {
    type: "object",
    properties: {
      ...serviceOptions({ url: "https://api.us-south.text-to-speech.watson.cloud.ibm.com" }),
      ...speechOptions({ model: false, voice: "en-US_MichaelExpressive" }),
    },
    additionalProperties: false,
  },
  start(host, options) {
    const { url, timeout } = options;
    const key = neededKey("tts-ibm", options);
    const basic = Buffer.from(`apikey:${key}`).toString("base64");
    const headers = {
      authorization: `Basic ${basic}`,
      accept: `audio/l16;rate=${rate};endianness=little-endian`,
    };
    const service = serviceOf({ name: "IBM Watson", url, headers, timeout, secrets: [key, basic] });
    const voices = voicesOf(known, options);
    host.provide("tts", {
      languages: [...(options.languages ?? new Set(voices.map(({ language }) => language)))],
      voices,
      traits: speechTraits(options, {
        firstMs: 500,
        streaming: true,
        emotions: [...emotions],
        sounds: [],
        cloning: false,
      }),
      speak(text, { signal, speed, voice: asked, language, emotion }) {
        const voice = voiceFor(voices, { voice: asked, language }, options.voice);
        const style = voice.includes("Expressive") ? styles[emotion ?? ""] : undefined;
        const { speed: pace, pitch } = prosodyOf(style === undefined ? emotion : undefined);
        async function* ask(clause: string, tempo: number) {
          const words = escaped(clause);
          const json = {
            text: style === undefined ? words : `<express-as style="${style}">${words}</express-as>`,
          };
          const query = {
            voice,
            rate_percentage: Math.round((tempo - 1) * 100),
            ...(pitch === 0 ? {} : { pitch_percentage: Math.round(pitch * semitone) }),
          };
          yield* speechOf(await service.ask("/v1/synthesize", { query, json, signal }), { rate });
        }
        return speakServed(text, { signal, speed: speed * pace, speeds, limit: longest, ask });
      },
    });
  },
});
