/** Somebody talks over a real answer: a whole hub, a satellite with a loudspeaker that takes its time, real ears and a real voice. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Message } from "../../core/contract/index.ts";
import { startSatellite } from "../../core/satellite/satellite.ts";
import { noClips, readClips, samplesOfClip } from "../kit/clips.ts";
import { type House, openHouse } from "./house.ts";
import { openRoom, slowly } from "./microphone.ts";

const site = "lounge";
const story =
  "Once upon a time there was a small house at the end of a long road. In it lived an old man with his cat. Every morning they went to the river, and every evening they came back again with one fish for each of them.";

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 300_000);
afterAll(() => house?.[Symbol.asyncDispose]());

if (noClips) console.warn(`Skipped: talking over an answer: ${noClips}.`);

it.skipIf(noClips)(
  "a command over an answer cuts it, and is heard from its first word",
  async () => {
    const { bus } = house.hub;
    await using room = openRoom();
    const { microphone } = room;
    await using _satellite = await startSatellite({
      bus,
      site,
      microphone,
      speaker: slowly,
      headphones: true,
    });
    const seen: Message[] = [];
    for (const kind of [
      "reply/duck",
      "reply/hold",
      "barge/judged",
      "reply/finished",
      "intent/matched",
    ] as const) {
      await bus.on(kind, { site }, (message) => void seen.push(message as Message));
    }
    const speaking = house.next(
      "session/state",
      ({ where, body }) => where.site === site && body.phase === "speaking",
    );
    const finished = house.next("reply/finished", ({ where }) => where.site === site);
    const next = house.next("turn/started", ({ body }) => body.reason === "bargeIn");
    const heardWords = house.next("transcript/final", ({ where }) => where.site === site);
    await bus.publish("reply/say", { site }, { text: story });
    await speaking;
    void room.say(samplesOfClip(readClips(), "command/home-18-turn-on-the-living-room-lamp.wav"));
    const cut = await finished;
    const verdicts = seen.filter(({ kind }) => kind === "barge/judged").map(({ body }) => body);
    expect(cut.body.cut, JSON.stringify(verdicts)).toBe("bargeIn");
    expect(story.startsWith(cut.body.heard)).toBe(true);
    expect(cut.body.heard.length).toBeLessThan(story.length);
    const { turn } = await next;
    expect(await heardWords).toMatchObject({
      turn,
      body: { text: expect.stringMatching(/^turn on the living/i) },
    });
    const kinds = seen.map(({ kind }) => kind);
    expect(kinds.indexOf("reply/duck")).toBeLessThan(kinds.indexOf("reply/hold"));
    expect(kinds.indexOf("reply/hold")).toBeLessThan(kinds.indexOf("reply/finished"));
    expect(seen.filter(({ kind }) => kind === "barge/judged").at(-1)?.body).toMatchObject({ verdict: "cut" });
  },
  180_000,
);
