/** Hears while somebody still speaks, with every model of Vosk, the English one from the catalogue. */
import { resolve } from "node:path";
import { definePlugin, Fault } from "hearsay";
import { loadVosk } from "./libvosk.ts";
import { transcribe } from "./transcribe.ts";

interface Options {
  readonly folder?: string;
  readonly language: string;
}

export default definePlugin<Options>({
  name: "stt-vosk",
  about: "Streaming speech recognition with Vosk: words while somebody speaks; Linux x64 only.",
  placement: "speech",
  late: true,
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      folder: {
        type: "string",
        minLength: 1,
        description: "Folder of a Vosk model, unpacked; absent: the small English one of the catalogue.",
      },
      language: {
        type: "string",
        pattern: "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        default: "en",
        description: "The language of that model.",
      },
    },
  },
  needs: ({ folder }) => ({ models: ["libvosk", ...(folder === undefined ? ["vosk-small-en-us"] : [])] }),
  async start(host, { folder, language }) {
    if (process.platform !== "linux" || process.arch !== "x64") {
      const message = `libvosk is not there for ${process.platform} ${process.arch}.`;
      const remedy = "Use stt-moonshine or stt-whisper on this machine, and disable stt-vosk.";
      throw new Fault("PLUGIN_START_FAILED", message, { remedy });
    }
    const model = folder === undefined ? host.model("vosk-small-en-us") : resolve(folder);
    const vosk = host.own(await loadVosk(host.model("libvosk"), model));
    host.provide("stt", {
      languages: [language],
      limit: 8,
      licence: "Apache-2.0",
      streaming: true,
      traits: { model: folder ?? "vosk-small-en-us" },
      async *transcribe(audio, { signal }) {
        using recogniser = vosk.open();
        yield* transcribe(recogniser, audio, { language, signal });
      },
    });
  },
});
