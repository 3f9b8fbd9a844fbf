/** The house's memory of its turns: keeps them on disk for as long as the settings say, and answers who asks for them. */
import type { Bus, Log, Messages } from "../../contract/index.ts";
import { asFault, Fault } from "../../contract/index.ts";
import type { StoredTurn, TurnFilter, TurnStore } from "../../store/index.ts";
import type { TurnRecord } from "../route/trace.ts";
import type { TraceKeeper } from "../trace/book.ts";
import type { Traced } from "../trace/trace.ts";

export interface HistorySettings {
  /** Days for which turns are kept; 0: not at all. */
  readonly keep: number;
  /** Turns kept in each room. */
  readonly turns: number;
}

export interface BookFacts {
  readonly bus: Bus;
  readonly log: Log;
  readonly store: TurnStore;
  readonly settings: () => HistorySettings;
  /** Turns went for good, by age or number. */
  readonly gone: (turns: readonly string[]) => void | Promise<void>;
  /**
   * Somebody wants these forgotten; said also where none of them was kept. Resolves with the turns that are gone beyond
   * those that were.
   */
  readonly forgotten: (wish: Forgetting) => Promise<readonly string[]>;
  /** The file with what was heard in a turn, where there is one. */
  readonly audioOf?: (turn: string) => Promise<string | undefined>;
  /** ms since 1970. */
  readonly now?: () => number;
}

export interface Kept {
  readonly site: string;
  readonly person?: string;
  readonly record: TurnRecord;
}

/** What somebody wants forgotten. */
export interface Forgetting {
  /** Those that were kept. */
  readonly turns: readonly string[];
  /** The room whose turns these are; absent: of every room. */
  readonly site: string | undefined;
  /** Every turn of the house. */
  readonly all: boolean;
  readonly which: TurnFilter;
  /** The one that was named, where it was one. */
  readonly one: Pick<StoredTurn, "site" | "person" | "at"> | undefined;
  fits(kept: Kept): boolean;
}

export interface Book extends AsyncDisposable {
  /** Rejects with STORE_FAILED or DISK_FULL. */
  add(kept: Kept): Promise<void>;
  /** Where the time of the turns went that are kept. */
  readonly traces: TraceKeeper;
  /** Turns since a moment, newest first. */
  since(at: number, limit: number): Promise<readonly Kept[]>;
  /** Newest first. */
  list(which: TurnFilter, limit: number): Promise<readonly Kept[]>;
}

const dayMs = 86_400_000;
const sweepEveryMs = 3_600_000;
const listed = 20;

export async function openBook(facts: BookFacts): Promise<Book> {
  const { bus, log, store, settings, gone, forgotten, now = Date.now } = facts;

  async function drop(turns: readonly string[]): Promise<void> {
    if (turns.length > 0) await gone(turns);
  }
  /** Where the disk refuses, what is known beside it is forgotten all the same. */
  async function forget(body: Messages["history/forget"]): Promise<{ forgotten: number }> {
    const one = body.turn === undefined ? undefined : await find(body.turn);
    const filter = forgetting(body, one?.id);
    const kept = await store.forget(filter).catch(asFault);
    const turns = kept instanceof Fault ? [] : kept;
    const fits = (other: Kept): boolean => isMeant(other, filter);
    const all = Object.keys(filter).length === 0;
    const more = await forgotten({ turns, site: filter.site ?? one?.site, all, which: filter, one, fits });
    if (kept instanceof Fault) throw kept;
    return { forgotten: new Set([...turns, ...more]).size };
  }
  /** By its id, or by the end of it as lists show it. Rejects with TURN_UNKNOWN. */
  async function find(turn: string): Promise<StoredTurn> {
    const [named] = await store.list({ id: turn }, 1);
    const [found = named, another] = named ? [] : await store.list({ ending: turn }, 2);
    if (found && !another) return found;
    throw new Fault("TURN_UNKNOWN", `The house keeps ${another ? "several turns" : "no turn"} ${turn}.`);
  }
  async function sweep(): Promise<void> {
    const before = now() - settings().keep * dayMs;
    await drop(await store.forget({ before }));
    await drop(await store.trim(settings().turns));
  }
  const tidy = (): void => {
    sweep().catch((error) => log.warn("Could not forget old turns.", { code: asFault(error).code }));
  };

  await using stack = new AsyncDisposableStack();
  stack.use(
    await bus.answer("history/list", {}, async ({ body: { limit = listed, ...filter } }) => {
      const found = await store.list(filterOf(filter), limit + 1);
      return { turns: found.slice(0, limit).map(keptOf), more: found.length > limit };
    }),
  );
  stack.use(
    await bus.answer("history/show", {}, async ({ body: { turn } }) => {
      const found = await find(turn);
      const audio = await facts.audioOf?.(found.id);
      return { ...keptOf(found), ...(audio === undefined ? {} : { audio }) };
    }),
  );
  stack.use(await bus.answer("history/forget", {}, ({ body }) => forget(body)));
  stack.use(await bus.on("settings/changed", {}, tidy));
  const timer = setInterval(tidy, sweepEveryMs);
  timer.unref();
  stack.defer(() => clearInterval(timer));
  tidy();
  const open = stack.move();

  return {
    async add({ site, person, record }) {
      if (settings().keep === 0) return;
      const { turn: id, at } = record;
      await store.add({ id, site, at, record: { ...record }, ...(person === undefined ? {} : { person }) });
    },
    traces: {
      keep: async (trace) => void (await store.trace(trace.turn, { ...trace })),
      find: async (turn) => {
        const [named] = await store.list({ id: turn }, 1);
        const [found = named] = named ? [] : await store.list({ ending: turn }, 1);
        return found?.trace as Traced | undefined;
      },
      last: async (site, limit) =>
        (await store.list(site === undefined ? {} : { site }, limit)).flatMap(({ trace }) =>
          trace === undefined ? [] : [trace as unknown as Traced],
        ),
    },
    list: async (which, limit) => (await store.list(which, limit)).map(keptOf),
    since: async (at, limit) => (await store.list({ since: at }, limit)).map(keptOf),
    [Symbol.asyncDispose]: () => open[Symbol.asyncDispose](),
  };
}

/** A record is what this project wrote; one of an older version may lack what was added since, and is shown as it is. */
const keptOf = ({ site, person, record }: StoredTurn): Kept => ({
  site,
  ...(person === undefined ? {} : { person }),
  record: record as unknown as TurnRecord,
});

type Which = Pick<Messages["history/list"], "site" | "person" | "since" | "before">;

const filterOf = ({ site, person, since, before }: Which): TurnFilter => ({
  ...(site === undefined ? {} : { site }),
  ...(person === undefined ? {} : { person }),
  ...(since === undefined ? {} : { since }),
  ...(before === undefined ? {} : { before }),
});

const isMeant = ({ site, person, record: { turn, at } }: Kept, wanted: TurnFilter): boolean =>
  (wanted.id === undefined || wanted.id === turn) &&
  (wanted.site === undefined || wanted.site === site) &&
  (wanted.person === undefined || wanted.person === person) &&
  (wanted.since === undefined || at >= wanted.since) &&
  (wanted.before === undefined || at < wanted.before);

/** Throws USAGE where nothing says what is to be forgotten: a slip must not cost everything. */
function forgetting({ all, ...which }: Messages["history/forget"], id: string | undefined): TurnFilter {
  const filter: TurnFilter = { ...filterOf(which), ...(id === undefined ? {} : { id }) };
  if (Object.keys(filter).length > 0 || all === true) return filter;
  throw new Fault("USAGE", "Nothing says which turns are to be forgotten.", {
    remedy: "Name a turn, a room, a person or a time, or all of them.",
  });
}
