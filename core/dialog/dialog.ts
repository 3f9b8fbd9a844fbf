/** The dialog: hears what rooms, satellites and clients ask for, and turns it into turns. */
import type { Bus, Log, Message, Persona, Store } from "../contract/index.ts";
import { Fault } from "../contract/index.ts";
import type { StoredAlarm } from "../store/index.ts";
import { openAnnouncements } from "./announce/announce.ts";
import { openBarging } from "./barge/barge.ts";
import { onlyStops } from "./barge/words.ts";
import { openCalls } from "./calls.ts";
import { openHubClock } from "./clock/hub-clock.ts";
import { openDirectory } from "./directory.ts";
import { openEars } from "./ears.ts";
import { openGrammars } from "./grammars.ts";
import { type Keeping, openHistory } from "./history/index.ts";
import type { DialogSettings, Dialogue } from "./house.ts";
import { type Lexicon, openLexicon } from "./lexicon.ts";
import { patienceIn } from "./listen/chosen.ts";
import { openMoves } from "./move.ts";
import { openPresence } from "./presence.ts";
import { rehearse } from "./rehearse.ts";
import { openAhead } from "./reply/ahead.ts";
import { openSoundCache } from "./reply/cache/cache.ts";
import { createRooms, type Rooms } from "./rooms.ts";
import { createMemory } from "./route/memory.ts";
import { openRouter } from "./router/index.ts";
import { openFacts } from "./think/memory/facts.ts";
import { openSummaries, type SummaryFacts } from "./think/memory/summary.ts";
import { openMind } from "./think/mind.ts";
import { openTraces } from "./trace/book.ts";
import { openWatch } from "./trace/watch.ts";
import { openWakes } from "./wakes.ts";
import { hearWakes } from "./woken.ts";

/** Audio from before the moment a button opened the ear, ms: recognisers need the onset whole. */
const preRollMs = 300;

export interface DialogFacts {
  readonly bus: Bus;
  readonly log: Log;
  readonly settings: () => DialogSettings;
  readonly personaOf: (site: string, name?: string, person?: string) => Persona;
  /** What opens a room, none: every word that is installed; absent: its persona's own. */
  readonly wakeWordsOf?: (site: string) => readonly string[];
  /** Whom a wake word calls; absent: the room's persona. */
  readonly calledBy?: (site: string, word: string) => string;
  readonly timeZone?: string;
  readonly language: string;
  /** Folder for the sound of what was spoken; absent: none is kept. */
  readonly voices?: string;
  /** Where small things of the dialog's own are kept; absent: they are forgotten with this process. */
  readonly store?: Store;
  /** URL of a Redis server that keeps them too, as the settings have it now. */
  readonly farVoices?: () => string | undefined;
  /** Where choices of voices and ears and their statistics are kept; absent: nothing outlives this process. */
  readonly router?: { readonly choices: Store; readonly ledger: Store };
  /** Where turns are kept; absent: nothing outlives this process. */
  readonly history?: Keeping;
  /** When talk is summed up. */
  readonly summaries?: Pick<SummaryFacts, "idle">;
}

export interface Dialog extends AsyncDisposable {
  /** Lets an alarm's skill speak in the alarm's room; "failed" when nobody can have heard it. */
  ring(alarm: StoredAlarm, signal: AbortSignal): Promise<"heard" | "failed">;
  /** Personas changed: their wake words are looked at again. */
  refresh(): void;
  /** Makes the first command in these languages as quick as others, while the house goes on. */
  rehearse(languages: readonly string[], signal: AbortSignal): Promise<void>;
  /** Adds and takes away language packs. */
  readonly packs: Lexicon["packs"];
}

export async function openDialog(facts: DialogFacts): Promise<Dialog> {
  const { bus } = facts;
  await using stack = new AsyncDisposableStack();
  const directory = stack.use(await openDirectory(bus));
  const calls = stack.use(await openCalls(bus, directory));
  const ears = stack.use(await openEars(bus));
  const lexicon = stack.use(await openLexicon(bus, facts.language));
  const grammars = stack.use(await openGrammars(bus, directory, facts.log));
  const memory = createMemory();
  const history = stack.use(
    await openHistory({
      bus,
      log: facts.log,
      ears,
      memory,
      ...(facts.history === undefined ? {} : { kept: facts.history }),
      async forgotten({ turns, site, all }) {
        rooms.forget(site);
        const isGone = new Set(turns);
        traces.drop(({ turn }) => all || isGone.has(turn));
        // Which of the kept sounds were said in one room, or to somebody, is not known.
        if (all) await sounds?.clear();
      },
    }),
  );
  const router = stack.use(
    await openRouter({
      ...facts,
      directory,
      quota: () => facts.settings().freeQuota ?? "last",
      store: facts.router,
    }),
  );
  const traces = stack.use(await openTraces(bus, facts.log));
  if (history.traces) traces.keepIn(history.traces);
  const watch = stack.use(await openWatch(bus, (site) => rooms.sites.get(site)?.clock?.offset));
  const { voices: folder, settings, log } = facts;
  const { store, timeZone } = facts;
  const mind = stack.use(await openMind({ bus, log, store, timeZone }));
  const limit = (): number => (settings().voiceCache ?? 0) * 1_000_000;
  const sounds =
    folder === undefined
      ? undefined
      : stack.use(openSoundCache({ folder, limit, bus, log, tell: router.tell, ...farOf(facts) }));
  const house: Dialogue = {
    ...facts,
    sounds,
    directory,
    router,
    calls,
    ears,
    lexicon,
    grammars,
    recent: history.recent,
    notes: facts.history?.notes,
    talked: history.talked,
    traces,
    watch,
    memory,
    mind,
  };
  if (house.notes) {
    const policyOf = (persona: string) => facts.personaOf("", persona).memory.facts;
    stack.use(await openFacts({ bus, notes: house.notes, policyOf }));
    const allowed = (): boolean => (facts.history?.settings().keep ?? 0) > 0;
    stack.use(await openSummaries({ house, notes: house.notes, allowed, ...facts.summaries }));
  }
  stack.use(await openHubClock(bus));
  stack.use(await openPresence(bus, facts.log));
  if (sounds) stack.use(await openAhead(house, sounds));
  const rooms = stack.use(createRooms(house));
  const barging = stack.use(await openBarging(house, rooms));
  const wakeWordsOf = facts.wakeWordsOf ?? ((site: string) => facts.personaOf(site).wakeWords);
  const wakes = stack.use(await openWakes({ bus, log, directory, calls, wakeWordsOf }));
  stack.use(await openAnnouncements(house, rooms));
  await hearRooms(stack, house, rooms);
  stack.use(await openMoves(house, rooms));
  await hearWakes(stack, house, rooms, { ...facts, barging });
  const open = stack.move();

  return {
    refresh: () => wakes.look(),
    packs: lexicon.packs,
    rehearse: (languages, signal) => rehearse(house, languages, signal),
    async ring(alarm, signal) {
      const site = roomToRing(alarm.site, rooms.sites);
      if (site === undefined) return "failed";
      const { language, skill, data } = alarm;
      const slots = data as Message<"skill/run">["body"]["slots"];
      const what = { run: { skill, intent: "alarm", slots } };
      const wish = { site, reason: "alarm", what, language, interrupts: false, signal } as const;
      try {
        const { outcome, heard } = await rooms.open(wish).over;
        return outcome === "done" && heard ? "heard" : "failed";
      } catch {
        return "failed";
      }
    },
    [Symbol.asyncDispose]: () => open[Symbol.asyncDispose](),
  };
}

/**
 * Its own room; where that no longer exists (a satellite given away) or was there for one question only, any room that
 * can be heard. Nobody listens in a passing room: a command line would swallow the alarm.
 */
function roomToRing(wanted: string, sites: Rooms["sites"]): string | undefined {
  const canBeHeard = (site: string): boolean => {
    const state = sites.get(site);
    return state?.online === true && state.speaker && !state.passing;
  };
  if (sites.has(wanted) && !sites.get(wanted)?.passing) return canBeHeard(wanted) ? wanted : undefined;
  return [...sites.keys()].sort().find(canBeHeard);
}

const farOf = ({ farVoices }: DialogFacts): { far?: () => string | undefined } =>
  farVoices === undefined ? {} : { far: farVoices };

async function hearRooms(stack: AsyncDisposableStack, house: Dialogue, rooms: Rooms): Promise<void> {
  const { bus, ears } = house;
  const forget = (site: string): void => {
    rooms.note(site, undefined);
    ears.forget(site);
  };
  stack.use(
    await bus.on(
      "site/state",
      {},
      ({ where, body }) => rooms.note(where.site, body),
      ({ site }) => forget(site),
    ),
  );
  stack.use(
    await bus.answer("utterance/handle", {}, ({ where, body, id }) => {
      const { text, speak = true, language, persona, person } = body;
      const running = rooms.current(where.site);
      const given = running?.asking.offer(text);
      if (running && given === "taken") return { turn: running.id };
      const spoken = language ?? house.personaOf(where.site, persona, person).languages[0] ?? house.language;
      const { turn } = rooms.open({
        site: where.site,
        reason: "text",
        what: { text },
        aloud: speak,
        // What answers a question in its own way is not over yet.
        interrupts: given === undefined && onlyStops(text, spoken),
        cause: id,
        ...(language === undefined ? {} : { language }),
        ...(persona === undefined ? {} : { persona }),
        ...(person === undefined ? {} : { person }),
      });
      return { turn };
    }),
  );
  stack.use(
    await bus.on("listen/start", {}, ({ where, body, id }) => {
      const { site } = where;
      const latest = ears.latest(site);
      // What its satellite says it sends now, rather than what it sent before it began anew.
      const stream = body.stream ?? rooms.sites.get(site)?.stream;
      const known = latest !== undefined && (stream === undefined || stream === latest.stream);
      const persona = house.personaOf(site, body.persona);
      rooms.open({
        site,
        reason: body.reason,
        interrupts: true,
        cause: id,
        what: {
          listen: {
            patience: patienceIn(house.settings(), site, persona, body.patience),
            ...(stream === undefined ? {} : { stream }),
            ...(known ? { from: latest.at - preRollMs } : {}),
          },
        },
        ...(body.persona === undefined ? {} : { persona: body.persona }),
        ...(body.person === undefined ? {} : { person: body.person }),
        ...(body.language === undefined ? {} : { language: body.language }),
      });
    }),
  );
  stack.use(
    await bus.on("listen/stop", {}, ({ where, body }) => {
      if (body.reason === "cancel") rooms.current(where.site)?.asking.quit();
    }),
  );
  stack.use(await bus.on("reply/say", {}, (message) => hearSay(message, rooms)));
  stack.use(
    await bus.answer("question/ask", {}, ({ where, body, turn }) => {
      const running = turn === undefined ? undefined : rooms.running(turn);
      if (running?.site === where.site) return running.asking.ask(body);
      throw new Fault("QUESTION_REFUSED", "Its turn is over, or in another room.");
    }),
  );
}

/** Words for a turn under way in this room join its answer; others are an announcement, unless their turn is over. */
function hearSay({ where, body, id, turn, cause }: Message<"reply/say">, rooms: Rooms): void {
  const { persona, language } = body;
  if (turn !== undefined && persona === undefined) {
    const running = rooms.running(turn);
    if (running?.site === where.site) running.say(body, cause);
    if (!running || running.site === where.site) return;
  }
  const speaker = turn === undefined ? undefined : rooms.running(turn);
  const toSpeaker = speaker?.site === where.site && speaker.spoken;
  rooms.open({
    site: where.site,
    reason: "say",
    what: { say: [body], ...(toSpeaker ? { toSpeaker } : {}) },
    interrupts: body.interrupts ?? false,
    cause: id,
    ...(persona === undefined ? {} : { persona }),
    ...(language === undefined ? {} : { language }),
  });
}
