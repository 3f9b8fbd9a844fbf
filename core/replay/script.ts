/** Reads a scenario: JSON lines that tell who says what where and when, and what is expected to come of it. */
import type { Kind, Messages } from "../contract/index.ts";
import { Fault } from "../contract/index.ts";
import type { Event, Room, Spoken, Voiced, World } from "./world.ts";

/** What must hold of one turn, in the order in which turns began; what is not named may be anything. */
export type Expected = Readonly<Record<string, unknown>>;

export interface Scenario {
  readonly name: string;
  readonly world: World;
  readonly expected: readonly Expected[];
}

interface Head {
  readonly scenario: string;
  /** A file with the devices of the house. */
  readonly home?: string;
  readonly language?: string;
  readonly start?: string;
  readonly rooms?: Readonly<Record<string, Partial<Room>>>;
  readonly lasts?: number;
  readonly delays?: Partial<World["delays"]>;
  readonly skills?: readonly string[];
  readonly settings?: object;
  readonly guesses?: World["guesses"];
}

interface Step {
  readonly at?: number;
  readonly room?: string;
  /** What a person says: words, and pauses in ms between them. */
  readonly says?: string | readonly (string | number)[];
  /** What opens the ear for it; default: nothing. */
  readonly after?: "wake" | "button";
  /** dBFS of the wake word, and of the room. */
  readonly level?: number;
  readonly noise?: number;
  /** Other rooms that hear the wake word too, with their level. */
  readonly alsoIn?: Readonly<Record<string, number>>;
  readonly types?: string;
  readonly coughs?: number;
  readonly gone?: string;
  readonly back?: string;
  readonly crash?: string;
  readonly publish?: Kind;
  readonly where?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly expect?: Expected;
}

/** As slowly as people speak, ms a letter; a word takes at least so long. */
const msPerLetter = 55;
const shortest = 240;
/** What comes after the last step, ms. */
const afterwards = 12_000;
const wakeWord = "hey jarvis";
/** How long after its end a wake word is reported, ms; the command begins then. */
const wakeLate = 60;
const defaultStart = "2026-11-20T12:00:00Z";

/** `open`: reads the file that a scenario names as its home. Faults: RECORDING_INVALID, naming the line, and those of `open`. */
export function readScenario(text: string, open: (home: string) => Messages["devices/listed"]): Scenario {
  const lines = text
    .split("\n")
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== "" && !line.startsWith("#"));
  const [first, ...rest] = lines.map(({ line, number }) => ({ value: parsed(line, number), number }));
  const head = first?.value as Head | undefined;
  if (typeof head?.scenario !== "string")
    throw wrong(first?.number ?? 1, 'it must begin with {"scenario": NAME}');
  const spoken: Spoken[] = [];
  const events: Event[] = [];
  const expected: Expected[] = [];
  const start = Date.parse(head.start ?? defaultStart);
  for (const { value, number } of rest) {
    const step = value as Step;
    if (step.expect) expected.push(step.expect);
    else take(step, number, { spoken, events, start });
  }
  const last = Math.max(
    0,
    ...events.map(({ at }) => at),
    ...spoken.flatMap(({ parts }) => parts.map(({ to }) => to)),
  );
  const world: World = {
    start,
    lasts: head.lasts ?? last + afterwards,
    language: head.language ?? "en",
    timeZone: "UTC",
    rooms: Object.fromEntries(
      Object.entries(head.rooms ?? { kitchen: {} }).map(([site, room]) => [
        site,
        { area: site, microphone: true, speaker: true, ...room },
      ]),
    ),
    personas: {},
    persona: "house",
    ...(head.skills ? { skills: head.skills } : {}),
    settings: head.settings ?? {},
    ...(head.guesses ? { guesses: head.guesses } : {}),
    spoken,
    events,
    home: head.home === undefined ? undefined : open(head.home),
    delays: { vad: 0, stt: 80, tts: 120, ...head.delays },
  };
  return { name: head.scenario, world, expected };
}

function parsed(line: string, number: number): unknown {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {}
  throw wrong(number, "it is not a JSON object");
}

const wrong = (number: number, why: string): Fault =>
  new Fault("RECORDING_INVALID", `Line ${number}: ${why}.`);

interface Made {
  readonly spoken: Spoken[];
  readonly events: Event[];
  readonly start: number;
}

function take(step: Step, number: number, { spoken, events, start }: Made): void {
  const {
    at,
    room = "kitchen",
    says,
    coughs,
    types,
    gone,
    back,
    crash,
    publish,
    where = {},
    body = {},
  } = step;
  if (typeof at !== "number" || at < 2000) throw wrong(number, 'it needs "at", ms, 2000 or more');
  const say = (kind: Kind, site: string, what: object, when = at, by = `site/${site}`): void =>
    void events.push({ at: when, say: { kind, where: { site }, body: what, by } });
  if (says !== undefined || coughs !== undefined) {
    const begin = step.after === "wake" ? at + wakeLate + 80 : at + 160;
    const parts =
      says === undefined ? [{ from: begin, to: begin + (coughs ?? 0), text: "" }] : partsOf(says, begin);
    spoken.push({ site: room, parts });
    if (step.after === "button") say("listen/start", room, { reason: "button" });
    const levels = step.after === "wake" ? { [room]: step.level ?? -25, ...step.alsoIn } : {};
    for (const [site, level] of Object.entries(levels)) {
      const heard = { word: wakeWord, score: 0.9, level, noise: step.noise ?? -60, heardAt: start + at };
      say("wake/heard", site, { ...heard, stream: 0, model: "script" }, at + wakeLate, "plugin/wake");
    }
  } else if (types !== undefined) say("utterance/handle", room, { text: types }, at, "client/script");
  else if (gone !== undefined) events.push({ at, gone });
  else if (back !== undefined) events.push({ at, back });
  else if (crash !== undefined) events.push({ at, crash });
  else if (publish !== undefined)
    events.push({ at, say: { kind: publish, where, body, by: "client/script" } });
  else throw wrong(number, "it says nothing that happens");
}

function partsOf(says: string | readonly (string | number)[], begin: number): readonly Voiced[] {
  const parts: Voiced[] = [];
  let from = begin;
  for (const item of typeof says === "string" ? [says] : says) {
    if (typeof item === "number") from += item;
    else {
      const to = from + Math.max(shortest, item.length * msPerLetter);
      parts.push({ from, to, text: item });
      from = to;
    }
  }
  return parts;
}
