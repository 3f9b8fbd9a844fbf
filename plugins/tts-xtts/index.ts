/** Speaks with XTTS, which imitates a voice from a sample: over xtts-api-server or Coqui's streaming server. */
import { definePlugin, type Voice } from "hearsay";
import {
  type Answer,
  perSample,
  readSample,
  type Sample,
  type SpeechServiceOptions,
  sampledVoices,
  samplesOption,
  serviceOf,
  serviceOptions,
  speechOf,
  speechOptions,
  speechTraits,
  voiceFor,
  voicesOf,
  withSamples,
} from "hearsay/remote";
import { speakServed } from "hearsay/voice";
import { openCoqui } from "./coqui.ts";

interface Options extends Omit<SpeechServiceOptions, "url"> {
  readonly server: "xtts-api-server" | "coqui";
  readonly url?: string;
  readonly stream: boolean;
  readonly samples: readonly Sample[];
}

const languages = "en de fr es it pt nl pl ru zh ja ko hi tr cs ar hu".split(" ");
const addresses = { "xtts-api-server": "http://127.0.0.1:8020", coqui: "http://127.0.0.1:8000" } as const;
/** Speakers that come with each server. */
const speakers = { "xtts-api-server": "female", coqui: "Claribel Dervla" } as const;
const rate = 24_000;
/** XTTS loses its thread in more. */
const longest = 240;
/** ms that it takes of a recording. */
const longestSample = 30_000;

const properties = {
  server: {
    enum: Object.keys(addresses),
    default: "xtts-api-server",
    description: "Which server it is: daswer123's xtts-api-server, or coqui-ai's xtts-streaming-server",
  },
  ...serviceOptions({ url: "", key: false, timeout: 30_000 }),
  url: {
    type: "string",
    pattern: "^https?://",
    description: "The server's address; absent: where it usually is",
  },
  ...speechOptions({ model: false, voice: "" }),
  voice: {
    type: "string",
    description: "The speaker when nobody asks for another; absent: the server's own",
  },
  stream: {
    type: "boolean",
    default: true,
    description:
      "Whether xtts-api-server sends sound while it is made; false: whole clauses, for one in its streaming mode",
  },
  samples: { ...samplesOption, description: `${samplesOption.description}; for Coqui's server` },
};

export default definePlugin<Options>({
  name: "tts-xtts",
  about: "Speaks with XTTS on a server of yours, also in voices of samples",
  remote: true,
  options: { type: "object", properties, additionalProperties: false },
  async start(host, options) {
    const { server, stream, timeout, url = addresses[server] } = options;
    const service = serviceOf({ name: "XTTS", url, timeout });
    const usual: Voice = {
      name: options.voice ?? speakers[server],
      language: options.languages?.[0] ?? "en",
    };
    type Speak = (text: string, voice: string, language: string, signal: AbortSignal) => Promise<Answer>;

    const askServer: Speak = (text, voice, language, signal) => {
      // It takes no other Chinese.
      const spoken = language === "zh" ? "zh-cn" : language;
      const asked = { text, speaker_wav: voice, language: spoken };
      if (stream) return service.ask("/tts_stream", { query: asked, signal });
      return service.ask("/tts_to_audio/", { json: asked, signal });
    };
    const offer = (samples: readonly Sample[], sound?: string): void => {
      const voices = voicesOf([usual, ...sampledVoices(samples)], options);
      const sampleOf = perSample(samples, (sample) => readSample(sample, host.folder));
      const ask: Speak = server === "coqui" ? openCoqui(service, sampleOf).speak : askServer;
      host.provide("tts", {
        languages: [...(options.languages ?? languages)],
        voices,
        sound,
        limit: 2,
        traits: speechTraits(options, {
          firstMs: stream || server === "coqui" ? 800 : 2500,
          streaming: stream || server === "coqui",
          emotions: [],
          sounds: [],
          cloning: true,
        }),
        speak(text, { signal, speed, voice: asked, language }) {
          const base = language.split("-")[0]?.toLowerCase() ?? "en";
          // A speaker of XTTS speaks every language.
          const voice = voiceFor(voices, { voice: asked, language: usual.language }, options.voice);
          async function* say(clause: string) {
            yield* speechOf(await ask(clause.toWellFormed(), voice, base, signal), { rate });
          }
          return speakServed(text, { signal, speed, limit: longest, ask: say });
        },
      });
    };
    // The other server has a folder of its own for samples, and no way to send one there.
    if (server === "coqui") await withSamples(host, options.samples, offer, longestSample);
    else offer([]);
  },
});
