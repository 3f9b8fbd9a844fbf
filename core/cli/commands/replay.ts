/** `hearsay replay`: plays a recording or a scenario against this version, or its sentences against a running hub. */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { asFault, Fault } from "../../contract/index.ts";
import { type Asked, against } from "../../replay/against.ts";
import { type Difference, differences, elsewhere, unmet } from "../../replay/compare.ts";
import { readPhrases } from "../../replay/ground.ts";
import { worldOf } from "../../replay/recorded.ts";
import { readRecording } from "../../replay/recording.ts";
import { runWorlds } from "../../replay/run.ts";
import { readScenario } from "../../replay/script.ts";
import { soundsIn } from "../../replay/sound.ts";
import type { Done } from "../../replay/turns.ts";
import type { Phrases } from "../../replay/wording.ts";
import type { World } from "../../replay/world.ts";
import type { Call, Command } from "../command.ts";
import { openHub } from "../connect.ts";
import { retained } from "../gather.ts";

const help = `Usage: hearsay replay FILE [options]

Plays what hearsay record wrote against this version, and prints where its turns differ: what satellites, people and
models did then is fed to a fresh dialog and fresh skills; recorded sound is not heard again. Two replays of one file print the same. FILE may also be a
scenario. An answer that is another form of the same phrase of a skill is noted, and is no difference.

  --speed virtual|real  as fast as it goes (the default), or as slowly as it was
  --against URL         asks a running hub every turn of the recording instead: mqtt://NAME:PASSWORD@HOST:PORT.
                        It does what it is asked! What was recorded with --audio is fed to its ears, the rest is typed
  --json                everything as JSON
  -h, --help            this text

Exit codes: 0 nothing differs but wording, 1 something differs or the replay failed, 2 wrong use, 130 Ctrl-C.

Example: hearsay replay kitchen.jsonl`;

export const replay: Command = {
  name: "replay",
  about: "Play a recording against this version",
  help,
  options: { speed: { type: "string" }, against: { type: "string" }, json: { type: "boolean" } },
  async run(call) {
    const [file, extra] = call.positionals;
    if (file === undefined || extra !== undefined) throw new Fault("USAGE", "Usage: hearsay replay FILE");
    const { speed = "virtual" } = call.values;
    if (speed !== "virtual" && speed !== "real")
      throw new Fault("USAGE", '--speed wants "virtual" or "real".');
    const read = readAny(await textOf(file), dirname(file));
    if (read.warning !== undefined) call.io.err(`${file}: ${read.warning}`);
    const turns = await turnsOf(read, speed === "virtual", call);
    const elsewhereOnly = typeof call.values.against === "string";
    const phrases = await readPhrases();
    const found = elsewhereOnly ? judgeElsewhere(read.recorded, turns, phrases) : read.judge(turns, phrases);
    const [notes, differing] = [found.filter(isNote), found.filter((one) => !isNote(one))];
    print(call, turns, { notes, differing });
    return differing.length > 0 ? 1 : 0;
  },
};

const isNote = ({ wording }: Difference): boolean => wording === true;

interface Read {
  readonly world: World;
  /** The turns of the recording; a scenario has none. */
  readonly recorded: readonly Asked[];
  /** ms. */
  readonly until: number;
  readonly warning?: string;
  judge(turns: readonly Done[], phrases: Phrases): readonly Difference[];
}

async function turnsOf(
  { world, recorded, until }: Read,
  virtual: boolean,
  call: Call,
): Promise<readonly Done[]> {
  if (typeof call.values.against !== "string") {
    const [played] = await runWorlds({ worlds: [world], virtual }, call.io.signal);
    return (played?.turns ?? []).filter(({ at }) => at <= until);
  }
  const values = { ...call.values, hub: call.values.against };
  await using hub = await openHub({ ...call, values }, { by: "client/replay" });
  const { bus } = hub;
  const taken = new Set<string>();
  for (const { where, body } of await retained(bus, "site/state")) if (body.online) taken.add(where.site);
  return await against({
    bus,
    asked: recorded,
    isTaken: (site) => taken.has(site),
    signal: call.io.signal,
  });
}

const judgeElsewhere = (
  recorded: readonly Asked[],
  turns: readonly Done[],
  phrases: Phrases,
): readonly Difference[] =>
  differences(
    recorded.filter(isAsked).map(({ done }) => done),
    turns,
    elsewhere,
    phrases,
  );

const isAsked = ({ done, sound }: Asked): boolean => done.text !== undefined || sound !== undefined;

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new Fault("RECORDING_INVALID", `${file} cannot be read: ${asFault(cause).message}`, { cause });
  }
}

/** Faults: RECORDING_INVALID. */
function readAny(text: string, folder: string): Read {
  if (/^(\s*#.*\n|\s*\n)*\s*\{\s*"scenario"/.test(text)) {
    const { world, expected } = readScenario(text, (home) =>
      JSON.parse(readFileSync(join(folder, home), "utf8")),
    );
    return { world, recorded: [], until: world.lasts, judge: (turns) => unmet(expected, turns) };
  }
  const recording = readRecording(text);
  const { world, turns, ids, until } = worldOf(recording);
  const { warning } = recording;
  const sounds = soundsIn(recording.lines);
  const recorded = turns.map((done, index): Asked => {
    const sound = sounds.get(ids[index] ?? "");
    return { done, ...(sound ? { sound } : {}) };
  });
  return {
    world,
    recorded,
    until,
    ...(warning === undefined ? {} : { warning }),
    judge: (played, phrases) => differences(turns, played, undefined, phrases),
  };
}

interface Found {
  readonly notes: readonly Difference[];
  readonly differing: readonly Difference[];
}

function print({ values, io }: Call, turns: readonly Done[], { notes, differing }: Found): void {
  if (values.json) {
    io.out(JSON.stringify({ turns, differences: differing, notes }));
    return;
  }
  for (const turn of turns) io.out(line(turn));
  for (const one of notes) io.out(told("in other words", one));
  for (const one of differing) io.out(told("differs", one));
  const count = differing.length === 1 ? "1 difference" : `${differing.length} differences`;
  const words = notes.length === 1 ? "1 answer" : `${notes.length} answers`;
  const noted = notes.length > 0 ? `, ${words} in other words` : "";
  io.out(`${turns.length} turns, ${differing.length === 0 ? "no difference" : count}${noted}`);
}

const told = (what: string, { turn, site, field, wanted, got }: Difference): string =>
  `${what}: ${site}, turn ${turn}, ${field}\n  was: ${said(wanted)}\n  is:  ${said(got)}`;

const said = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));

function line({ site, reason, at, text, intents, said: reply, outcome, code }: Done): string {
  const time = `${(at / 1000).toFixed(2)} s`.padStart(10);
  const did = intents.map(({ skill, intent }) => `${skill}/${intent}`).join(", ");
  const heard = text === undefined ? "" : `  "${text}"`;
  const end = `${outcome ?? "not over"}${code === undefined ? "" : ` (${code})`}`;
  return `${time}  ${site}  ${reason}${heard}${did ? `  -> ${did}` : ""}  ${end}: ${reply}`;
}
