/** Speaks with Azure's Speech service (https://learn.microsoft.com/azure/ai-services/speech-service/rest-text-to-speech). */
import { definePlugin } from "hearsay";
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
import { emotions, escaped, prosodyOf, speakServed, withProsody } from "hearsay/voice";
import { voices as known, styleOf } from "./voices.ts";

interface Options extends Omit<SpeechServiceOptions, "url"> {
  readonly region: string;
  readonly url?: string;
}

const rate = 24_000;
const longest = 400;
/** What its documentation allows. */
const speeds = [0.5, 2] as const;

const properties = {
  region: {
    type: "string",
    pattern: "^[a-z0-9-]+$",
    default: "westeurope",
    description: "The region of your Speech resource",
  },
  ...serviceOptions({ url: "" }),
  url: { type: "string", pattern: "^https?://", description: "The service's address; absent: the region's" },
  ...speechOptions({ model: false, voice: "en-US-JennyNeural" }),
};

interface Words {
  readonly text: string;
  readonly voice: string;
  readonly language: string;
  readonly speed: number;
  readonly emotion: string | undefined;
}

/** A style where the voice has one for the emotion, else prosody. */
function ssmlOf({ text, voice, language, speed, emotion }: Words): string {
  const style = styleOf(voice, emotion);
  const { speed: pace, pitch } = prosodyOf(style === undefined ? emotion : undefined);
  const paced = withProsody(escaped(text), { speed: speed * pace, pitch });
  const styled =
    style === undefined ? paced : `<mstts:express-as style="${style}">${paced}</mstts:express-as>`;
  const spaces = `xmlns="http://www.w3.org/2001/10/synthesis" xmlns:mstts="https://www.w3.org/2001/mstts"`;
  return `<speak version="1.0" ${spaces} xml:lang="${escaped(language)}"><voice name="${escaped(voice)}">${styled}</voice></speak>`;
}

export default definePlugin<Options>({
  name: "tts-azure",
  about: "Speaks with the voices of Azure's Speech service",
  remote: true,
  options: { type: "object", properties, additionalProperties: false },
  start(host, options) {
    const { region, timeout, url = `https://${region}.tts.speech.microsoft.com` } = options;
    const key = neededKey("tts-azure", options);
    const headers = {
      "ocp-apim-subscription-key": key,
      "content-type": "application/ssml+xml",
      "x-microsoft-outputformat": "raw-24khz-16bit-mono-pcm",
      "user-agent": "hearsay",
    };
    const service = serviceOf({ name: "Azure Speech", url, headers, timeout, secrets: [key] });
    const voices = voicesOf(known, options);
    host.provide("tts", {
      languages: [...(options.languages ?? new Set(voices.map(({ language }) => language)))],
      voices,
      traits: speechTraits(options, {
        firstMs: 300,
        streaming: true,
        emotions: [...emotions],
        sounds: [],
        cloning: false,
      }),
      speak(text, { signal, speed, voice: asked, language, emotion }) {
        const voice = voiceFor(voices, { voice: asked, language }, options.voice);
        const spoken = voices.find(({ name }) => name === voice)?.language ?? language;
        async function* ask(clause: string, tempo: number) {
          const body = ssmlOf({ text: clause, voice, language: spoken, speed: tempo, emotion });
          yield* speechOf(await service.ask("/cognitiveservices/v1", { body, signal }), { rate });
        }
        return speakServed(text, { signal, speed, speeds, limit: longest, ask });
      },
    });
  },
});
