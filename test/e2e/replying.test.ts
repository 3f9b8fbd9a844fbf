/** An answer by a real voice in a room with a real satellite: it sounds before it is made, and is cut within a frame. */
import { asFault } from "hearsay";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cutFault } from "../../core/dialog/cut.ts";
import { startSatellite } from "../../core/satellite/satellite.ts";
import piper from "../../plugins/tts-piper/index.ts";
import { bodies, openRoom } from "../core/dialog/reply/room.ts";
import { type Hosted, hostFor } from "../kit/host.ts";
import { openHouse } from "./house.ts";

let hosted: Hosted | undefined;
let skip: string | undefined;
beforeAll(async () => {
  hosted = await hostFor(piper).catch((thrown) => {
    const fault = asFault(thrown);
    if (fault.code !== "MODEL_FETCH_FAILED") throw thrown;
    skip = fault.message;
    return undefined;
  });
}, 300_000);
afterAll(() => hosted?.[Symbol.asyncDispose]());

async function open(speed: number) {
  const room = await openRoom(speed);
  const tts = hosted?.provided.tts;
  if (!tts) throw new Error("tts-piper provides no tts.");
  await room.offer("first", tts);
  return room;
}

describe("an answer by a real voice", () => {
  it("sounds before all of it is made", async (context) => {
    if (skip !== undefined) context.skip(skip);
    await using room = await open(10);
    const ends: number[] = [];
    await room.bus.on("job/done", {}, () => void ends.push(room.played.length));
    const reply = room.open();
    const text =
      "Okay, the lights are off, and the door is locked. Tomorrow it will be sunny. Good night, and sleep well.";
    reply.say({ text });
    expect(await reply.finish()).toMatchObject({ cut: "none", heard: text });
    expect(ends.length).toBeGreaterThan(2);
    expect(ends.at(-1)).toBeGreaterThan(0);
    expect(room.played).toHaveLength(room.sent());
  });

  it("plays no frame after it was cut, and knows the words until then", async (context) => {
    if (skip !== undefined) context.skip(skip);
    await using room = await open(1);
    const reply = room.open();
    const text =
      "Tomorrow morning it will be sunny in the whole country, and in the afternoon there will be some rain.";
    reply.say({ text });
    await room.plays(40);
    room.abort(cutFault("bargeIn", "Somebody spoke."));
    const { heard, cut } = await reply.finish();
    const played = room.played.length;
    expect(bodies(room, "reply/finished")[0]?.cut).toBe("bargeIn");
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(room.played.length).toBe(played);
    expect(cut).toBe("bargeIn");
    expect(text.startsWith(heard)).toBe(true);
    expect(heard).toMatch(/^Tomorrow morning/);
    expect(heard).not.toMatch(/afternoon/);
  });
});

it("a house says a second time what it kept of the first", async (context) => {
  if (skip !== undefined) context.skip(skip);
  await using house = await openHouse();
  const { bus } = house.hub;
  await using _hall = await startSatellite({ bus, site: "hall", speaker: { play() {}, flush() {} } });
  const kept = house.next("voice/cache", ({ body }) => body.hits > 0);
  for (let time = 0; time < 3; time++) {
    const over = house.next("turn/finished");
    await bus.ask("utterance/handle", { site: "hall" }, { text: "stop" });
    await over;
  }
  expect((await kept).body).toMatchObject({ damaged: 0, dropped: 0 });
}, 120_000);
