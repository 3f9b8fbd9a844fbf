/** Coqui's streaming server for XTTS: a speaker is two lists of numbers, its own or made of a sample. */
import { type Answer, jsonOf, remoteFault, type Service } from "hearsay/remote";

interface Speaker {
  readonly speaker_embedding: readonly number[];
  readonly gpt_cond_latent: readonly (readonly number[])[];
}

/** Speakers are many numbers: some 60 of 30,000 each. */
const longestList = 64 << 20;

const isSpeaker = (value: unknown): value is Speaker =>
  typeof value === "object" && value !== null && "speaker_embedding" in value && "gpt_cond_latent" in value;

/** https://github.com/coqui-ai/xtts-streaming-server */
export function openCoqui(
  service: Service,
  sampleOf: (name: string) => Promise<Buffer | undefined>,
): { speak(text: string, voice: string, language: string, signal: AbortSignal): Promise<Answer> } {
  const known = new Map<string, Speaker>();

  async function clone(sample: Buffer, signal: AbortSignal): Promise<Speaker> {
    const body = new FormData();
    body.set("wav_file", new Blob([new Uint8Array(sample)], { type: "audio/wav" }), "sample.wav");
    const made = await jsonOf<unknown>(await service.ask("/clone_speaker", { body, signal }), longestList);
    if (isSpeaker(made)) return made;
    throw remoteFault("REMOTE_CONTENT", "XTTS made no speaker of the sample.");
  }
  async function studio(voice: string, signal: AbortSignal): Promise<Speaker> {
    const all = await jsonOf<Readonly<Record<string, unknown>> | null>(
      await service.ask("/studio_speakers", { signal }),
      longestList,
    );
    const found = all?.[voice] ?? Object.values(all ?? {})[0];
    if (isSpeaker(found)) return found;
    throw remoteFault("REMOTE_CONTENT", "XTTS told of no speaker.");
  }
  return {
    async speak(text, voice, language, signal) {
      const sample = known.has(voice) ? undefined : await sampleOf(voice);
      const speaker =
        known.get(voice) ?? (sample ? await clone(sample, signal) : await studio(voice, signal));
      known.set(voice, speaker);
      const { speaker_embedding, gpt_cond_latent } = speaker;
      const json = { speaker_embedding, gpt_cond_latent, text, language, add_wav_header: true };
      return await service.ask("/tts_stream", { json: { ...json, stream_chunk_size: "20" }, signal });
    },
  };
}
