/** Hears with Deepgram while somebody still speaks (https://developers.deepgram.com/reference/speech-to-text/listen-streaming). */
import { definePlugin } from "hearsay";
import {
  addressOf,
  neededKey,
  type SpeechServiceOptions,
  serviceOptions,
  speechOptions,
  speechTraits,
} from "hearsay/remote";
import { listen } from "./listen.ts";

interface Options extends SpeechServiceOptions {
  readonly model: string;
  readonly format: boolean;
}

/** Of nova-3. */
const usual =
  "en de fr es it pt nl pl ru zh ja ko hi bg ca cs da el et fi hu id lt lv ms nb ro sk sv tr uk vi".split(
    " ",
  );

export default definePlugin<Options>({
  name: "stt-deepgram",
  about: "Hears with Deepgram, while somebody still speaks",
  remote: true,
  options: {
    type: "object",
    properties: {
      ...serviceOptions({ url: "https://api.deepgram.com" }),
      ...speechOptions({ model: "nova-3" }),
      format: {
        type: "boolean",
        default: true,
        description: "Numbers, times and sums of money in figures (smart_format)",
      },
    },
    additionalProperties: false,
  },
  start(host, options) {
    const { url, timeout, model, format } = options;
    const key = neededKey("stt-deepgram", options);
    host.provide("stt", {
      languages: [...(options.languages ?? usual)],
      streaming: true,
      traits: speechTraits(options, { detects: false, firstMs: 500 }),
      transcribe(audio, { signal, language, hints }) {
        const address = addressOf(url, "/v1/listen");
        const query = {
          model,
          language: language.split("-")[0] ?? language,
          encoding: "linear16",
          sample_rate: "16000",
          channels: "1",
          interim_results: "true",
          punctuate: "true",
          smart_format: String(format),
        };
        for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
        // Words that may be said are known to the third generation as terms, to those before as keywords.
        const known = model.startsWith("nova-3") ? "keyterm" : "keywords";
        for (const hint of hints.slice(0, 100)) address.searchParams.append(known, hint);
        const headers = { authorization: `Token ${key}` };
        return listen(audio, {
          socket: { service: "Deepgram", url: address, headers, signal, timeout, secrets: [key] },
          signal,
          timeout,
        });
      },
    });
  },
});
