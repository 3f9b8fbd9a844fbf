/** Moonshine on the real model: the suite, and what is its own. */
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SpeechToText } from "hearsay";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCrew } from "../../core/contract/voice/ear/crew.ts";
import { cutLoops } from "../../core/contract/voice/ear/loops.ts";
import {
  loudnessOf,
  quietestCut,
  quietFrom,
  stands,
  voicedFrom,
  voicedPart,
} from "../../core/contract/voice/ear/loudness.ts";
import plugin from "../../plugins/stt-moonshine/index.ts";
import { loadRecogniser } from "../../plugins/stt-moonshine/recogniser.ts";
import { type SttSubject, sttChecks } from "../conformance/stt.ts";
import { describeSuite, expectBroken } from "../conformance/suite.ts";
import { join16, noClips, noise, readClips, samplesOfClip, silence } from "../kit/clips.ts";
import { type Hosted, hostFor } from "../kit/host.ts";
import { said } from "../kit/said.ts";
import { babble } from "../kit/voice.ts";

const words = "raise the temperature by twelve degrees";
const nextWords = "is the front door locked";
let hosted: Hosted;
let subject: SttSubject;
beforeAll(async () => {
  hosted = await hostFor(plugin);
  const { stt } = hosted.provided;
  if (!stt) throw new Error("It provides no stt.");
  const first = await said(words, "command/synthetic-05-raise-the-temperature-by-twelve-degrees.wav");
  const next = await said(nextWords, "command/home-04-is-the-front-door-locked.wav");
  subject = { stt, language: "en", said: first, words, next, nextWords };
});
afterAll(() => hosted[Symbol.asyncDispose]());

describeSuite("stt-moonshine: conformance", () => ({ ...subject }), sttChecks);

describe("stt-moonshine: a broken recogniser is caught", () => {
  const broken = (stt: SpeechToText) => () => ({ ...subject, stt });
  const names = (except: RegExp) => sttChecks.map(({ name }) => name).filter((name) => !except.test(name));

  it("one that always hears the same, more than once, and spoils the frames", async () => {
    const deaf: SpeechToText = {
      streaming: false,
      async *transcribe(audio) {
        for await (const item of audio) if (item !== "flush") item.data.fill(3);
        yield { text: "open the window", final: true };
        yield { text: "open the window", final: true };
      },
    };
    await expectBroken(broken(deaf), sttChecks, names(/^speaks/));
  });

  it("one that says nothing and has no language", async () => {
    const mute: SpeechToText = {
      streaming: undefined as unknown as boolean,
      async *transcribe(audio) {
        for await (const _ of audio) yield* [];
      },
    };
    await expectBroken(broken(mute), sttChecks, names(/^(leaves|says nothing)/));
  });
});

describe("stt-moonshine: repetitions", () => {
  it.each([
    ["the light the light the light the light", "the light"],
    ["no no no no no no", "no"],
    ["It is on. It is on. It is on. It is", "It is on."],
    ["a medium, medium roast", "a medium, medium roast"],
    ["very very very good", "very very very good"],
    ["set a timer", "set a timer"],
    ["", ""],
  ])("%s", (text, cut) => {
    expect(cutLoops(text)).toBe(cut);
  });
});

describe("stt-moonshine: loudness", () => {
  const voice = babble(1, 0.3);
  const room = noise(1, -65);
  const levels = loudnessOf(join16(room, voice, room, voice, room));

  it("tells a voice from a room", () => {
    expect(stands(levels)).toBe(true);
    expect(stands(loudnessOf(room))).toBe(false);
    expect(stands(loudnessOf(silence(1)))).toBe(false);
  });
  it("tells quiet from speech after a point", () => {
    expect(quietFrom(levels, 4 * 16_000)).toBe(true);
    expect(quietFrom(levels, 2.5 * 16_000)).toBe(false);
    expect(quietFrom(loudnessOf(join16(noise(2, -30), noise(1, -31))), 32_000)).toBe(false);
  });
  it("keeps the voice and 300 ms around it, of a long wait before and after", () => {
    const heard = join16(noise(2, -65), silence(0.1), babble(0.02), noise(1, -65), voice, noise(2, -65));
    const [from, until] = voicedPart(loudnessOf(heard), heard.length);
    expect(from / 16).toBeGreaterThan(2700);
    expect(from / 16).toBeLessThan(2900);
    expect(until / 16).toBeGreaterThan(4300);
    expect(until / 16).toBeLessThan(4600);
    expect(voicedPart(loudnessOf(room), room.length)).toEqual([0, room.length]);
  });
  it("tells whether a voice came again", () => {
    expect(voicedFrom(levels, 2.5 * 16_000)).toBe(true);
    expect(voicedFrom(levels, 4 * 16_000)).toBe(false);
    expect(voicedFrom(loudnessOf(join16(noise(2, -30), noise(1, -31))), 32_000)).toBe(false);
  });
  it("cuts in the quiet", () => {
    const cut = quietestCut(levels, 16_000 * 1.2, 16_000 * 3.8);
    expect(cut).toBeGreaterThan(16_000 * 2);
    expect(cut).toBeLessThan(16_000 * 3);
  });
});

describe("stt-moonshine: what native code must not see", () => {
  it("refuses a table of plain tokens", async () => {
    const folder = await mkdtemp(join(tmpdir(), "hearsay-"));
    await writeFile(join(folder, "tokens.txt"), "<unk> 0\n<s> 1\n");
    const options = { threads: 1, parallel: 1, padding: 200, beams: 8, limit: 400 };
    await expect(loadRecogniser(folder, options)).rejects.toMatchObject({ code: "MODEL_CORRUPT" });
    await expect(loadRecogniser(join(folder, "no"), options)).rejects.toMatchObject({
      code: "MODEL_CORRUPT",
    });
  });
});

describe("stt-moonshine: the crew", () => {
  const member = (name: string) => ({ name, async [Symbol.asyncDispose]() {} });
  const signal = new AbortController().signal;

  it("works in the order it was asked, and forgets who was aborted", async () => {
    const crew = await createCrew(1, async () => member("only"));
    const abort = new AbortController();
    const order: string[] = [];
    const first = Promise.withResolvers<void>();
    const work = (name: string) => async () => void order.push(name);
    const all = [
      crew.pass(signal, () => first.promise),
      crew.pass(abort.signal, work("aborted")),
      crew.pass(signal, work("second")),
      crew.pass(signal, work("third")),
    ];
    abort.abort();
    first.resolve();
    await Promise.all(all);
    expect(order).toEqual(["second", "third"]);
  });

  it("lets those wait whose work is stale by the time somebody is free", async () => {
    const crew = await createCrew(1, async () => member("only"));
    const order: string[] = [];
    const first = Promise.withResolvers<void>();
    const work = (name: string) => async () => void order.push(name);
    let stale = false;
    const all = [
      crew.pass(signal, () => first.promise),
      crew.pass(signal, work("went on"), () => (stale ? 1 : 0)),
      crew.pass(signal, work("stopped first")),
      crew.pass(signal, work("stopped later")),
    ];
    expect(crew.waiting()).toBe(3);
    stale = true;
    first.resolve();
    await Promise.all(all);
    expect(order).toEqual(["stopped first", "stopped later", "went on"]);
  });

  it("calls another when all are busy, and no more than it may", async () => {
    let called = 0;
    const crew = await createCrew(2, async () => member(`number ${++called}`));
    const both = Promise.withResolvers<void>();
    const names: string[] = [];
    const busy = [1, 2].map(() =>
      crew.pass(signal, async ({ name }) => {
        if (names.push(name) === 2) both.resolve();
        await both.promise;
      }),
    );
    await Promise.all(busy);
    await crew.pass(signal, async () => {});
    expect(names.sort()).toEqual(["number 1", "number 2"]);
    expect(called).toBe(2);
  });

  it("goes on when another does not come", async () => {
    let called = 0;
    const crew = await createCrew(2, async () => {
      if (++called === 2) throw new Error("no memory");
      return member("first");
    });
    const first = Promise.withResolvers<void>();
    const all = [crew.pass(signal, () => first.promise), crew.pass(signal, async ({ name }) => name)];
    setImmediate(first.resolve);
    expect((await Promise.all(all))[1]).toBe("first");
  });
});

describe("stt-moonshine: people", () => {
  it("has no word in a room and in a kitchen", async (context) => {
    if (noClips) context.skip(noClips);
    const clips = readClips();
    for (const file of ["noise/room.wav", "noise/kitchen-dishes.wav"]) {
      const samples = samplesOfClip(clips, file).slice(0, 6 * 16_000);
      const check = sttChecks.find(({ name }) => name.startsWith("answers the end"));
      await expect(check?.check({ ...subject, said: samples, words: "nothing at all" })).rejects.toThrow(
        'heard ""',
      );
    }
  });
});
