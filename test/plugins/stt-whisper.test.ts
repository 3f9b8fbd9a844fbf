/** Whisper on the real model: the suite, languages told apart, and its parts. */
import type { SpeechToText } from "hearsay";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import plugin from "../../plugins/stt-whisper/index.ts";
import { bands, melOf } from "../../plugins/stt-whisper/mel.ts";
import { partsOf } from "../../plugins/stt-whisper/parts.ts";
import { openPositions } from "../../plugins/stt-whisper/positions.ts";
import { vocabularyOf } from "../../plugins/stt-whisper/vocabulary.ts";
import { decode, loops } from "../../plugins/stt-whisper/words.ts";
import espeak from "../../plugins/tts-espeak/index.ts";
import { type SttSubject, sttChecks } from "../conformance/stt.ts";
import { describeSuite } from "../conformance/suite.ts";
import { collect, framesOf, join16, noise, streamOf } from "../kit/clips.ts";
import { type Hosted, hostFor } from "../kit/host.ts";
import { said } from "../kit/said.ts";
import { speakAll } from "../kit/spoken.ts";
import { babble } from "../kit/voice.ts";

const words = "raise the temperature by twelve degrees";
const nextWords = "is the front door locked";
let hosted: Hosted;
let stt: SpeechToText;
let subject: SttSubject;
beforeAll(async () => {
  hosted = await hostFor(plugin);
  if (!hosted.provided.stt) throw new Error("It provides no stt.");
  stt = hosted.provided.stt;
  const first = await said(words, "command/synthetic-05-raise-the-temperature-by-twelve-degrees.wav");
  const next = await said(nextWords, "command/home-04-is-the-front-door-locked.wav");
  subject = { stt, language: "en", said: first, words, next, nextWords };
});
afterAll(() => hosted[Symbol.asyncDispose]());

describeSuite("stt-whisper: conformance", () => ({ ...subject }), sttChecks);

describe("stt-whisper: languages", () => {
  const sentences = {
    de: "Mach bitte das Licht in der K\u00FCche an und stelle die Heizung auf zwanzig Grad.",
    fr: "Allume la lumi\u00E8re de la cuisine et ferme les volets du salon.",
    es: "Enciende la luz de la cocina y cierra la puerta del garaje.",
    pl: "Zapal \u015Bwiat\u0142o w kuchni i zamknij drzwi do gara\u017Cu.",
  };
  const all = ["en-US", ...Object.keys(sentences)];
  it.each(Object.entries(sentences))("%s is told from the others", async (language, text) => {
    await using voice = await hostFor(espeak);
    if (!voice.provided.tts) throw new Error("It provides no tts.");
    const { samples, rate } = await speakAll(voice.provided.tts, [text], { language });
    const { signal } = new AbortController();
    const frames = framesOf(to16(samples, rate), { ms: 80 });
    const asked = { language: "en-US", languages: all, hints: [], signal };
    const heard = await collect(stt.transcribe(streamOf(frames, signal), asked));
    expect(heard.at(-1)?.language).toBe(language);
  });

  it("a language is named as it was asked for", async () => {
    const { signal } = new AbortController();
    const asked = { language: "de-AT", languages: ["en-GB"], hints: [], signal };
    const heard = await collect(stt.transcribe(streamOf(framesOf(subject.said, { ms: 80 }), signal), asked));
    expect(heard.at(-1)?.language).toBe("en-GB");
  });
});

const to16 = (samples: Int16Array, rate: number): Int16Array =>
  Int16Array.from(
    { length: Math.floor((samples.length * 16_000) / rate) },
    (_, i) => samples[Math.floor((i * rate) / 16_000)] ?? 0,
  );

describe("stt-whisper: its parts", () => {
  it("silence has one level, a tone its band", () => {
    expect(new Set(melOf(new Float32Array(16_000), 100))).toHaveLength(1);
    const tone = Float32Array.from({ length: 16_000 }, (_, i) => Math.sin((2 * Math.PI * 1000 * i) / 16_000));
    const mel = melOf(tone, 100);
    const level = (band: number): number => mel[band * 100 + 50] ?? 0;
    const loudest = Array.from({ length: bands }, (_, band) => level(band));
    // 1000 Hz are 15 of 45.2 mel, of which each of 81 steps is 0.56.
    expect(loudest.indexOf(Math.max(...loudest))).toBe(26);
  });

  it.each([
    new Uint8Array(),
    Uint8Array.of(7, 7, 7),
    new Uint8Array(64).fill(255),
    Uint8Array.of(58, 2, 42, 0),
  ])("refuses what is no encoder (%#)", (bytes) =>
    expect(() => openPositions(bytes)).toThrow(/cannot be used/),
  );

  it.each([
    [[1, 1, 1, 1, 1, 1, 1, 1], true],
    [[1, 1, 1, 1], false],
    [[5, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4], true],
    [[1, 2, 1, 2, 1, 2], false],
    [[1, 2, 1, 2, 1, 2, 1, 2, 1, 2], true],
    [[], false],
  ])("%j loops: %s", (tokens, is) => expect(loops(tokens)).toBe(is));

  it.each([
    [0.4, 1],
    [1.2, 2],
  ])("a pause of %s s makes %s parts", (pause, count) => {
    const sound = join16(noise(0.3, -75), babble(1), noise(pause, -75), babble(1), noise(1.5, -75));
    const parts = partsOf(sound);
    expect(parts).toHaveLength(count);
    expect(join16(...parts)).toEqual(sound);
  });

  const vocabulary = vocabularyOf(
    {
      lang_to_id: { "<|en|>": 6, "<|de|>": 7 },
      suppress_tokens: [3],
      begin_suppress_tokens: [0, 4],
      decoder_start_token_id: 5,
      eos_token_id: 4,
      no_timestamps_token_id: 12,
    },
    (tokens) => tokens.map((token) => "abcd"[token] ?? "?").join(""),
  );
  /** A network that scores by what came so far. */
  function scored(scores: (tokens: readonly number[]) => Readonly<Record<number, number>>) {
    const rows = new WeakMap<object, number[]>();
    return {
      async step(_features: unknown, tokens: readonly number[], memory?: object) {
        const all = [...((memory && rows.get(memory)) ?? []), ...tokens];
        const next = {};
        rows.set(next, all);
        const made = new Float32Array(13).fill(-10);
        for (const [token, score] of Object.entries(scores(all))) made[Number(token)] = score;
        return { scores: made, memory: next };
      },
    };
  }
  const wish = { languages: ["en", "de"], seconds: 1, stopped: () => false };
  const run = (network: ReturnType<typeof scored>, wanted = wish) =>
    decode(network as never, vocabulary, undefined as never, wanted);

  it("takes the likeliest of the languages that may be spoken, and no token that is not a word", async () => {
    const network = scored((tokens) =>
      tokens.length === 1
        ? { 6: 1, 7: 3 }
        : tokens.length < 6
          ? { 1: 5, 3: 9, 6: 9, 0: tokens.length === 4 ? 9 : 0 }
          : { 4: 9 },
    );
    expect(await run(network)).toMatchObject({ text: "bb", language: "de" });
    expect(await run(network, { ...wish, languages: ["en"] })).toMatchObject({ language: "en", sure: 1 });
  });

  it("has no words where none are likely and nothing is said", async () => {
    const network = scored((tokens) => (tokens.length === 1 ? { 11: 9, 6: 0 } : {}));
    expect((await run(network)).text).toBe("");
  });

  it("tries again where it loops, and ends when it is stopped", async () => {
    let steps = 0;
    const network = scored(() => {
      steps++;
      return { 1: 9 };
    });
    await run(network);
    expect(steps).toBeLessThan(100);
    steps = 0;
    await run(network, { ...wish, stopped: () => true });
    expect(steps).toBe(4);
  });
});

describe("stt-whisper: cancellation", () => {
  it("an aborted job says nothing, and the next one is heard", async () => {
    const abort = new AbortController();
    const asked = { language: "en", hints: [], signal: abort.signal };
    const going = collect(stt.transcribe(streamOf(framesOf(subject.said, { ms: 80 }), abort.signal), asked));
    setTimeout(() => abort.abort(), 50);
    expect((await going).filter(({ final }) => final)).toHaveLength(0);
    const { signal } = new AbortController();
    const next = await collect(
      stt.transcribe(streamOf(framesOf(noise(1, -75), { ms: 80 }), signal), { ...asked, signal }),
    );
    expect(next.at(-1)).toMatchObject({ text: "", final: true });
  });
});
