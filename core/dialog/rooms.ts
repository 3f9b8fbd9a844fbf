/** The rooms and their turns: one at a time in a room, rooms independent of each other. */
import { newId } from "../bus/id.ts";
import type { Messages } from "../contract/index.ts";
import { asFault, Fault, problemOf } from "../contract/index.ts";
import { type Cut, cutFault } from "./cut.ts";
import { speaks } from "./directory.ts";
import type { Dialogue } from "./house.ts";
import { createPauses } from "./questions/pauses.ts";
import { hasEar, isSpoken, windowAfter } from "./questions/window.ts";
import type { TurnRequest, TurnResult } from "./request.ts";
import { type Entry, type Left, type Room, remember, type Spoken, type Waiting, type Wish } from "./room.ts";
import { createTrace } from "./trace/trace.ts";
import { startTurn, type Turn } from "./turn.ts";

const turnsWaiting = 16;
/** Rooms without a satellite, such as a command line's, are remembered up to so many, for "say that again". */
const roomsKept = 64;

export interface Rooms extends AsyncDisposable {
  /** Opens a turn. Throws QUEUE_FULL when too many wait in this room; `over` rejects with CANCELLED if it never began. */
  open(wish: Wish): { readonly turn: string; readonly over: Promise<TurnResult> };
  /** The turn with this id, while it runs. */
  running(turn: string): Turn | undefined;
  cancel(site: string, why: string): boolean;
  /** What was said in a room, or in all, is not to be said again or referred to. */
  forget(site: string | undefined): void;
  /** The turn that runs there now. */
  current(site: string): Turn | undefined;
  /** What was said and done last in a room is known in the other too. */
  carry(from: string, to: string): Left;
  /** How somebody spoke there last. */
  spoken(site: string): Spoken | undefined;
  /** Where somebody spoke last, in another room than this one and since then, ms since 1970. */
  latest(but: string, since: number): string | undefined;
  /** A turn is under way there. */
  isBusy(site: string): boolean;
  note(site: string, state: Messages["site/state"] | undefined): void;
  readonly sites: ReadonlyMap<string, Messages["site/state"]>;
}

export function createRooms(house: Dialogue): Rooms {
  const rooms = new Map<string, Room>();
  const sites = new Map<string, Messages["site/state"]>();
  const turns = new Map<string, Turn>();
  const { bus, log } = house;
  let closed = false;
  const roomOf = (site: string): Room => {
    const room = rooms.get(site) ?? { waiting: [], work: undefined };
    rooms.set(site, room);
    return room;
  };

  function requestOf(wish: Wish, entry: Entry, room: Room, signal: AbortSignal): TurnRequest {
    const { turn, enteredAt } = entry;
    const trace = createTrace(turn);
    for (const { stage, from, to, note } of wish.before ?? []) trace.mark(stage, from, to, note);
    trace.mark("waited", enteredAt, trace.now());
    const persona = house.personaOf(wish.site, wish.persona, wish.person);
    const state = sites.get(wish.site);
    return {
      site: wish.site,
      area: state?.area ?? wish.site,
      turn,
      reason: wish.reason,
      persona,
      language: wish.language ?? persona.languages[0] ?? house.language,
      aloud: (wish.aloud ?? true) && state?.online === true && state.speaker,
      signal,
      spoken: isSpoken(wish.what),
      canHear: () => hasEar(wish.what, sites.get(wish.site)),
      pauses: createPauses(),
      lastReply: room.lastReply ?? (house.recent.last(wish.site)?.reply || undefined),
      unheard: room.unheard?.text,
      person: wish.person,
      cause: wish.cause,
      trace,
      what: wish.what,
    };
  }

  async function run(wish: Wish, entry: Entry, room: Room): Promise<TurnResult> {
    const { turn } = entry;
    const abort = new AbortController();
    const signal = wish.signal ? AbortSignal.any([abort.signal, wish.signal]) : abort.signal;
    const request = requestOf(wish, entry, room, signal);
    const here = house.personaOf(wish.site, undefined, wish.person).name;
    const { persona, language } = request;
    if ("listen" in wish.what || "text" in wish.what)
      room.spoken = { at: Date.now(), persona: persona.name, language };
    const started = startTurn(house, request);
    room.current = { turn: started, abort };
    turns.set(turn, started);
    try {
      const result = await started.over;
      if (result.reply !== "") remember(room, result, language);
      room.dropped = started.asking.dropped();
      const next = house.personaOf(wish.site, undefined, wish.person);
      hearAnswer(wish, next.name === here ? request : switched(request, next), result);
      return result;
    } finally {
      turns.delete(turn);
      delete room.current;
      await rest(request).catch((error) => log.warn("Could not say that a room is idle.", { error }));
    }
  }

  /** After an answer to somebody who speaks, the ear may open again without a wake word. */
  function hearAnswer({ site, what }: Wish, request: TurnRequest, result: TurnResult): void {
    const open = windowAfter(request, result, house.settings());
    if (closed || !(result.next ?? open)) return;
    const { patience } = request.persona;
    const { stream, ...same } = "listen" in what ? what.listen : { patience };
    const listen = { patience: same.patience, ...(stream === undefined ? {} : { stream }), ...open };
    const wish = { site, reason: "followUp", what: result.next ?? { listen }, interrupts: false } as const;
    const { persona, language } = request;
    enter(roomOf(site), { ...wish, persona: persona.name, language }, newId()).catch(() => {});
  }

  /** A room that is gone keeps no state on the bus. */
  async function rest({ site, persona, language }: TurnRequest): Promise<void> {
    const idle = { phase: "idle", persona: persona.name, language, bootId: bus.bootId } as const;
    if (sites.has(site)) await bus.publish("session/state", { site }, idle);
    else await bus.clear("session/state", { site });
  }

  async function work(room: Room): Promise<void> {
    for (let next = room.waiting.shift(); next; next = room.waiting.shift()) await next.begin();
    room.work = undefined;
    for (const [site, { work: busy }] of rooms) {
      if (rooms.size <= roomsKept) break;
      if (!busy && !sites.has(site)) rooms.delete(site);
    }
  }

  /** A turn in its place: what interrupts goes first, and overtakes no other listening, which would hear the past. */
  function enter(room: Room, wish: Wish, turn: string): Promise<TurnResult> {
    const { promise, resolve, reject } = Promise.withResolvers<TurnResult>();
    const abandon = (): void => entry.drop(whyOf(wish.signal));
    const leave = (): void => {
      room.waiting = room.waiting.filter((one) => one !== entry);
      wish.signal?.removeEventListener("abort", abandon);
    };
    const enteredAt = Date.now();
    const entry: Waiting = {
      wish,
      begin() {
        leave();
        return run(wish, { turn, enteredAt }, room).then(resolve, reject);
      },
      drop(why) {
        leave();
        reject(new Fault("CANCELLED", why));
        tellDropped(wish, { turn, enteredAt }, why);
      },
    };
    if (wish.interrupts) {
      cancel(wish.site, newer, wish.reason === "wake" || wish.reason === "bargeIn" ? "bargeIn" : "stop");
      for (const one of room.waiting) if ("listen" in one.wish.what) one.drop(newer);
      room.waiting.unshift(entry);
    } else room.waiting.push(entry);
    wish.signal?.addEventListener("abort", abandon, { once: true });
    if (wish.signal?.aborted) abandon();
    return promise;
  }

  /** No turn is lost without a word of why. */
  function tellDropped({ site, reason, before = [] }: Wish, { turn, enteredAt }: Entry, why: string): void {
    const trace = createTrace(turn);
    for (const { stage, from, to, note } of before) trace.mark(stage, from, to, note);
    trace.mark("waited", enteredAt, trace.now(), `never began: ${why}`);
    log.info("A turn was given up before it began.", { turn, site, reason, why });
    void house.traces.over(trace, { site, reason, outcome: "cancelled", code: "CANCELLED" });
  }

  function leave(site: string): void {
    sites.delete(site);
    if (rooms.get(site)?.work) return;
    rooms.delete(site);
    bus.clear("session/state", { site }).catch((error) => log.warn("Could not clear a room.", { error }));
  }

  function cancel(site: string, why: string, cut: Cut = "stop"): boolean {
    const current = rooms.get(site)?.current;
    current?.abort.abort(cutFault(cut, why));
    return current !== undefined;
  }

  return {
    sites,
    running: (turn) => turns.get(turn),
    current: (site) => rooms.get(site)?.current?.turn,
    cancel,
    forget(site) {
      const known = site === undefined ? [...rooms.values()] : [rooms.get(site)];
      for (const room of known) {
        delete room?.lastReply;
        delete room?.unheard;
      }
      house.memory.forget(site);
    },
    latest(but, since) {
      const at = ({ spoken }: Room): number => spoken?.at ?? 0;
      const found = [...rooms].filter(([site, room]) => site !== but && at(room) >= since);
      return found.sort(([, one], [, other]) => at(other) - at(one))[0]?.[0];
    },
    carry(from, to) {
      const { lastReply, unheard, dropped = false } = rooms.get(from) ?? {};
      const room = roomOf(to);
      if (lastReply !== undefined) room.lastReply = lastReply;
      house.memory.move(from, to);
      return { ...(unheard === undefined ? {} : { unheard }), dropped };
    },
    spoken: (site) => rooms.get(site)?.spoken,
    isBusy: (site) => rooms.get(site)?.current !== undefined,
    open(wish) {
      const turn = newId();
      const room = roomOf(wish.site);
      if (closed) throw new Fault("CANCELLED", stopping);
      if (room.waiting.length >= turnsWaiting) {
        const fault = new Fault("QUEUE_FULL", `${turnsWaiting} turns already wait in ${wish.site}.`);
        bus.publish("fault", {}, { ...reported(fault), count: 1 }).catch(() => {});
        throw fault;
      }
      const over = enter(room, wish, turn);
      over.catch((error) => {
        if (asFault(error).code !== "CANCELLED") log.error("A turn broke.", { error });
      });
      if (room.waiting.length > 0) room.work ??= work(room);
      return { turn, over };
    },
    note(site, state) {
      if (!state?.online) rooms.get(site)?.current?.turn.asking.leave();
      if (state) sites.set(site, state);
      else leave(site);
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      for (const [site, { waiting }] of rooms) {
        for (const one of waiting) one.drop(stopping);
        cancel(site, stopping);
      }
      await Promise.all([...rooms.values()].map(({ work: busy }) => busy));
    },
  };
}

/** Another persona goes on with this talk, in its language where it speaks that. */
function switched(request: TurnRequest, persona: TurnRequest["persona"]): TurnRequest {
  const [own = request.language] = persona.languages;
  return {
    ...request,
    persona,
    language: speaks(persona.languages, request.language) ? request.language : own,
  };
}

const whyOf = (signal: AbortSignal | undefined): string =>
  signal?.reason instanceof Fault ? signal.reason.message : "It is not wanted any more.";
const newer = "Something newer was asked.";
const stopping = "The hub is stopping.";

function reported(fault: Fault): { code: string; message: string; remedy: string } {
  const { code, message, remedy } = problemOf(fault);
  return { code, message, remedy };
}
