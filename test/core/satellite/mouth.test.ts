/** A satellite's mouth: how it grows soft, is held, goes on, and tells how much was heard. */
import { describe, expect, it } from "vitest";
import type { Fault, Speaker } from "../../../core/contract/index.ts";
import { createMouth, type Mouth } from "../../../core/satellite/mouth.ts";
import { soundFrame, until } from "./room.ts";

const stream = 9;
const frame = (sequence: number, of = stream, value = 1_000) =>
  soundFrame(of, sequence, new Int16Array(640).fill(value));

/** A loudspeaker that is given `ahead` ms at once and plays only when it is told that time has passed. */
function deviceOf(ahead: number) {
  const heard: number[] = [];
  let given: number[] = [];
  let taken: (() => void) | undefined;
  let flushes = 0;
  const free = (): void => {
    if (given.length > ahead * 16) return;
    taken?.();
    taken = undefined;
  };
  const speaker: Speaker = {
    play(samples) {
      given.push(...samples);
      return new Promise((resolve) => {
        taken = resolve;
        free();
      });
    },
    pending: () => given.length / 16,
    flush() {
      flushes++;
      given = [];
      taken?.();
      taken = undefined;
    },
  };
  return {
    speaker,
    heard,
    flushes: () => flushes,
    given: () => given.length / 16,
    /** So many ms sound. */
    async pass(ms: number): Promise<void> {
      for (let left = ms; left > 0; left -= 10) {
        heard.push(...given.splice(0, 160));
        free();
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

interface Report {
  readonly position: number;
  readonly ended: boolean;
}

function mouthOf(speaker: Speaker): { mouth: Mouth; reports: Report[] } {
  const reports: Report[] = [];
  const report = (_: number, position: number, ended: boolean): void =>
    void reports.push({ position, ended });
  const onFault = (fault: Fault): never => {
    throw fault;
  };
  return { mouth: createMouth({ speaker, volume: () => 1, report, onFault }), reports };
}

describe("a stream that is held", () => {
  it("is silent at once, and goes on where it was heard, with nothing lost or said twice", async () => {
    const device = deviceOf(120);
    const { mouth, reports } = mouthOf(device.speaker);
    for (let i = 0; i < 10; i++) mouth.take(frame(i, stream, i + 1));
    mouth.finish(stream);
    await device.pass(150);
    mouth.hold(stream, true);
    expect(device.given()).toBe(0);
    await device.pass(500);
    expect(device.heard).toHaveLength(150 * 16);
    expect(reports).toEqual([{ position: 150, ended: false }]);
    mouth.hold(stream, false);
    await device.pass(400);
    await until(() => reports.at(-1)?.ended === true);
    const whole = Array.from({ length: 10 }, (_, i) => Array.from({ length: 640 }, () => i + 1)).flat();
    // It comes back softly; the values are small, so that only the order is compared where it does.
    expect(device.heard).toHaveLength(whole.length);
    expect(device.heard.slice(0, 2_400)).toEqual(whole.slice(0, 2_400));
    expect(device.heard.slice(2_560)).toEqual(whole.slice(2_560));
    expect(reports.at(-1)).toEqual({ position: 400, ended: true });
  });

  it("says how much was heard when it is cut, and plays no more", async () => {
    const device = deviceOf(120);
    const { mouth, reports } = mouthOf(device.speaker);
    for (let i = 0; i < 10; i++) mouth.take(frame(i));
    await device.pass(100);
    mouth.hold(stream, true);
    mouth.cut(stream);
    mouth.hold(stream, false);
    await device.pass(300);
    expect(device.heard).toHaveLength(1_600);
    expect(reports.at(-1)).toEqual({ position: 100, ended: true });
  });

  it("lets others pass", async () => {
    const device = deviceOf(120);
    const { mouth } = mouthOf(device.speaker);
    mouth.hold(stream, true);
    mouth.take(frame(0));
    mouth.take(frame(0, 10, 7));
    await device.pass(40);
    expect(device.heard).toEqual(Array.from({ length: 640 }, () => 7));
  });

  it("ends when all of it was heard before", async () => {
    const device = deviceOf(120);
    const { mouth, reports } = mouthOf(device.speaker);
    mouth.take(frame(0));
    await device.pass(100);
    mouth.hold(stream, true);
    mouth.finish(stream);
    await until(() => reports.at(-1)?.ended === true);
    expect(reports.at(-1)).toEqual({ position: 40, ended: true });
  });
});

describe("a stream that several hold", () => {
  it("goes on when the last of them lets it go", async () => {
    const device = deviceOf(0);
    const { mouth } = mouthOf(device.speaker);
    mouth.hold(stream, true, "time");
    mouth.hold(stream, true);
    mouth.take(frame(0));
    mouth.hold(stream, false, "time");
    await device.pass(40);
    expect(device.heard).toEqual([]);
    mouth.hold(stream, false);
    await device.pass(40);
    expect(device.heard).toHaveLength(640);
  });
});

describe("many streams", () => {
  it("leave the one that is held its place while others are over", async () => {
    const device = deviceOf(0);
    const { mouth } = mouthOf(device.speaker);
    mouth.hold(stream, true);
    mouth.take(frame(0));
    for (let other = 100; other < 140; other++) {
      mouth.take(frame(0, other));
      mouth.finish(other);
      await device.pass(40);
    }
    expect(device.heard).toHaveLength(40 * 640);
    mouth.hold(stream, false);
    await device.pass(40);
    expect(device.heard).toHaveLength(41 * 640);
  });

  it("end the oldest where all of them wait, and leave nothing behind", async () => {
    const device = deviceOf(0);
    const { mouth, reports } = mouthOf(device.speaker);
    for (let one = 0; one < 17; one++) {
      mouth.hold(one, true);
      mouth.take(frame(0, one));
    }
    expect(reports.filter(({ ended }) => ended)).toHaveLength(1);
    expect(mouth.stats.dropped).toBe(1);
    for (let one = 1; one < 17; one++) mouth.hold(one, false);
    await device.pass(16 * 40);
    expect(device.heard).toHaveLength(16 * 640);
    expect(mouth.speaks()).toBe(false);
  });
});

describe("a stream that is cut", () => {
  it("was heard as far as it sounded, not as far as it was given away", async () => {
    const device = deviceOf(120);
    const { mouth, reports } = mouthOf(device.speaker);
    for (let i = 0; i < 10; i++) mouth.take(frame(i));
    await device.pass(90);
    mouth.cut(stream);
    expect(reports).toEqual([{ position: 90, ended: true }]);
    expect(device.flushes()).toBe(1);
  });
});

describe("a stream that is ducked", () => {
  it("grows soft within a frame, without a step, and loud again", async () => {
    const device = deviceOf(0);
    const { mouth } = mouthOf(device.speaker);
    mouth.take(frame(0));
    await device.pass(40);
    mouth.duck(stream, 0.2);
    mouth.take(frame(1));
    mouth.take(frame(2));
    await device.pass(80);
    mouth.duck(stream, 1);
    mouth.take(frame(3));
    mouth.take(frame(4));
    await device.pass(80);
    const at = (ms: number): number => device.heard[ms * 16] ?? 0;
    expect([20, 79, 100, 119, 159, 180].map((ms) => Math.round(at(ms) / 100) * 100)).toEqual([
      1_000, 200, 200, 200, 1_000, 1_000,
    ]);
    const steps = device.heard.slice(1).map((value, i) => Math.abs(value - (device.heard[i] ?? 0)));
    expect(Math.max(...steps)).toBeLessThan(10);
  });
});
