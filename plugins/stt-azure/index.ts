/** Hears with Azure's Speech service, piece by piece (https://learn.microsoft.com/azure/ai-services/speech-service/rest-speech-to-text-short). */
import { definePlugin } from "hearsay";
import {
  jsonOf,
  neededKey,
  remoteFault,
  type SpeechServiceOptions,
  serviceOf,
  serviceOptions,
  speechOptions,
  speechTraits,
  withRegion,
  writeWav,
} from "hearsay/remote";
import { hearPieces, type PieceEar } from "hearsay/voice";

interface Options extends Omit<SpeechServiceOptions, "url"> {
  readonly region: string;
  readonly url?: string;
}

const rate = 16_000;
const usual =
  "en de fr es it pt nl pl ru zh ja ko hi ar ca cs da el fi he hu id nb ro sk sv th tr uk vi".split(" ");

const properties = {
  region: {
    type: "string",
    pattern: "^[a-z0-9-]+$",
    default: "westeurope",
    description: "The region of your Speech resource",
  },
  ...serviceOptions({ url: "" }),
  url: { type: "string", pattern: "^https?://", description: "The service's address; absent: the region's" },
  ...speechOptions({ model: false }),
};

interface Answer {
  readonly RecognitionStatus?: string;
  readonly DisplayText?: string;
  readonly NBest?: readonly { readonly Display?: string; readonly Confidence?: number }[];
}

/** Silence, noise and the like are no faults of the service. */
const wordless = new Set(["NoMatch", "InitialSilenceTimeout", "BabbleTimeout", "EndOfDictation"]);

function textIn(answer: Answer | null): string {
  const { RecognitionStatus: status = "", DisplayText, NBest = [] } = answer ?? {};
  if (wordless.has(status)) return "";
  const text = NBest[0]?.Display ?? DisplayText;
  if (status === "Success" && text !== undefined) return text.trim();
  const said = status === "" ? "something else than a result" : status;
  throw remoteFault(
    status === "Error" ? "REMOTE_FAILED" : "REMOTE_CONTENT",
    `Azure Speech answered ${said}.`,
  );
}

export default definePlugin<Options>({
  name: "stt-azure",
  about: "Hears with Azure's Speech service, up to a minute at a time",
  remote: true,
  options: { type: "object", properties, additionalProperties: false },
  start(host, options) {
    const { region, timeout, url = `https://${region}.stt.speech.microsoft.com` } = options;
    const key = neededKey("stt-azure", options);
    const headers = {
      "ocp-apim-subscription-key": key,
      "content-type": `audio/wav; codecs=audio/pcm; samplerate=${rate}`,
      accept: "application/json",
    };
    const service = serviceOf({ name: "Azure Speech", url, headers, timeout, secrets: [key] });
    host.provide("stt", {
      languages: [...(options.languages ?? usual)],
      streaming: false,
      traits: speechTraits(options, { detects: false, firstMs: 800 }),
      transcribe(audio, { signal, language }) {
        const ear: PieceEar = {
          async decode(take, until) {
            const samples = take();
            if (!samples || until.aborted) return { text: "", by: "free" };
            const answer = await service.ask("/speech/recognition/conversation/cognitiveservices/v1", {
              query: { language: withRegion(language), format: "detailed", profanity: "raw" },
              body: new Uint8Array(writeWav(samples, rate)),
              signal: until,
            });
            return { text: textIn(await jsonOf<Answer | null>(answer)), by: "free" };
          },
        };
        return hearPieces(ear, audio, signal);
      },
    });
  },
});
