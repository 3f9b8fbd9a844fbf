/** What goes wrong in a house must stay small: a killed process, a killed link, a plugin that throws, a restart with a timer set. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { askByText, askByWav } from "../../core/satellite/ask.ts";
import { noClips, readClips, samplesOfClip } from "../kit/clips.ts";
import { openHouse } from "./house.ts";

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

if (noClips) console.warn(`Skipped: kill -9 in the middle of a spoken turn: ${noClips}`);

describe("kill -9 of the speech process", () => {
  it.skipIf(noClips)(
    "in the middle of a turn: the turn ends with an answer, and the next one works",
    async () => {
      await using house = await openHouse();
      const samples = samplesOfClip(readClips(), "command/home-18-turn-on-the-living-room-lamp.wav");
      const ask = () =>
        askByWav({ bus: house.hub.bus, site: "den", samples, rate: 16_000, wake: false, fast: false });
      const listening = house.next("speech/started");
      const turn = ask();
      await listening;
      const { speech } = house.hub.plugins.pids();
      if (speech === undefined) throw new Error("no speech process");
      process.kill(speech, "SIGKILL");
      const answer = await turn;
      expect(["done", "failed"]).toContain(answer.outcome);
      expect(answer.reply.text).not.toBe("");
      await house.next("provider/state", ({ body }) => body.capability === "stt" && body.ready);
      expect((await ask()).intent).toMatchObject({ skill: "devices" });
      expect(house.hub.plugins.pids().speech).not.toBe(speech);
    },
    120_000,
  );

  it("leaves typed turns alone", async () => {
    await using house = await openHouse();
    const { speech } = house.hub.plugins.pids();
    if (speech === undefined) throw new Error("no speech process");
    const crashed = house.next("fault", ({ body }) => body.code === "PROCESS_CRASHED");
    process.kill(speech, "SIGKILL");
    const answer = await askByText({
      bus: house.hub.bus,
      site: "desk",
      text: "what time is it",
      speak: false,
    });
    expect(answer.outcome).toBe("done");
    await crashed;
  }, 60_000);
});

describe("a timer", () => {
  it("that became due while the hub was away rings once after the start", async () => {
    const data = await mkdtemp(join(tmpdir(), "hearsay-e2e-"));
    try {
      const first = await openHouse({ data, keep: true });
      await askByText({
        bus: first.hub.bus,
        site: "kitchen",
        text: "set an egg timer for one second",
        speak: false,
      });
      await first[Symbol.asyncDispose]();
      await wait(1200);
      await using second = await openHouse({ data, keep: true });
      const rings: string[] = [];
      await second.hub.bus.on(
        "reply/finished",
        { site: "kitchen" },
        ({ body }) => void rings.push(body.text),
      );
      const { startSatellite } = await import("../../core/satellite/satellite.ts");
      const speaker = { play() {}, flush() {} };
      await using _room = await startSatellite({ bus: second.hub.bus, site: "kitchen", speaker });
      await expect.poll(() => rings.length, { timeout: 20_000 }).toBe(1);
      expect(rings[0]).toMatch(/egg/);
      await wait(3000);
      expect(rings).toHaveLength(1);
    } finally {
      await rm(data, { recursive: true, force: true });
    }
  }, 120_000);
});

describe("a plugin that throws", () => {
  const plugin = (body: string): string =>
    `import { definePlugin } from "hearsay";\nexport default definePlugin({ name: "bad", about: "Throws.", start(host) { ${body} } });\n`;

  it.each([
    ["in start", `throw new Error("no start");`, "PLUGIN_START_FAILED"],
    [
      "after its start, where nobody catches it",
      `setTimeout(() => { throw new Error("late"); }, 50);`,
      "JOB_FAILED",
    ],
  ])(
    "%s becomes a fault with a remedy; the house goes on",
    async (_when, body, code) => {
      const data = await mkdtemp(join(tmpdir(), "hearsay-e2e-"));
      await mkdir(join(data, "plugins", "bad"), { recursive: true });
      await writeFile(join(data, "plugins", "bad", "index.ts"), plugin("host;"));
      await using house = await openHouse({ data });
      const fault = house.next("fault", (message) => message.body.plugin === "bad");
      await writeFile(join(data, "plugins", "bad", "index.ts"), plugin(body));
      expect((await fault).body).toMatchObject({ code, remedy: expect.stringMatching(/\w/) });
      const answer = await askByText({
        bus: house.hub.bus,
        site: "desk",
        text: "what time is it",
        speak: false,
      });
      expect(answer.outcome).toBe("done");
    },
    60_000,
  );
});
