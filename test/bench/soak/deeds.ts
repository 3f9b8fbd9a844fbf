/** What people do in the rooms of the soak, each in its own way, and how each is known to have ended. */
import { setTimeout as sleep } from "node:timers/promises";
import { asFault } from "../../../core/contract/index.ts";
import { noClips, readClips, samplesOfClip } from "../../kit/clips.ts";
import type { Accountant } from "./accountant.ts";
import type { SoakRoom } from "./rooms.ts";

export interface Scene {
  readonly room: SoakRoom;
  readonly accountant: Accountant;
  chance(): number;
}
/** How it ended, in a word; "lost" where nobody knows. */
export type Ending = "answered" | `refused: ${string}` | `lost: ${string}`;

const patience = 60_000;
const typed = [
  "what time is it",
  "what day is it today",
  "turn on the kitchen light",
  "turn off the kitchen light and turn on the hall light",
  "what is seven times eight",
  "add milk to the shopping list",
  "what is on my shopping list",
  "clear the shopping list",
  "how many feet are in a mile",
  "please sing me a song about the moon and the sea",
  "say that again",
  "undo that",
  "no, I said fifteen",
  "stop",
] as const;
const clips = [
  "command/home-06-what-time-is-it.wav",
  "command/home-08-set-a-timer-for-thirty-seconds.wav",
  "command/home-11-timer-status.wav",
  "command/home-18-turn-on-the-living-room-lamp.wav",
  "negative/snowboy-09.wav",
] as const;

const pick = <T>(chance: () => number, list: readonly T[]): T =>
  list[Math.floor(chance() * list.length)] as T;

async function write(scene: Scene, text: string, speak: boolean): Promise<Ending> {
  const { room, accountant } = scene;
  try {
    const { turn } = await room.bus.ask("utterance/handle", { site: room.site }, { text, speak });
    return (await accountant.over(turn, patience)) ? "answered" : `lost: ${text}, ${turn}`;
  } catch (thrown) {
    return `refused: ${asFault(thrown).code}`;
  }
}

/** Opens the ear and speaks; the turn may be another's when the link was cut just then. */
async function say(scene: Scene): Promise<Ending> {
  const { room, accountant, chance } = scene;
  const { site, bus } = room;
  const stream = room.stream();
  const begun = accountant.next(site, "remote", patience);
  try {
    await bus.publish("listen/start", { site }, { reason: "remote", ...(stream ? { stream } : {}) });
  } catch (thrown) {
    return `refused: ${asFault(thrown).code}`;
  }
  const account = await begun;
  if (!account) return "lost: no ear was opened";
  await room.speak(samplesOfClip(readClips(), pick(chance, clips)));
  return (await accountant.over(account.turn, patience)) ? "answered" : `lost: spoken, ${account.turn}`;
}

async function timer(scene: Scene): Promise<Ending> {
  const { room, accountant } = scene;
  const rings = accountant.next(room.site, "alarm", patience);
  const set = await write(scene, "set a timer for two seconds", false);
  if (set !== "answered") return set;
  const ring = await rings;
  if (!ring) return "lost: no timer rang";
  await sleep(500);
  const stopped = await write(scene, "stop", false);
  return (await accountant.over(ring.turn, patience)) ? stopped : `lost: ringing, ${ring.turn}`;
}

async function announce({ room, chance }: Scene): Promise<Ending> {
  try {
    const body = { text: "Dinner is ready.", chime: chance() < 0.5 };
    await room.bus.ask("announce/start", {}, body);
    return "answered";
  } catch (thrown) {
    return `refused: ${asFault(thrown).code}`;
  }
}

/** A long answer, and somebody who talks over it by a button. */
async function interrupt(scene: Scene): Promise<Ending> {
  const answer = write(scene, "what can you do", true);
  await sleep(700 + scene.chance() * 1500);
  const over = noClips ? await write(scene, "what time is it", true) : await say(scene);
  const first = await answer;
  return first === "answered" ? over : first;
}

/** Two timers and "cancel the timer": the house asks which. */
async function question(scene: Scene): Promise<Ending> {
  await write(scene, "set a tea timer for ten minutes", false);
  await write(scene, "set a pizza timer for twenty minutes", false);
  const asked = write(scene, "cancel the timer", true);
  await sleep(1500);
  await write(scene, "tea", false);
  const ending = await asked;
  await write(scene, "cancel all timers", false);
  return ending;
}

/** One thing that somebody does, chosen by chance. */
export async function doSomething(scene: Scene): Promise<Ending> {
  const die = scene.chance();
  if (die < 0.08 && !noClips) return await say(scene);
  if (die < 0.1) return await interrupt(scene);
  if (die < 0.12) return await announce(scene);
  if (die < 0.15) return await timer(scene);
  if (die < 0.17) return await question(scene);
  return await write(scene, pick(scene.chance, typed), die < 0.27);
}
