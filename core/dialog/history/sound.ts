/** Keeps what the microphone heard of each turn as a WAV file, where the settings say so, and only while the turn is kept. */
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeWav } from "../../audio/wav.ts";
import type { AudioFrame, Bus, Log } from "../../contract/index.ts";
import { asFault, joined, samplesOf } from "../../contract/index.ts";
import type { Ears } from "../ears.ts";

export interface SoundFacts {
  readonly bus: Bus;
  readonly log: Log;
  readonly ears: Ears;
  readonly folder: string;
  readonly wanted: () => boolean;
  /** Whether a turn that is over is kept. */
  readonly isKept: (turn: string) => Promise<boolean>;
}

export interface Sounds extends AsyncDisposable {
  /** The file of a turn, where there is one. */
  of(turn: string): Promise<string | undefined>;
  drop(turns: readonly string[]): Promise<void>;
}

/** Audio from before a turn was opened, ms: its wake word, or the first sound after a button. */
const preRollMs = 1500;
/** Longer utterances are cut off in the file, bytes: two minutes of 16 kHz. */
const mostBytes = 3_840_000;
const listening: ReadonlySet<string> = new Set(["wake", "button", "followUp", "remote", "bargeIn"]);
const ending = ".wav";

interface Tape {
  readonly frames: AudioFrame[];
  bytes: number;
  stop(): void;
}

export async function openSounds(facts: SoundFacts): Promise<Sounds> {
  const { bus, log, ears, folder, wanted, isKept } = facts;
  const tapes = new Map<string, Tape>();
  const under = new Set<Promise<void>>();
  const fileOf = (turn: string): string => join(folder, `${turn}${ending}`);

  function begin(turn: string, site: string): void {
    const frames: AudioFrame[] = [];
    const tape: Tape = { frames, bytes: 0, stop: () => ear[Symbol.dispose]() };
    // By the room's own clock, which need not be the hub's.
    const from = (ears.latest(site)?.at ?? 0) - preRollMs;
    const ear = ears.follow(site, undefined, from, ({ frame }) => {
      if (frame.format.codec !== "pcm" || tape.bytes > mostBytes) return;
      // A satellite that began anew in the middle sends another stream: one file has one.
      if (frames[0] && frames[0].stream !== frame.stream) return;
      frames.push(frame);
      tape.bytes += frame.data.length;
    });
    tapes.set(turn, tape);
  }
  async function end(turn: string): Promise<void> {
    const tape = tapes.get(turn);
    tapes.delete(turn);
    tape?.stop();
    if (!tape || !(await isKept(turn))) return;
    const bytes = wavOf(tape.frames);
    if (!bytes) return;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(`${fileOf(turn)}.part`, bytes, { mode: 0o600 });
    await rename(`${fileOf(turn)}.part`, fileOf(turn));
    // It may have been forgotten meanwhile.
    if (!(await isKept(turn))) await rm(fileOf(turn), { force: true });
  }
  const quietly = (doing: string, work: Promise<void>): void => {
    const done = work
      .catch((error) => log.warn(`Could not ${doing}.`, { code: asFault(error, "STORE_FAILED").code }))
      .finally(() => under.delete(done));
    under.add(done);
  };

  await using stack = new AsyncDisposableStack();
  stack.use(
    await bus.on("turn/started", {}, ({ where, turn, body }) => {
      if (turn !== undefined && wanted() && listening.has(body.reason)) begin(turn, where.site);
    }),
  );
  stack.use(await bus.on("speech/ended", {}, ({ turn = "" }) => tapes.get(turn)?.stop()));
  stack.use(await bus.on("turn/finished", {}, ({ turn = "" }) => quietly("keep a turn's audio", end(turn))));
  quietly("look through the kept audio", tidy(folder, isKept));
  stack.defer(async () => {
    for (const { stop } of tapes.values()) stop();
    await Promise.all(under);
  });
  const open = stack.move();

  return {
    async of(turn) {
      const names = await namesIn(folder);
      return names.includes(`${turn}${ending}`) ? fileOf(turn) : undefined;
    },
    async drop(turns) {
      for (const turn of turns) await rm(fileOf(turn), { force: true });
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

/** A folder that is not there holds nothing. */
const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch((): string[] => []);

/** What a crash left behind, and audio of turns that are not kept any more. */
async function tidy(folder: string, isKept: SoundFacts["isKept"]): Promise<void> {
  for (const name of await namesIn(folder)) {
    const isWhole = name.endsWith(ending);
    const isOurs = isWhole || name.endsWith(`${ending}.part`);
    if (isOurs && !(isWhole && (await isKept(name.slice(0, -ending.length))))) await rm(join(folder, name));
  }
}

function wavOf(frames: readonly AudioFrame[]): Buffer | undefined {
  const [first] = frames;
  if (!first) return undefined;
  return writeWav(joined(frames.map(samplesOf)), first.format.rate, first.format.channels);
}
