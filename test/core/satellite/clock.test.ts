/** A satellite that sets its time by the hub's, over a real bus. */
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Messages } from "../../../core/contract/index.ts";
import { hubTime, openHubClock } from "../../../core/dialog/clock/hub-clock.ts";
import { startClock } from "../../../core/satellite/clock.ts";
import { startSatellite } from "../../../core/satellite/satellite.ts";
import { openRoom, until } from "./room.ts";

const hour = 3_600_000;
const within = 50;
type Told = NonNullable<Messages["site/state"]["clock"]>;

afterEach(() => void vi.useRealTimers());

describe("a satellite's clock", () => {
  it("is told in the room's state, so that the hub reckons its times", async () => {
    await using room = await openRoom();
    await using _answering = await openHubClock(room.hub);
    const states = await room.hear("site/state");
    const clock = (): number => Date.now() - hour;
    await using _satellite = await startSatellite({ bus: room.bus, site: "kitchen", clock });
    await until(() => states.at(-1)?.body.clock !== undefined);
    const state = states.at(-1)?.body;
    expect(Math.abs((state?.clock?.offset ?? 0) - hour)).toBeLessThan(within);
    expect(Math.abs((hubTime(state, clock()) ?? 0) - Date.now())).toBeLessThan(within);
  });

  it("is not told by one that is only passing, nor where nobody answers", async () => {
    await using room = await openRoom();
    const asked = await room.hear("clock/ask");
    await using _answering = await openHubClock(room.hub);
    await using _satellite = await startSatellite({ bus: room.bus, site: "desk", passing: true });
    await room.hub.ask("clock/ask", {}, {});
    expect(asked).toHaveLength(1);
  });

  it("is looked at anew when it was set", async () => {
    await using room = await openRoom();
    await using _answering = await openHubClock(room.hub);
    const told: Told[] = [];
    let wrong = hour;
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    using clock = startClock({
      bus: room.bus,
      clock: () => Date.now() - wrong,
      onChange: (now) => void told.push(now),
    });
    await clock.look();
    wrong = -5 * hour;
    vi.advanceTimersByTime(1000);
    await clock.look();
    expect(told.map(({ offset }) => Math.round(offset / hour))).toEqual([1, -5]);
    expect(Math.abs((clock.here(Date.now()) ?? 0) - Date.now() - 5 * hour)).toBeLessThan(within);
  });

  it("stays as it was while the hub is away", async () => {
    await using room = await openRoom();
    const answering = await openHubClock(room.hub);
    const told: Told[] = [];
    using clock = startClock({ bus: room.bus, clock: Date.now, onChange: (now) => void told.push(now) });
    await clock.look();
    await answering[Symbol.asyncDispose]();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const look = clock.look();
    await vi.advanceTimersByTimeAsync(2000);
    await look;
    expect(told).toHaveLength(1);
    expect(clock.here(5000)).toBeDefined();
  });
});
