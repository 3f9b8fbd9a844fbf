/** Makes the world of a recording: what came from outside of the dialog and its skills, at its time, and what they did then. */
import type { Kind, Message, Messages } from "../contract/index.ts";
import type { Head, Line, Recording } from "./recording.ts";
import { type Done, readTurns } from "./turns.ts";
import type { Event, HeardAs, Room, Spoken, Voiced, World } from "./world.ts";

/** The house needs a moment before the first word, ms. */
const beforeMs = 3000;
/** What the last turn may still need, ms. */
const afterMs = 10_000;
/** What satellites and clients ask of the house. */
const outer: ReadonlySet<Kind> = new Set<Kind>([
  "listen/start",
  "listen/stop",
  "utterance/handle",
  "site/configure",
  "alarm/set",
  "alarm/change",
  "alarm/clear",
  "alarm/stop",
  "reply/say",
  "announce/start",
  "announce/stop",
]);

export interface Recorded {
  readonly world: World;
  readonly turns: readonly Done[];
  /** Their ids, in the same order. */
  readonly ids: readonly string[];
  /** What begins later was not recorded any more, ms from the begin of the world. */
  readonly until: number;
}

const isMessage = (line: Line): line is Message & { retained?: true } => "kind" in line;

export function worldOf({ head, lines }: Recording): Recorded {
  const start = head.at - beforeMs;
  const messages = lines.filter(isMessage);
  // Several processes speak on several connections: what was said first may come second.
  const fresh = messages.filter(({ retained }) => !retained).sort((a, b) => a.at - b.at);
  const turns = readTurns(start);
  for (const message of fresh) turns.hear(message);
  const last = Math.max(head.at, ...lines.map(({ at }) => at));
  const world: World = {
    start,
    lasts: last - start + afterMs,
    language: head.language ?? "en",
    timeZone: head.timeZone ?? "UTC",
    rooms: roomsOf(messages),
    personas: Object.fromEntries(
      pick(fresh, "turn/started").map(({ where, body }) => [where.site, body.persona]),
    ),
    persona: head.persona ?? "house",
    skills: head.skills,
    settings: head.settings,
    spoken: spokenIn(fresh, start),
    events: [...eventsIn(fresh, start), ...outages(head, lines, start)],
    home: homeOf(messages),
    delays: delaysOf(fresh),
    ...(head.providers.some(({ capability }) => capability === "intent")
      ? { guesses: guessesIn(fresh) }
      : {}),
  };
  return { world, turns: turns.all(), ids: turns.ids(), until: last - start };
}

function pick<K extends Kind>(messages: readonly Message[], kind: K): readonly Message<K>[] {
  return messages.filter((one) => one.kind === kind) as unknown as readonly Message<K>[];
}

function roomsOf(messages: readonly Message[]): World["rooms"] {
  const rooms: Record<string, Room> = {};
  for (const { where, body } of pick(messages, "site/state")) {
    const { name, area, floor, microphone, speaker, echoCancelled, headphones } = body;
    const before = rooms[where.site];
    rooms[where.site] = {
      name,
      // One that was muted or went in the middle was there before.
      microphone: microphone || before?.microphone === true,
      speaker: speaker || before?.speaker === true,
      echoCancelled,
      ...(area === undefined ? {} : { area }),
      ...(floor === undefined ? {} : { floor }),
      ...(headphones === undefined ? {} : { headphones }),
      ...(body.passing ? { hasty: true } : {}),
    };
  }
  return rooms;
}

function homeOf(messages: readonly Message[]): World["home"] {
  const latest = new Map(pick(messages, "devices/listed").map(({ where, body }) => [where.source, body]));
  const all = [...latest.values()];
  if (all.length === 0) return undefined;
  return {
    areas: all.flatMap(({ areas }) => areas),
    floors: all.flatMap(({ floors }) => floors),
    devices: all.flatMap(({ devices }) => devices),
    bootId: all[0]?.bootId ?? "recorded",
  };
}

interface Draft {
  readonly site: string;
  readonly parts: Voiced[];
  readonly heard: HeardAs[];
  /** When the recogniser was asked for words, and has not yet said any; ms since 1970. */
  readonly asked: number[];
  /** Ends of what was voiced, ms since 1970. */
  readonly ends: number[];
}

/** What was voiced in each turn, and what the recogniser made of it each time that it was asked. */
function spokenIn(messages: readonly Message[], start: number): readonly Spoken[] {
  const drafts = new Map<string, Draft>();
  for (const { turn, kind, where, body, at } of messages) {
    if (turn === undefined) continue;
    const is = <K extends Kind>(wanted: K, _body: unknown): _body is Messages[K] => kind === wanted;
    if (is("turn/started", body)) {
      const { site = "" } = where as { site?: string };
      drafts.set(turn, { site, parts: [], heard: [], asked: [], ends: [] });
    }
    const draft = drafts.get(turn);
    if (!draft) continue;
    if (is("speech/started", body)) voiced(draft.parts, body, start);
    else if (is("speech/paused", body)) {
      draft.ends.push(body.heardAt);
      paused(draft.parts, body.heardAt - start);
    } else if (kind === "stt/flush" || kind === "stt/stop") draft.asked.push(at);
    else if (is("stt/heard", body)) draft.heard.push(heardAs(draft, body, at, start));
  }
  return [...drafts.values()]
    .filter(({ parts }) => parts.length > 0)
    .map(({ site, parts, heard }) => ({ site, parts, heard }));
}

/** It had heard what was voiced when it was asked. */
function heardAs(draft: Draft, body: Messages["stt/heard"], at: number, start: number): HeardAs {
  const { job: _job, text, final, ...rest } = body;
  const asked = draft.asked.shift() ?? at;
  const until = Math.max(start, ...draft.ends.filter((end) => end <= asked));
  return { at: until - start, final, text, rest };
}

/** Until its pause is known, a sound lasts as long as anybody may speak. */
const openEndMs = 60_000;

function voiced(parts: Voiced[], { heardAt }: Messages["speech/started"], start: number): void {
  const from = heardAt - start;
  parts.push({ from, to: from + openEndMs, text: "" });
}

function paused(parts: Voiced[], to: number): void {
  const last = parts.at(-1);
  if (last) parts[parts.length - 1] = { ...last, to: Math.max(last.from + 1, to) };
}

function eventsIn(messages: readonly Message[], start: number): readonly Event[] {
  return messages.flatMap(({ kind, where, body, by, at }): Event[] => {
    const isOuter = outer.has(kind) && /^(client|site)\//.test(by);
    if (!isOuter && kind !== "wake/heard") return [];
    return [{ at: at - start, say: { kind, where: where as Record<string, string>, body, by } }];
  });
}

/** Providers that went, and came back, in the middle. */
function outages({ providers }: Head, lines: readonly Line[], start: number): readonly Event[] {
  const names = new Map(providers.map(({ instance, capability }) => [instance, capability]));
  const away = new Set<string>();
  return lines.flatMap((line): Event[] => {
    const { instance = "" } = ("where" in line ? line.where : {}) as { instance?: string };
    if ("gone" in line && line.gone === "provider/state") {
      const name = names.get(instance);
      if (name === undefined) return [];
      away.add(name);
      return [{ at: line.at - start, gone: name }];
    }
    if (!isMessage(line) || line.kind !== "provider/state") return [];
    const { capability } = line.body as Messages["provider/state"];
    names.set(instance, capability);
    return away.delete(capability) ? [{ at: line.at - start, back: capability }] : [];
  });
}

function guessesIn(messages: readonly Message[]): NonNullable<World["guesses"]> {
  const texts = new Map(pick(messages, "intent/guess").map(({ id, body }) => [id, body.text.toLowerCase()]));
  return Object.fromEntries(
    pick(messages, "answer").flatMap(({ cause = "", body }) => {
      const text = texts.get(cause);
      const guesses = (body.result as { guesses?: NonNullable<World["guesses"]>[string] } | undefined)
        ?.guesses;
      return text === undefined || guesses === undefined ? [] : [[text, guesses]];
    }),
  );
}

function delaysOf(messages: readonly Message[]): World["delays"] {
  const asked = new Map<string, number>();
  const took: Record<"stt" | "tts", number[]> = { stt: [], tts: [] };
  const jobOf = (body: object): string => (body as { job: string }).job;
  for (const { kind, body, at } of messages) {
    if (kind === "stt/flush" || kind === "stt/stop" || kind === "tts/text") asked.set(jobOf(body), at);
    if (kind !== "stt/heard" && kind !== "tts/spoken") continue;
    const since = asked.get(jobOf(body));
    asked.delete(jobOf(body));
    if (since !== undefined) took[kind === "stt/heard" ? "stt" : "tts"].push(at - since);
  }
  return { vad: 0, stt: median(took.stt, 80), tts: median(took.tts, 120) };
}

function median(values: readonly number[], otherwise: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.max(0, Math.round(sorted[Math.floor(sorted.length / 2)] ?? otherwise));
}
