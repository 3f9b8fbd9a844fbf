/** Fixed sentences spoken before anybody asks: only while nothing happens, only where somebody would hear them, once. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Dialogue } from "../../../../core/dialog/house.ts";
import { openAhead } from "../../../../core/dialog/reply/ahead.ts";
import { fixedHousePhrases } from "../../../../core/dialog/words/index.ts";
import { letters, openRoom, type SpeakingRoom } from "./room.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ahead-"));
});
afterEach(() => rm(folder, { recursive: true }));

const persona = { name: "test", languages: ["en-GB"], tts: [{ plugin: "first" }], manner: {} };
async function begin(room: SpeakingRoom, idle = 20): Promise<AsyncDisposable> {
  const house = { ...room.house, language: "en", personaOf: () => persona } as unknown as Dialogue;
  if (!room.house.sounds) throw new Error("no sounds");
  return openAhead(house, room.house.sounds, { idle, rest: 0 });
}
/** A voice that notes what it is asked for; a sentence takes it so many ms. */
function noting(ms: number, asked: string[]) {
  return letters(1, {
    async *speak(text, { signal }) {
      for await (const words of text) {
        asked.push(words.trim());
        await new Promise((resolve) => setTimeout(resolve, ms));
        signal.throwIfAborted();
        yield { samples: new Int16Array(640), rate: 16_000, text: words };
      }
    },
  });
}
const skillSays = (room: SpeakingRoom, phrases: string[]): Promise<string> =>
  room.bus.publish(
    "skill/state",
    { skill: "lamp" },
    {
      name: "lamp",
      about: "x",
      instance: "lamp.skill.1",
      intents: {},
      languages: {
        en: { hear: {}, lists: {}, rules: {}, examples: [], phrases },
        de: { hear: {}, lists: {}, rules: {}, examples: [], phrases: ["Gut."] },
      },
      deadline: 1000,
      bootId: room.bus.bootId,
    },
  );
const phase = (room: SpeakingRoom, now: "idle" | "listening"): Promise<string> =>
  room.bus.publish(
    "session/state",
    { site: "den" },
    { phase: now, persona: "test", language: "en", bootId: room.bus.bootId },
  );

describe("while the house is idle", () => {
  it("all that is said word for word in its language is spoken once, and kept", async () => {
    await using room = await openRoom(20, folder);
    const asked: string[] = [];
    await room.offer("first", noting(0, asked));
    await skillSays(room, ["The lamp is broken.", "Well, which one of the two lamps do you mean?"]);
    await using _ahead = await begin(room);
    const wanted = ["The lamp is broken.", "Well,", "which one of the two lamps do you mean?"];
    await expect.poll(() => wanted.every((words) => asked.includes(words)), { timeout: 15_000 }).toBe(true);
    await expect.poll(() => room.house.sounds?.stats.ahead).toBe(asked.length);
    expect(asked).not.toContain("Gut.");
    expect(asked.length).toBeGreaterThan(fixedHousePhrases("en-GB").length);
    expect(new Set(asked).size).toBe(asked.length);
    expect(room.sent()).toBe(0);
  });
});

describe("nothing is spoken ahead", () => {
  it("where no room has a loudspeaker", async () => {
    await using room = await openRoom(20, folder);
    const asked: string[] = [];
    await room.bus.clear("site/state", { site: "hall" });
    await room.offer("first", noting(0, asked));
    await using _ahead = await begin(room);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(asked).toEqual([]);
  });

  it("once a turn begins: what was begun is given up, and made when it is over", async () => {
    await using room = await openRoom(20, folder);
    const asked: string[] = [];
    await room.offer("first", noting(150, asked));
    await using _ahead = await begin(room);
    await expect.poll(() => asked.length, { timeout: 5000 }).toBe(1);
    await phase(room, "listening");
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(asked).toHaveLength(1);
    expect(room.house.sounds?.stats.sounds).toBe(0);
    await phase(room, "idle");
    await expect.poll(() => asked.length, { timeout: 5000 }).toBeGreaterThan(2);
    expect(asked[1]).toBe(asked[0]);
  });
});
