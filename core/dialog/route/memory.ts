/** What a room remembers from turn to turn: what was done last, and the question that waits for an answer. */
import { type Meaning, sameIntent, sameValue } from "./meaning.ts";

/** After so long "it" means nothing any more, ms. */
const lastFor = 120_000;
/** A question waits for its answer so long, ms. */
const questionFor = 30_000;
const roomsKept = 64;
const partsKept = 4;
const partsUndone = 8;

export interface Memory {
  last(site: string): Meaning | undefined;
  /** What the same skill did in the turn before that: it may name the thing that "how much time is left" does not. */
  earlier(site: string): Meaning | undefined;
  /** What was done last, and the other parts of its sentence: the latest first. */
  parts(site: string): readonly Meaning[];
  /** `all`: the sentence it was a part of, where "them" may mean all that was in it; `at`: when, ms since 1970. */
  did(site: string, meaning: Meaning, all?: string, at?: number): void;
  /** The sentence with several commands that was done last. */
  all(site: string): string | undefined;
  /** Something else sounded here, such as an alarm: "it" is not what was done before. Without a room, all is forgotten. */
  forget(site?: string): void;
  /** Somebody who is known begins to speak here: what "it" is for them is what they did last, wherever that was. */
  arrive(person: string, site: string): void;
  /** What was done here now is what that person did last. */
  leave(person: string, site: string): void;
  /** The conversation goes on in another room. */
  move(from: string, to: string): void;
  /** What was done last, or a part of it, can be taken back. */
  canUndo(site: string, undo: Undoable): void;
  /** What was done last in a room can be taken back, or this part of it. */
  undoes(site: string, of: Meaning): boolean;
  /** How what was done last in a room, or `of` that, is taken back, the latest first; asked for once. */
  takeUndo(site: string, of?: Meaning): readonly Undoable[];
  /** The question that waits, which it then does no more. */
  takeQuestion(site: string): Meaning | undefined;
  ask(site: string, meaning: Meaning): void;
  /** The question was said to its end: its time begins; or it was not, and nothing waits. */
  asked(site: string, said: boolean): void;
}

export interface Undoable {
  readonly meaning: Meaning;
  readonly instance: string;
  readonly job: string;
}

interface Room {
  /** Of the sentence that was done last. */
  undo?: { readonly at: number; readonly steps: readonly Undoable[] };
  last?: {
    readonly meaning: Meaning;
    readonly earlier: Meaning | undefined;
    readonly parts: readonly Meaning[];
    readonly all: string | undefined;
    readonly at: number;
  };
  question?: { readonly meaning: Meaning; at: number };
}

/** Somebody who is known: what they did last, and in which room. */
interface Person {
  readonly last: NonNullable<Room["last"]>;
  readonly at: string;
}

/** The newest is the last; of the others so many stay. */
function keep<T>(rooms: Map<string, T>, key: string, room: T): void {
  rooms.delete(key);
  rooms.set(key, room);
  const [oldest] = rooms.keys();
  if (rooms.size > roomsKept && oldest !== undefined) rooms.delete(oldest);
}

/** What one part of a sentence was told leaves the others to be spoken of. */
const partsBeside = (meaning: Meaning, parts: readonly Meaning[]): readonly Meaning[] =>
  parts.length > 1 && parts.some(({ skill }) => skill === meaning.skill)
    ? parts.filter((part) => !sameIntent(part, meaning))
    : [];

/** Without a meaning: of whatever was done. */
const isStepOf =
  (of: Meaning | undefined) =>
  ({ meaning }: Undoable): boolean =>
    of === undefined || (sameIntent(meaning, of) && sameValue(meaning.slots, of.slots));

/** `now`: ms. */
export function createMemory(now: () => number = Date.now): Memory {
  const rooms = new Map<string, Room>();
  const people = new Map<string, Person>();
  /** A question is answered, and what was done taken back, in one place. */
  const lastOf = (room: Room | undefined): Room => (room?.last ? { last: room.last } : {});
  /** A clock that was set back makes nothing new: an old question must not be answered by a "yes" of today. */
  const isSince = (at: number, ms: number): boolean => Math.abs(now() - at) <= ms;
  const roomOf = (site: string): Room => {
    const room = rooms.get(site) ?? {};
    keep(rooms, site, room);
    return room;
  };
  const fresh = (site: string): Room["last"] => {
    const last = rooms.get(site)?.last;
    return last && isSince(last.at, lastFor) ? last : undefined;
  };
  return {
    last: (site) => fresh(site)?.meaning,
    earlier: (site) => fresh(site)?.earlier,
    parts: (site) => fresh(site)?.parts ?? [],
    all: (site) => fresh(site)?.all,
    did(site, meaning, all, at = now()) {
      const last = fresh(site);
      const before = last?.meaning;
      const earlier = before?.skill === meaning.skill ? before : undefined;
      const isSame = all !== undefined && all === last?.all;
      const others = isSame ? last.parts : partsBeside(meaning, last?.parts ?? []);
      const parts = [meaning, ...others].slice(0, partsKept);
      roomOf(site).last = { meaning, earlier, parts, all, at };
    },
    canUndo(site, step) {
      const room = roomOf(site);
      room.undo = { at: now(), steps: [step, ...(room.undo?.steps ?? [])].slice(0, partsUndone) };
    },
    undoes(site, of) {
      const undo = rooms.get(site)?.undo;
      return undo !== undefined && isSince(undo.at, lastFor) && undo.steps.some(isStepOf(of));
    },
    takeUndo(site, of) {
      const room = rooms.get(site);
      const undo = room?.undo;
      delete room?.undo;
      if (!undo || !isSince(undo.at, lastFor)) return [];
      const isIt = isStepOf(of);
      if (room) room.undo = { ...undo, steps: undo.steps.filter((step) => !isIt(step)) };
      return undo.steps.filter(isIt);
    },
    forget(site) {
      for (const [person, { at }] of [...people])
        if (site === undefined || at === site) people.delete(person);
      if (site === undefined) rooms.clear();
      else rooms.delete(site);
    },
    arrive(person, site) {
      const own = people.get(person);
      const here = rooms.get(site);
      if (!own || !isSince(own.last.at, lastFor) || own.last === here?.last) return;
      const there = rooms.get(own.at);
      const undo = there?.last === own.last ? there.undo : undefined;
      if (undo) delete there?.undo;
      const question = here?.question;
      keep(rooms, site, { last: own.last, ...(question ? { question } : {}), ...(undo ? { undo } : {}) });
    },
    leave(person, site) {
      const { last } = rooms.get(site) ?? {};
      if (last) keep(people, person, { last, at: site });
    },
    move(from, to) {
      const room = rooms.get(from);
      if (!room || from === to) return;
      keep(rooms, to, { ...room });
      keep(rooms, from, lastOf(room));
    },
    takeQuestion(site) {
      const room = rooms.get(site);
      const question = room?.question;
      delete room?.question;
      return question && isSince(question.at, questionFor) ? question.meaning : undefined;
    },
    ask(site, meaning) {
      roomOf(site).question = { meaning, at: now() };
    },
    asked(site, said) {
      const room = rooms.get(site);
      if (!said) delete room?.question;
      else if (room?.question) room.question.at = now();
    },
  };
}
