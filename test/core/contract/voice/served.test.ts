/** Voices of services: clauses in order, from their first sound, at any speed; and the markup that some of them take. */
import fc from "fast-check";
import type { SpeechPiece } from "hearsay";
import { escaped, prosodyOf, speakServed, stretched, withProsody } from "hearsay/voice";
import { describe, expect, it } from "vitest";
import { collect } from "../../../kit/clips.ts";
import { gather } from "../../../kit/spoken.ts";

const rate = 16_000;
const tone = (ms: number, pitch = 220): Int16Array =>
  Int16Array.from(
    { length: (ms * rate) / 1000 },
    (_, i) => 8000 * Math.sin((i * 2 * Math.PI * pitch) / rate),
  );
async function* inParts(samples: Int16Array, size: number): AsyncGenerator<SpeechPiece> {
  for (let at = 0; at < samples.length; at += size) yield { samples: samples.slice(at, at + size), rate };
}
/** Crossings of zero in a second. */
const pitchOf = (samples: Int16Array): number =>
  samples.reduce((count, sample, i) => count + ((samples[i - 1] ?? 0) < 0 && sample >= 0 ? 1 : 0), 0) /
  (samples.length / rate);

describe("stretched", () => {
  it("is as much shorter as it is faster, at its pitch, in whatever pieces it comes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0.5, max: 2.5, noNaN: true }),
        fc.integer({ min: 50, max: 20_000 }),
        fc.integer({ min: 300, max: 2000 }),
        async (speed, size, ms) => {
          const { samples } = gather(await collect(stretched(inParts(tone(ms), size), speed)));
          const length = (samples.length / rate) * 1000;
          expect(Math.abs(length - ms / speed)).toBeLessThan(60);
          expect(Math.abs(pitchOf(samples) - 220)).toBeLessThan(30);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("leaves sound at its usual speed as it is, and nothing stays nothing", async () => {
    const sound = tone(500);
    const same = gather(await collect(stretched(inParts(sound, 999), 1.01)));
    expect(same.samples).toEqual(sound);
    expect(await collect(stretched(inParts(new Int16Array(0), 1), 2))).toEqual([]);
  });
});

describe("spoken by a service", () => {
  async function* texts(...items: string[]): AsyncGenerator<string> {
    yield* items;
  }
  const never = new AbortController().signal;

  it("begins with the first sound of every clause, and has a pause between them", async () => {
    const asked: [string, number][] = [];
    async function* ask(clause: string, speed: number): AsyncGenerator<SpeechPiece> {
      asked.push([clause, speed]);
      yield* inParts(new Int16Array(rate), 1000);
      yield* inParts(tone(400), 1000);
    }
    const options = { signal: never, speed: 2, speeds: [0.5, 1.25], limit: 100, ask } as const;
    const spoken = gather(await collect(speakServed(texts("One. Two.", "..."), options)));
    expect(asked).toEqual([
      ["One.", 1.25],
      ["Two.", 1.25],
    ]);
    expect(spoken.words).toBe("One. Two.");
    expect(spoken.samples.findIndex((sample) => Math.abs(sample) > 200) / rate).toBeLessThan(0.03);
    const wanted = 2 * (0.42 / 1.6) + 0.125;
    expect(Math.abs(spoken.seconds - wanted)).toBeLessThan(0.1);
  });

  it("is never silent for ever: what has no sound at all is given after 3 s", async () => {
    const ask = () => inParts(new Int16Array(5 * rate), 4000);
    const options = { signal: never, speed: 1, limit: 100, ask };
    expect(gather(await collect(speakServed(texts("One."), options))).seconds).toBeGreaterThan(1.5);
  });
});

describe("SSML", () => {
  it("has no character that XML forbids, and keeps the words", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const safe = escaped(text);
        expect(safe).not.toMatch(/[<>"'\ufffe\uffff]/);
        expect([...safe].every((sign) => sign >= " " || "\t\n\r".includes(sign))).toBe(true);
        expect(safe).not.toMatch(/&(?!#\d+;)/);
        expect(safe.isWellFormed()).toBe(true);
      }),
    );
    expect(escaped(`a < b & "c"`)).toBe("a &#60; b &#38; &#34;c&#34;");
  });

  it("says what an emotion changes", () => {
    expect(withProsody("x", prosodyOf(undefined))).toBe("x");
    expect(withProsody("x", prosodyOf("sad"))).toBe('<prosody rate="-15%" pitch="-1.5st">x</prosody>');
    expect(withProsody("x", { speed: 1.5, pitch: 1.5 })).toBe(
      '<prosody rate="+50%" pitch="+1.5st">x</prosody>',
    );
  });
});
