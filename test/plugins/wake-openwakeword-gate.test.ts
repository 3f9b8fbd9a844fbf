/** A quiet room is passed over, and nothing that matters to a wake word in it is lost. */
import { describe, expect, it } from "vitest";
import { createGate } from "../../plugins/wake-openwakeword/gate.ts";
import { join16, noise } from "../kit/clips.ts";
import { babble } from "../kit/voice.ts";

const chunk = 1280;

/** Numbers of the chunks that are looked at, in that order. */
function looked(samples: Int16Array): number[] {
  const gate = createGate();
  const all: number[] = [];
  for (let from = 0; from + chunk <= samples.length; from += chunk) {
    const heard = gate.push({ samples: samples.subarray(from, from + chunk), end: from / chunk });
    all.push(...heard.map(({ end }) => end));
  }
  return all;
}
const from = (first: number, count: number): number[] => Array.from({ length: count }, (_, n) => first + n);

describe("wake-openwakeword: a room in which nobody speaks", () => {
  it.each([
    ["silent", new Int16Array(16_000 * 20)],
    ["with a fan", noise(20, -45)],
    ["loud with a shower", noise(20, -25)],
  ])("is passed over after two seconds: %s", (_room, samples) => {
    expect(looked(samples)).toEqual(from(0, 25));
  });

  it("that suddenly grows louder is looked at until that is usual", () => {
    const seen = looked(join16(noise(8, -60), noise(20, -40)));
    expect(seen).toContain(100);
    expect(seen).not.toContain(300);
  });
});

describe("wake-openwakeword: a voice in a quiet room", () => {
  it.each([
    ["far above it", -60, 0.3],
    ["hardly above its noise", -35, 0.08],
  ])("is heard with all that an ear remembers from before it: %s", (_how, level, loud) => {
    const room = noise(10, level);
    const voice = babble(1, loud);
    for (let i = 0; i < voice.length; i++) voice[i] = (voice[i] ?? 0) + (room[i] ?? 0);
    const seen = looked(join16(room, voice, noise(1, level, 7)));
    const after = seen.filter((one) => one >= 25);
    expect(after[0]).toBeLessThanOrEqual(100);
    expect(after).toEqual(from(after[0] ?? 0, 150 - (after[0] ?? 0)));
    expect(after.length).toBeGreaterThan(12 + 26);
  });

  it("is looked at chunk by chunk while it goes on", () => {
    const seen = looked(join16(noise(1, -60), babble(12, 0.3)));
    expect(seen).toEqual(from(0, seen.length));
    expect(seen.length).toBeGreaterThan(150);
  });
});
