/** What several rooms are sent for one instant sounds at that instant, whatever their clocks show. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openHubClock } from "../../../core/dialog/clock/hub-clock.ts";
import { createMouth } from "../../../core/satellite/mouth.ts";
import { startSatellite } from "../../../core/satellite/satellite.ts";
import { createTimed } from "../../../core/satellite/timed.ts";
import { openRoom, soundFrame, until } from "./room.ts";

const format = { codec: "pcm", rate: 16_000, channels: 1 } as const;
const out = { stream: 7, direction: "out", format } as const;

describe("a stream that is announced", () => {
  beforeEach(() => void vi.useFakeTimers({ now: 50_000 }));
  afterEach(() => void vi.useRealTimers());

  it.each([
    ["for a moment to come, by the hub's clock", 61_000, 10_000, 1000],
    ["for a moment to come, where no clock is known", 50_400, undefined, 400],
    ["for a moment that is past", 59_000, 10_000, 0],
    ["for a moment that is absurdly far away", 99_000, 10_000, 0],
  ])("%s is heard after as long as that takes", (_, playAt, offset, ms) => {
    const heard: number[] = [];
    const mouth = createMouth({
      speaker: { play: () => void heard.push(Date.now() - 50_000), flush() {} },
      volume: () => 1,
      report() {},
      onFault() {},
    });
    const here = (time: number) => (offset === undefined ? undefined : time - offset);
    createTimed({ mouth, clock: Date.now, here })({ ...out, playAt });
    mouth.take(soundFrame(7, 0));
    vi.advanceTimersByTime(5000);
    expect(heard).toEqual([ms]);
  });

  it("softly is softer by so much, also while it is ducked and after", async () => {
    const heard: number[] = [];
    const mouth = createMouth({
      speaker: { play: (samples) => void heard.push(samples.at(-1) ?? 0), flush() {} },
      volume: () => 1,
      report() {},
      onFault() {},
    });
    createTimed({ mouth, clock: Date.now, here: () => undefined })({ ...out, gain: 0.5 });
    const sound = new Int16Array(1280).fill(8000);
    for (const [sequence, gain] of [1, 0.25, 1].entries()) {
      mouth.duck(7, gain);
      mouth.take(soundFrame(7, sequence, sound));
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(heard.map((value) => Math.round(value / 100))).toEqual([40, 10, 40]);
  });
});

it("rooms whose clocks are hours apart begin together", async () => {
  await using room = await openRoom();
  await using _answering = await openHubClock(room.hub);
  const states = await room.hear("site/state");
  const begun = new Map<string, number>();
  await using stack = new AsyncDisposableStack();
  for (const [site, wrong] of [
    ["kitchen", 0],
    ["hall", 7_200_000],
    ["attic", -90_000],
  ] as const) {
    const play = (): void => void begun.set(site, begun.get(site) ?? performance.now());
    const clock = (): number => Date.now() - wrong;
    stack.use(await startSatellite({ bus: room.bus, site, clock, speaker: { play, flush() {} } }));
  }
  await until(
    () => new Set(states.filter(({ body }) => body.clock).map(({ where }) => where.site)).size === 3,
  );
  const at = performance.now();
  const playAt = Date.now() + 400;
  for (const site of ["kitchen", "hall", "attic"]) {
    await room.hub.publish("audio/started", { site }, { ...out, playAt });
    room.hub.sendAudio({ site, direction: "out" }, soundFrame(7, 0));
  }
  await until(() => begun.size === 3);
  const times = [...begun.values()];
  // A busy machine may be late; it is never early, and does not play one room after the other.
  for (const time of times) expect(time - at).toBeGreaterThan(390);
  expect(Math.max(...times) - Math.min(...times)).toBeLessThan(300);
});
