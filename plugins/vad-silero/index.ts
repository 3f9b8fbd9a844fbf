/** Voice activity detection with Silero VAD v6: tells when speech begins, pauses and goes on. */
import { type AudioFrame, definePlugin, type VoiceActivity, type VoiceEvent } from "hearsay";
import { loadModel, type Model } from "./model.ts";
import { createPauses } from "./pauses.ts";
import { createWindows } from "./windows.ts";

export interface Options {
  enter: number;
  leave: number;
  onset: number;
}

export default definePlugin<Options>({
  name: "vad-silero",
  about: "Hears when people speak and when they pause, with Silero VAD on the CPU.",
  placement: "speech",
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      enter: {
        type: "number",
        minimum: 0.05,
        maximum: 0.99,
        default: 0.5,
        description: "Probability of a voice from which a window of 32 ms counts as speech.",
      },
      leave: {
        type: "number",
        minimum: 0.01,
        maximum: 0.99,
        default: 0.35,
        description: "Probability below which speech counts as over; lower than enter, or it flickers.",
      },
      onset: {
        type: "integer",
        minimum: 32,
        maximum: 500,
        default: 64,
        description: "ms of voice before speech counts as begun: a click is shorter.",
      },
    },
  },
  needs: { models: ["silero-vad"] },
  async start(host, options) {
    const model = host.own(await loadModel(host.model("silero-vad")));
    host.provide("vad", detector(model, options));
  },
});

function detector(model: Model, options: Options): VoiceActivity {
  return {
    limit: 64,
    licence: "MIT",
    watch: (frames, asked) => watch(model, options, frames, asked),
  };
}

async function* watch(
  model: Model,
  options: Options,
  frames: AsyncIterable<AudioFrame>,
  { pauses, signal }: { readonly pauses: readonly number[]; readonly signal: AbortSignal },
): AsyncGenerator<VoiceEvent> {
  const windows = createWindows();
  const judge = createPauses({ ...options, pauses });
  const voice = model.open();
  for await (const frame of frames) {
    if (signal.aborted) return;
    for (const window of windows.push(frame)) {
      if (window.afresh) voice.reset();
      const probability = await voice.probability(window.samples);
      yield* judge.push(window.at, probability);
    }
  }
}
