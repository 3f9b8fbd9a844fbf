/** Talking over an answer: how soon it falls silent for a real turn, and how often for something else, beside a fixed overlap. */
import { parseArgs } from "node:util";
import { openGrammar } from "../../core/contract/voice/index.ts";
import { knownIn } from "../../core/dialog/barge/known.ts";
import { createMemory } from "../../core/dialog/route/memory.ts";
import moonshine from "../../plugins/stt-moonshine/index.ts";
import silero from "../../plugins/vad-silero/index.ts";
import { defaultManifest, readClips } from "../kit/clips.ts";
import { hostFor } from "../kit/host.ts";
import { endSpeech } from "../kit/speech.ts";
import { type Ears, type Outcome, ours, peer } from "./bargein/play.ts";
import type { Scene } from "./bargein/room.ts";
import { scenesOf } from "./bargein/scenes.ts";
import { houseOf } from "./hearing/house.ts";

export const name = "bargein";
export const about =
  "Talking over an answer: ms to silence for turns, false cuts for the rest, beside a fixed 500 ms.";

type Options = { readonly args: string[]; log(text: string): void };

/** Devices of the house beside the virtual home's. */
const names = 40;

interface Result {
  readonly scene: Scene;
  readonly ours: Outcome;
  readonly peer: Outcome;
}

/** `--clips MANIFEST`, `--turns N` (commands used), `--decode MS` (what a decode takes; default: what it took here), `--only KIND`. */
export async function bench({ args, log }: Options): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      clips: { type: "string", default: defaultManifest },
      turns: { type: "string", default: "19" },
      decode: { type: "string" },
      only: { type: "string", default: "" },
    },
  });
  const clips = readClips(values.clips);
  await using vad = await hostFor(silero);
  await using stt = await hostFor(moonshine);
  if (!vad.provided.vad || !stt.provided.stt) throw new Error("A plugin provides nothing.");
  const house = await houseOf(names, log);
  const grammar = openGrammar(house.grammar);
  const dialogue = { lexicon: house.lexicon, grammars: { of: () => grammar }, memory: createMemory() };
  stt.provided.stt.learn?.(house.grammar, "en");
  const decodeMs = values.decode === undefined ? undefined : Number(values.decode);
  const ears: Ears = {
    vad: vad.provided.vad,
    stt: stt.provided.stt,
    decodeMs,
    isKnown: knownIn(dialogue as never, { site: "bench", area: "bench", language: "en", skills: {} }),
  };
  const results: Result[] = [];
  try {
    for (const scene of await scenesOf(clips, vad, Number(values.turns))) {
      if (!scene.kind.startsWith(values.only)) continue;
      const one = { scene, peer: await peer(scene, ears), ours: await ours(scene, ears) };
      results.push(one);
      log(lineOf(one));
    }
  } finally {
    await endSpeech();
  }
  return reportOf(results);
}

function lineOf({ scene, ours: mine, peer: other }: Result): string {
  const { duck, hold, cut, why, heard } = mine;
  const times = `duck ${duck ?? "-"} hold ${hold ?? "-"} cut ${cut === undefined ? "-" : Math.round(cut)}`;
  return `${scene.kind}: ${scene.name}: ${times} ${why.join()} ${JSON.stringify(heard)}; peer ${other.cut ?? "-"}`;
}

function reportOf(results: readonly Result[]): object {
  const turns = results.filter(({ scene }) => scene.wants === "cut");
  const others = results.filter(({ scene }) => scene.wants === "keep");
  const falsely = (side: "ours" | "peer"): string =>
    rateOf(
      others.filter((one) => isCut(one[side])),
      others,
    );
  return {
    turns: {
      ours: {
        ...times(
          "silent",
          turns.map((one) => silentAt(one.ours)),
        ),
        missed: missed(turns, "ours"),
      },
      peer: {
        ...times(
          "silent",
          turns.map((one) => silentAt(one.peer)),
        ),
        missed: missed(turns, "peer"),
      },
    },
    falseCuts: { ours: falsely("ours"), peer: falsely("peer") },
    byKind: [...Map.groupBy(results, ({ scene }) => scene.kind)].map(([kind, some]) => rowOf(kind, some)),
  };
}

/** Cut before anybody spoke is no cut of the turn. */
const isCut = ({ cut }: Outcome): boolean => cut !== undefined;
const missed = (some: readonly Result[], side: "ours" | "peer"): number =>
  some.filter((one) => !isCut(one[side])).length;
/** What was held and then cut fell silent when it was held; what went on did not. */
const silentAt = ({ hold, cut, resumed }: Outcome): number | undefined =>
  cut === undefined ? undefined : resumed === 0 ? (hold ?? cut) : cut;
const rateOf = (some: readonly unknown[], all: readonly unknown[]): string =>
  `${some.length} of ${all.length}`;

function rowOf(kind: string, some: readonly Result[]) {
  const mine = some.map((one) => one.ours);
  return {
    kind,
    scenes: some.length,
    ...times(
      "duck",
      mine.map(({ duck }) => duck),
    ),
    ...times("silent", mine.map(silentAt)),
    ...times(
      "cut",
      mine.map(({ cut }) => cut),
    ),
    cuts: mine.filter(isCut).length,
    heldAndResumed: mine.filter(({ resumed }) => resumed > 0).length,
    ...times(
      "peerCut",
      some.map((one) => one.peer.cut),
    ),
    peerCuts: some.filter((one) => isCut(one.peer)).length,
  };
}

function times(what: string, values: readonly (number | undefined)[]): Record<string, number | null> {
  const known = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  const at = (part: number): number | null => {
    const value = known[Math.min(known.length - 1, Math.floor(known.length * part))];
    return value === undefined ? null : Math.round(value);
  };
  return { [`${what}P50`]: at(0.5), [`${what}P95`]: at(0.95) };
}
