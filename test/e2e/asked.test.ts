/**
 * A skill's questions answered by voice, end to end: a hub with its models, a satellite over MQTT, and people who answer
 * without a wake word: in time, at the second time of asking, not at all, or with "never mind".
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectBus } from "../../core/bus/remote.ts";
import type { Bus, Kind, Message, Satellite } from "../../core/contract/index.ts";
import { readRunFile } from "../../core/host/runfile.ts";
import { startSatellite } from "../../core/satellite/satellite.ts";
import { noClips, readClips, samplesOfClip } from "../kit/clips.ts";
import { endSpeech, sayWith } from "../kit/speech.ts";
import { type House, openHouse } from "./house.ts";
import { openRoom, type QuietRoom, slowly } from "./microphone.ts";

const site = "bar";

const bar = `/** Asks back. */
import { defineSkill } from "hearsay";
const about = "Asks back.";
const slots = {};
export default defineSkill({
  name: "bar",
  about,
  intents: {
    open: { about, slots, async run({ askChoice, say }) {
      const kind = await askChoice("which", [
        { id: "kitchen", names: ["kitchen"] }, { id: "living", names: ["living room"] }, { id: "office", names: ["office"] },
      ], {}, { timeout: 12_000 });
      await say("kind", { kind: kind ?? "nothing" });
    } },
    close: { about, slots, async run({ askYesNo, say }) {
      const yes = await askYesNo("sure", {}, { timeout: 4000 });
      await say("closed", { yes: String(yes) });
    } },
    write: { about, slots, async run({ ask, say }) {
      const text = await ask("what", {}, { anything: true, timeout: 12_000 });
      await say("note", { text: text ?? "nothing" });
    } },
  },
});
`;
const words = {
  hear: {
    open: ["what time is it"],
    close: ["set [a] timer for (thirty|30) seconds"],
    write: ["set [a] timer for (ten|10) minutes"],
  },
  say: {
    which: ["Which room?"],
    sure: ["Really?"],
    what: ["What shall I write?"],
    kind: ["Choice: {kind}."],
    closed: ["Answer: {yes}."],
    note: ["Note: {text}."],
  },
};

let data: string;
let house: House;
let bus: Bus & AsyncDisposable;
let room: QuietRoom;
let satellite: Satellite;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "hearsay-asked-"));
  await mkdir(join(data, "skills/bar"), { recursive: true });
  await writeFile(join(data, "skills/bar/index.ts"), bar);
  await writeFile(join(data, "skills/bar/en.json"), JSON.stringify(words));
  // People say these three to a clock and a timer.
  const off = { enabled: false };
  house = await openHouse({
    data,
    overrides: { "plugins.use": { "satellite-local": off, clock: off, timer: off } },
  });
  const facts = await readRunFile(house.data);
  if (!facts) throw new Error("The hub left no word of where it runs.");
  const link = { url: `mqtt://127.0.0.1:${facts.mqtt}`, username: "local", password: facts.token };
  bus = await connectBus({ ...link, by: `satellite/${site}`, client: `satellite-${site}` });
  room = openRoom();
  satellite = await startSatellite({
    bus,
    site,
    microphone: room.microphone,
    speaker: slowly,
    headphones: true,
  });
}, 300_000);
afterAll(async () => {
  await satellite?.[Symbol.asyncDispose]();
  await room?.[Symbol.asyncDispose]();
  await bus?.[Symbol.asyncDispose]();
  await endSpeech();
  await house?.[Symbol.asyncDispose]();
  if (data) await rm(data, { recursive: true, force: true });
});

const spoken = async (text: string): Promise<Int16Array> => (await sayWith("piper", text)).samples;
/** What a person said, who is not in this house; a made-up speaker says it where the clips are absent. */
const person = async (clip: string, text: string): Promise<Int16Array> =>
  noClips ? await spoken(text) : samplesOfClip(readClips(), clip);

const commands = {
  open: ["command/home-06-what-time-is-it.wav", "What time is it?"],
  close: ["command/home-08-set-a-timer-for-thirty-seconds.wav", "Set a timer for thirty seconds."],
  write: ["command/home-13-set-a-timer-for-ten-minutes.wav", "Set a timer for ten minutes."],
} as const;

/** Says a command, and at each question the next answer; null: nothing. Resolves with all that the house said in the turn. */
async function talk([clip, text]: readonly [string, string], answers: readonly (Int16Array | null)[]) {
  const said: string[] = [];
  const asked: string[] = [];
  const started: string[] = [];
  let next = 0;
  await using ears = new AsyncDisposableStack();
  const here = <K extends Kind>(kind: K, take: (message: Message<K>) => void) =>
    house.hub.bus.on(kind, {}, (message) => {
      if ((message.where as { site?: string }).site === site) return take(message);
    });
  ears.use(await here("reply/finished", ({ body }) => void (body.text && said.push(body.text))));
  ears.use(await here("turn/started", ({ body }) => void started.push(body.reason)));
  ears.use(
    await here("turn/asked", async ({ body }) => {
      asked.push(body.text);
      const answer = answers[next++];
      // Nobody answers before the question is over.
      await sleep(400);
      if (answer) void room.say(answer);
    }),
  );
  const { stream = 0 } = satellite.state;
  const words = await person(clip, text);
  const begun = house.next(
    "turn/started",
    ({ where, body }) => where.site === site && body.reason === "button",
  );
  await house.hub.bus.publish("listen/start", { site }, { reason: "button", stream });
  const { turn } = await begun;
  const finished = house.next("turn/finished", (message) => message.turn === turn);
  await sleep(300);
  await room.say(words);
  const { body } = await finished;
  return { said: said.join(" "), asked, started, outcome: body.outcome };
}

describe("a question that is answered by voice", () => {
  it("takes one of its choices from a whole sentence of a person", async () => {
    const answer = await person(
      "command/home-18-turn-on-the-living-room-lamp.wav",
      "Turn on the living room lamp.",
    );
    const { said, started, outcome } = await talk(commands.open, [answer]);
    expect(said).toMatch(/Which room\? .*Choice: living\.$/);
    expect({ started, outcome }).toEqual({ started: ["button"], outcome: "done" });
  }, 120_000);

  it("takes a choice by its place", async () => {
    const { said } = await talk(commands.open, [await spoken("The last one, please.")]);
    expect(said).toMatch(/Choice: office\.$/);
  }, 120_000);

  it.each([
    ["Yes, please.", "true"],
    ["No, thank you.", "false"],
  ])(
    "takes %s",
    async (answer, yes) => {
      const { said, asked } = await talk(commands.close, [await spoken(answer)]);
      expect(said).toBe(`Really? Answer: ${yes}.`);
      expect(asked).toHaveLength(1);
    },
    120_000,
  );

  it("takes the words of a person, also those of a command where anything may be said", async () => {
    const answer = await person(
      "command/home-18-turn-on-the-living-room-lamp.wav",
      "Turn on the living room lamp.",
    );
    const { said } = await talk(commands.write, [answer]);
    expect(said).toMatch(/Note: turn on the living room lamp/i);
  }, 120_000);
});

describe("a question that is not answered at once", () => {
  it("is asked again after what is no answer, and answered then", async () => {
    const answers = [await spoken("Bananas."), await spoken("Yes.")];
    const { said, asked } = await talk(commands.close, answers);
    expect(said).toMatch(/^Really\? .*yes or no.*Answer: true\.$/i);
    expect(asked).toHaveLength(2);
  }, 120_000);

  it("is asked again after silence, and given up", async () => {
    const { said, asked, outcome } = await talk(commands.close, []);
    expect(said).toMatch(/^Really\? .*yes or no.*Answer: undefined\.$/i);
    expect(asked).toHaveLength(2);
    expect(outcome).toBe("done");
  }, 120_000);

  it("ends with never mind", async () => {
    const { said, asked } = await talk(commands.open, [await spoken("Never mind.")]);
    expect(said).toMatch(/^Which room\? (Okay|All right)\. Choice: nothing\.$/);
    expect(asked).toHaveLength(1);
  }, 120_000);

  it("gives way to another command, which is done in a turn of its own", async () => {
    const answer = await person(
      "command/home-18-turn-on-the-living-room-lamp.wav",
      "Turn on the living room lamp.",
    );
    const next = house.next("intent/matched", ({ body }) => body.skill === "devices");
    const { said } = await talk(commands.close, [answer]);
    expect(said).toMatch(/^Really\? Answer: undefined\.$/);
    expect((await next).body.by).toBe("sentences");
    await house.next("turn/finished", ({ where }) => where.site === site);
  }, 120_000);
});
