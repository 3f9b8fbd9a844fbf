/** Plays an announcement in one room, within a turn of that room, and asks there whether it was heard. */
import type { Messages } from "../../contract/index.ts";
import { cutOf } from "../cut.ts";
import type { Dialogue } from "../house.ts";
import { gainIn } from "../quiet/quiet.ts";
import { openLine } from "../reply/line.ts";
import type { Stage, TurnRequest } from "../request.ts";
import { housePhrase } from "../words/index.ts";
import { chime } from "./chime.ts";
import type { Words } from "./sound.ts";

export interface Announcement {
  readonly body: Messages["announce/start"];
  /** The same for every room. */
  readonly sound: Promise<Words>;
  /** When a room that is ready now begins, ms since 1970. */
  instant(): number;
}

export interface Delivered {
  /** The loudspeaker played all of it. */
  heard: boolean;
  acknowledged: boolean;
}

/** Nearly all of it: what a satellite's clock and its last frame may differ. */
const nearlyMs = 120;
const askWithin = 5000;

/** Rejects with the reason of an abort, or what the voice failed with; `delivered` holds what had come until then. */
export async function deliver(
  house: Dialogue,
  { body, sound, instant }: Announcement,
  { request, ask, phase, says }: Stage,
  delivered: Delivered,
): Promise<void> {
  const { signal, language } = request;
  const words = await sound;
  signal.throwIfAborted();
  await phase("speaking");
  says(body.text);
  delivered.heard = await play(house, request, { body, words, at: instant() });
  signal.throwIfAborted();
  if (!delivered.heard || !body.acknowledge || !request.canHear()) return;
  const { text } = housePhrase("did-you-hear", language);
  const question = {
    skill: "announce",
    kind: "yesNo",
    text,
    language,
    timeout: askWithin,
    reprompts: 0,
  } as const;
  delivered.acknowledged = (await ask(question)).yes === true;
}

interface Playing {
  readonly body: Messages["announce/start"];
  readonly words: Words;
  /** When all rooms that chime begin. */
  readonly at: number;
}

async function play(house: Dialogue, request: TurnRequest, { body, words, at }: Playing): Promise<boolean> {
  const { bus } = house;
  const { site, turn, signal } = request;
  const stream = Math.floor(Math.random() * 0xffff_ffff);
  const gain = gainIn(house, site, Date.now());
  const bell = body.chime === false ? new Int16Array(0) : chime();
  // A quiet room has no chime; its words come when those of the others do.
  const isSilent = gain !== undefined;
  const playAt = at + (isSilent ? bell.length / 16 : 0);
  let told = { position: 0, ended: false };
  await using _ear = await bus.on("audio/played", { site }, ({ body: { stream: of, position, ended } }) => {
    if (of === stream) told = { position, ended };
  });
  const quiet = gain === undefined ? {} : { gain };
  await using line = openLine({ bus, site, turn, stream, aloud: true, signal, playAt, ...quiet });
  try {
    // From now on the room can be talked over, as with any answer.
    await bus.publish("reply/started", { site }, { stream, ...words.by, text: body.text }, { turn });
    await line.open();
    if (!isSilent) await line.send(bell);
    await line.send(words.samples);
    await line.end();
    await line.played();
  } finally {
    const heard = told.ended && told.position >= line.sent() - nearlyMs;
    const cut = signal.aborted ? cutOf(signal) : "none";
    const seconds = line.sent() / 1000;
    const said = { text: body.text, heard: heard ? body.text : "", seconds, cut, stream } as const;
    await bus.publish("reply/finished", { site }, said, { turn });
  }
  return told.ended && told.position >= line.sent() - nearlyMs && !signal.aborted;
}
