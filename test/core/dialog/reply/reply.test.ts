/** An answer in a room with a real satellite: in order, paced, cut within a frame, kept, and told of truly. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Fault } from "../../../../core/contract/index.ts";
import { cutFault } from "../../../../core/dialog/cut.ts";
import { failing } from "../stage.ts";
import { bodies, letters, openRoom } from "./room.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "reply-"));
});
afterAll(() => rm(folder, { recursive: true }));

const clauses = "Okay, the lights in the hall are off. The door is locked. Good night.";
const changes = (values: readonly number[]): number[] =>
  values.filter((value, i) => value !== 0 && value !== values[i - 1]);

describe("an answer", () => {
  it("is said clause by clause, with pauses between them, and heard as a whole", async () => {
    await using room = await openRoom(20);
    await room.offer("first", letters(1000));
    const reply = room.open();
    reply.say({ text: clauses });
    expect(await reply.finish()).toMatchObject({ text: clauses, heard: clauses, cut: "none" });
    expect(bodies(room, "reply/clause").map(({ text }) => text.trim())).toEqual([
      "Okay,",
      "the lights in the hall are off.",
      "The door is locked.",
      "Good night.",
    ]);
    expect(room.played.filter((value) => value !== 0)).toHaveLength(5 + 31 + 19 + 11);
    expect(room.played.filter((value) => value === 0)).toHaveLength(3 + 7 + 7);
    expect(bodies(room, "audio/stopped")[0]?.frames).toBe(room.sent());
  });

  it("has its next clause made while one sounds", async () => {
    await using room = await openRoom(1);
    const begun: number[] = [];
    const made = letters(1000);
    await room.offer("first", {
      ...made,
      async *speak(text, asked) {
        begun.push(room.played.length);
        yield* made.speak(text, asked);
      },
    });
    const reply = room.open();
    reply.say({ text: "This one is rather long. So is this one here." });
    await expect.poll(() => begun.length).toBe(2);
    expect(begun[1]).toBeLessThan(24);
    room.abort(new Fault("CANCELLED", "enough"));
    await reply.finish();
  });

  it("keeps its order when a voice fails at a clause: the next one says that whole", async () => {
    await using room = await openRoom(20);
    let asked = 0;
    const made = letters(1000);
    await room.offer("first", {
      ...made,
      speak: (text, how) => (++asked === 2 ? failing() : made.speak(text, how)),
    });
    await room.offer("second", letters(2000));
    const reply = room.open();
    reply.say({ text: "First one. Second one. Third one." });
    expect(await reply.finish()).toMatchObject({ cut: "none", heard: "First one. Second one. Third one." });
    expect(changes(room.played)).toEqual([1000, 2000, 1000]);
    expect(room.played.filter((value) => value === 2000)).toHaveLength("Second one.".length);
  });

  it("that nobody can end is heard up to there", async () => {
    await using room = await openRoom(20);
    let asked = 0;
    const made = letters(1000);
    await room.offer("first", {
      ...made,
      speak: (text, how) => (++asked === 2 ? failing() : made.speak(text, how)),
    });
    const reply = room.open();
    reply.say({ text: "First one. Second one." });
    expect(await reply.finish()).toMatchObject({ cut: "fault", heard: "First one." });
    expect(room.played).toHaveLength("First one.".length);
  });
});

describe("pacing", () => {
  it("keeps little waiting at a satellite, however much there is to say", async () => {
    await using room = await openRoom(1);
    await room.offer("first", letters(1000));
    const reply = room.open();
    reply.say({ text: `${"word ".repeat(200)}.` });
    const ahead: number[] = [];
    for (let i = 0; i < 60; i++) {
      ahead.push((room.sent() - room.played.length) * 40);
      await sleep(25);
    }
    // The lead and the slack are 1.2 s; a loudspeaker that stumbles on a busy machine may have more. There are 40 s of it.
    expect(Math.max(...ahead)).toBeLessThanOrEqual(3000);
    expect(Math.max(...ahead)).toBeGreaterThan(400);
    room.abort(new Fault("CANCELLED", "enough"));
    await reply.finish();
  });

  it("waits while the answer is held, and goes on without losing any of it", async () => {
    await using room = await openRoom(1);
    await room.offer("first", letters(1000));
    const reply = room.open();
    reply.say({ text: "It is forty letters, or frames, long now" });
    await expect.poll(() => room.played.length).toBeGreaterThan(3);
    const { stream } = bodies(room, "reply/started")[0] ?? { stream: 0 };
    await room.bus.publish("reply/hold", { site: "hall" }, { stream, hold: true });
    const held = room.sent();
    await sleep(400);
    // One frame may be on its way when the hold comes.
    expect(room.sent()).toBeLessThanOrEqual(held + 1);
    await room.bus.publish("reply/hold", { site: "hall" }, { stream, hold: false });
    expect(await reply.finish()).toMatchObject({ cut: "none" });
    // What was in the device when it was held may be played once more.
    expect(room.played.length).toBeGreaterThanOrEqual(room.sent());
  });
});

describe("a cut", () => {
  it.each([
    ["bargeIn", cutFault("bargeIn", "Somebody spoke.")],
    ["stop", new Fault("CANCELLED", "Stopped.")],
  ] as const)("for %s lets no further frame be played, and tells what was heard", async (cut, reason) => {
    await using room = await openRoom(1);
    await room.offer("first", letters(1000));
    const reply = room.open();
    reply.say({ text: "One two three four five six seven eight nine ten" });
    await expect.poll(() => room.played.length).toBeGreaterThan(10);
    room.abort(reason);
    await expect.poll(() => bodies(room, "reply/finished").length).toBe(1);
    const [played, sent] = [room.played.length, room.sent()];
    await sleep(300);
    expect([room.played.length, room.sent()]).toEqual([played, sent]);
    const said = await reply.finish();
    expect(bodies(room, "reply/finished")).toHaveLength(1);
    expect(said).toMatchObject({ cut });
    expect(said.heard).toMatch(/^One\b/);
    expect(said.heard.length).toBeLessThanOrEqual(played + 13);
    expect(said.text.startsWith(said.heard)).toBe(true);
    expect(said.heard).not.toMatch(/ten$/);
  });

  it.each(["while it sounds", "while it is held"])(
    "is what happens when the satellite goes %s: what was heard until then is known",
    async (when) => {
      await using room = await openRoom(1);
      await room.offer("first", letters(1000));
      const reply = room.open();
      reply.say({ text: "This is a story that is so long that nobody hears all of it in one go." });
      await room.plays(20);
      if (when === "while it is held") {
        const [started] = bodies(room, "reply/started");
        await room.bus.publish("reply/hold", { site: "hall" }, { stream: started?.stream ?? 0, hold: true });
      }
      await room.leave();
      const said = await reply.finish();
      expect(said.cut).toBe("fault");
      expect(said.heard).toMatch(/^This is/);
      expect(said.text.startsWith(said.heard)).toBe(true);
      expect(said.heard.length).toBeLessThan(said.text.length);
    },
  );

  it("before anything sounds is an answer of which nothing was heard", async () => {
    await using room = await openRoom(1);
    const reply = room.open();
    reply.say({ text: "Okay." });
    room.abort(new Fault("CANCELLED", "Stopped."));
    expect(await reply.finish()).toMatchObject({ cut: "stop", heard: "", seconds: 0 });
    reply.say({ text: "More." });
    expect((await reply.finish()).text).toBe("Okay.");
  });
});

describe("what was spoken once", () => {
  it("is said again by no voice, as the same sound, in another house too", async () => {
    let asked = 0;
    const counted = letters(1000, {
      speak: (text, how) => {
        asked++;
        return letters(1000).speak(text, how);
      },
    });
    const rounds: number[][] = [];
    for (let round = 0; round < 2; round++) {
      await using room = await openRoom(20, folder);
      await room.offer("first", counted);
      const reply = room.open();
      reply.say({ text: "Okay, it is done for you now." });
      await reply.finish();
      await room.house.sounds?.settled();
      rounds.push([...room.played]);
      expect(bodies(room, "reply/started")[0]).toMatchObject({ provider: "first", voice: "plain" });
    }
    expect(asked).toBe(1);
    expect(rounds[1]).toEqual(rounds[0]);
  });

  it("is not kept where it was cut in the middle", async () => {
    await using room = await openRoom(20, folder);
    await room.offer(
      "first",
      letters(1000, {
        async *speak(_, { signal }) {
          yield { samples: new Int16Array(640).fill(1), rate: 16_000, text: "Half" };
          await new Promise((resolve) => signal.addEventListener("abort", resolve));
        },
      }),
    );
    const reply = room.open();
    reply.say({ text: "Half of it." });
    await expect.poll(() => room.played.length).toBe(1);
    room.abort(new Fault("CANCELLED", "Stopped."));
    await reply.finish();
    await room.house.sounds?.settled();
    expect(room.house.sounds?.stats).toMatchObject({ dropped: 0, sounds: 1 });
  });
});

describe("a persona that answers with tones", () => {
  it("says what only confirms with one, and all else in words", async () => {
    await using room = await openRoom(20);
    await room.offer("first", letters(30_000));
    const reply = room.open({ tones: true });
    reply.say({ text: "The lamp is on.", confirms: true });
    reply.say({ text: "The fan is on.", confirms: true });
    reply.say({ text: "No door." });
    expect(await reply.finish()).toMatchObject({ cut: "none", text: "The lamp is on. No door." });
    expect(bodies(room, "reply/started")[0]).toMatchObject({ provider: "house", voice: "tone" });
    expect(room.played.filter((value) => value === 30_000)).toHaveLength("No door.".length);
    expect(room.played.length).toBeGreaterThan("No door.".length + 8);
  });
});
