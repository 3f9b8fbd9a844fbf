/** tts-cartesia against a local server of its API for bytes. */
import { expect, it } from "vitest";
import plugin from "../../plugins/tts-cartesia/index.ts";
import type { Request, Script } from "../kit/remote.ts";
import { speakAll } from "../kit/spoken.ts";
import {
  describeCloning,
  describeRecorded,
  describeServedVoice,
  openServedVoice,
  pcmBody,
  speechLike,
} from "./served-voice.ts";

const key = "sk_car_0123456789abcdef";
interface Asked {
  readonly transcript: string;
  readonly output_format: { readonly sample_rate: number };
  readonly generation_config?: { readonly speed: number };
}
/** https://docs.cartesia.ai/api-reference/tts/bytes */
function serve(request: Request): Script {
  if (request.path === "/voices/clone") return { body: { id: "cloned-1", name: "ada", language: "en" } };
  const { transcript, output_format, generation_config } = request.json<Asked>();
  const samples = speechLike(transcript, output_format.sample_rate, generation_config?.speed);
  return { type: "audio/pcm", body: pcmBody(samples) };
}
const voice = { plugin, key, serve, listens: true };

describeServedVoice("tts-cartesia", voice);
describeRecorded("tts-cartesia", voice);
describeCloning("tts-cartesia", voice, {
  path: "/voices/clone",
  file: "clip",
  fields: { name: "ada", language: "en" },
  speaks: (request) => request.json<{ voice: { id: string } }>().voice.id === "cloned-1",
});

it("asks for what Cartesia documents", async () => {
  await using hosted = await openServedVoice(voice);
  await speakAll(hosted.tts, ["Well [laugh] yes."], { speed: 1.5, emotion: "empathetic", language: "en-GB" });
  const asked = hosted.server.last();
  expect(asked).toMatchObject({ method: "POST", path: "/tts/bytes" });
  expect(asked.headers).toMatchObject({ authorization: `Bearer ${key}`, "cartesia-version": "2026-08-14" });
  expect(asked.json()).toEqual({
    model_id: "sonic-3.5",
    transcript: "Well [laughter] yes.",
    voice: { mode: "id", id: "e07c00bc-4134-4eae-9ea4-1a55fb45746b" },
    language: "en",
    output_format: { container: "raw", encoding: "pcm_s16le", sample_rate: 24_000 },
    generation_config: { speed: 1.5, emotion: "sympathetic" },
  });
});

it.each(["sonic-2", "sonic-turbo", "sonic-2-2025-05-08"])(
  "%s is told nothing that it does not know",
  async (model) => {
    await using hosted = await openServedVoice(voice, { model });
    const { seconds } = await speakAll(hosted.tts, ["One two three four."], { speed: 1.5, emotion: "sad" });
    expect(hosted.server.last().json()).not.toHaveProperty("generation_config");
    expect(hosted.tts.traits).toMatchObject({ emotions: [], sounds: [] });
    expect(seconds).toBeLessThan(1.1);
  },
);
