/** What a house costs in which many people talk at once, and one with many satellites in which nobody does. */
import { fork } from "node:child_process";
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import silero from "../../plugins/vad-silero/index.ts";
import { type Clip, defaultManifest, readClips, samplesOfClip } from "../kit/clips.ts";
import { hostFor } from "../kit/host.ts";
import { roomOf } from "./endpoint/room.ts";
import { voiceIn } from "./endpoint/voice.ts";
import { type Costs, costOf, type SpawnedHub, spawnHub } from "./load/hub.ts";
import type { Spoken } from "./load/room.ts";
import type { Order, Told } from "./load/rooms.ts";
import { costBetween, type Idle, idleTable, type Round, summaryOf } from "./load/summary.ts";

export const name = "load";
export const about =
  "Eight people who talk in eight rooms at once, beside one; and what 100 idle satellites cost.";

type Options = { readonly args: string[]; log(text: string): void };
interface Line {
  readonly file: string;
  readonly end: number;
}
interface Rooms extends AsyncDisposable {
  readonly pid: number;
  ask(order: Order): Promise<Exclude<Told, { problem: string }>>;
}

/**
 * `--talkers N` (8), `--idle N` (100), `--repeats N` (5), `--limit N` (10) clips, `--seconds N` (20) of each idle house,
 * `--clips MANIFEST`, `--only talk|idle`, `--quick`: one repeat of a few clips and seconds.
 */
export async function bench({ args, log }: Options): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      clips: { type: "string", default: defaultManifest },
      talkers: { type: "string", default: "8" },
      idle: { type: "string", default: "100" },
      repeats: { type: "string" },
      limit: { type: "string" },
      seconds: { type: "string" },
      only: { type: "string" },
      quick: { type: "boolean", default: false },
    },
  });
  const talkers = Number(values.talkers);
  const repeats = Number(values.repeats ?? (values.quick ? 1 : 5));
  const seconds = Number(values.seconds ?? (values.quick ? 10 : 20));
  const limit = Number(values.limit ?? (values.quick ? 4 : 10));
  const lines = await linesOf(values.clips, limit);
  await using hub = await spawnHub({ plugins: { use: { "virtual-home": { enabled: true } } } });
  await using rooms = openRooms();
  await rooms.ask({ open: { facts: hub.facts, talkers, manifest: values.clips } });
  if (lines[0]) await sayAll(rooms, Array(talkers).fill(lines[0]));
  const loads = [loadavg()[0] ?? 0];
  const talk =
    values.only === "idle" ? {} : { talk: await talkRounds({ hub, rooms, lines, talkers, repeats, log }) };
  loads.push(loadavg()[0] ?? 0);
  const count = Number(values.idle);
  const idle =
    values.only === "talk"
      ? {}
      : { idle: await idleRounds({ hub, rooms, lines, count, repeats, seconds, log }) };
  loads.push(loadavg()[0] ?? 0);
  const warnings = counted((await hub.log()).filter(({ level }) => level >= 40).map(({ msg }) => msg));
  return { talkers, clips: lines.length, repeats, loadAverage: loads, ...talk, ...idle, warnings };
}

/** Commands of people without a wake word, with where they stop; first those that the bundled skills and the virtual home know. */
async function linesOf(manifest: string, limit: number): Promise<Line[]> {
  const clips = readClips(manifest);
  await using vad = await hostFor(silero);
  const lines: Line[] = [];
  const isCommand = ({ kind, transcript, wake_word, speaker }: Clip): boolean =>
    kind === "command" && transcript !== null && wake_word === null && speaker !== "synthetic";
  const isHome = ({ transcript }: Clip): boolean => /time|timer|lamp|light/.test(transcript ?? "");
  const commands = clips.clips.filter(isCommand).sort((a, b) => Number(isHome(b)) - Number(isHome(a)));
  for (const { file, end } of commands.slice(0, limit)) {
    const samples = samplesOfClip(clips, file);
    const last = end ?? (await voiceIn(vad, samples, roomOf(samples, 1000))).at(-1)?.to;
    if (last !== undefined) lines.push({ file, end: last });
  }
  return lines;
}

function openRooms(): Rooms {
  const child = fork(new URL("load/rooms.ts", import.meta.url), {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    pid: child.pid ?? 0,
    ask(order) {
      const { promise, resolve, reject } = Promise.withResolvers<Exclude<Told, { problem: string }>>();
      const dead = (): void => reject(new Error("The satellites' process ended."));
      child.once("exit", dead);
      child.once("message", (told: Told) => {
        child.off("exit", dead);
        if ("problem" in told) reject(new Error(told.problem));
        else resolve(told);
      });
      child.send(order);
      return promise;
    },
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

async function sayAll(rooms: Rooms, say: readonly Line[]): Promise<readonly Spoken[]> {
  const told = await rooms.ask({ say });
  return "spoken" in told ? told.spoken : [];
}

interface Given {
  readonly hub: SpawnedHub;
  readonly rooms: Rooms;
  readonly lines: readonly Line[];
  readonly repeats: number;
  log(text: string): void;
}

/** Each clip is said by one alone, then, with seven others, by eight at once; the rooms go round. */
async function talkRounds({ hub, rooms, lines, talkers, repeats, log }: Given & { talkers: number }) {
  const rounds: Round[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (let index = 0; index < lines.length; index++) {
      const at = (offset: number): Line[] => lines.slice((index + offset) % lines.length).slice(0, 1);
      const together = Array.from({ length: talkers }, (_, room) => at(room)).flat();
      for (const [who, say] of [
        ["one", at(0)],
        ["all", together],
      ] as const) {
        const before = await hub.costs();
        const began = performance.now();
        const spoken = await sayAll(rooms, say);
        const cost = costBetween(before, await hub.costs(), performance.now() - began);
        rounds.push({ who, repeat, spoken, cost });
        log(
          `${repeat + 1}. ${who}: ${spoken.map(({ action, outcome }) => action ?? outcome).join(" ")}; hub ${cost.hub.cpu} %, speech ${cost.speech.cpu} %`,
        );
      }
    }
  }
  return summaryOf(rounds);
}

/** The same house without the others, with so many mute ones, and with so many whose microphones are open. */
async function idleRounds({ hub, rooms, lines, count, repeats, seconds, log }: Given & Counted) {
  const houses: Idle[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const kind of ["none", "mute", "streaming"] as const) {
      const told =
        kind === "none" ? undefined : await rooms.ask({ idle: { count, streaming: kind === "streaming" } });
      await settle(seconds);
      const before = await both(hub, rooms);
      const began = performance.now();
      await settle(seconds);
      const after = await both(hub, rooms);
      const took = performance.now() - began;
      const spoken: Spoken[] = [];
      for (const line of lines.slice(0, 6)) spoken.push(...(await sayAll(rooms, [line])));
      const refused = told && "refused" in told ? told.refused : 0;
      const satellites = Math.round(((after.rooms - before.rooms) / took) * 1000) / 10;
      houses.push({ kind, refused, cost: costBetween(before.hub, after.hub, took), satellites, spoken });
      log(
        JSON.stringify({ ...houses.at(-1), spoken: spoken.map(({ action, outcome }) => action ?? outcome) }),
      );
      await rooms.ask({ leave: true });
    }
  }
  return idleTable(houses, count);
}
interface Counted {
  readonly count: number;
  readonly seconds: number;
}

async function both(hub: SpawnedHub, rooms: Rooms): Promise<{ hub: Costs; rooms: number }> {
  return { hub: await hub.costs(), rooms: (await costOf(rooms.pid)).cpuMs };
}
const settle = (seconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, seconds * 1000));

function counted(texts: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
}
