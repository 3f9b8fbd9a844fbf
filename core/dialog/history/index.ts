/** Puts the house's memory of turns together: on disk, on the bus, and what each room's next words may refer to. */
import type { Bus, Log } from "../../contract/index.ts";
import type { NoteStore, TurnStore } from "../../store/index.ts";
import type { Ears } from "../ears.ts";
import type { Memory } from "../route/memory.ts";
import { openRecent, type Recent } from "../route/recent.ts";
import { forgetWith } from "../think/memory/forget.ts";
import type { Partner } from "../think/memory/talk.ts";
import type { TraceKeeper } from "../trace/book.ts";
import { type Forgetting, type HistorySettings, type Kept, openBook } from "./book.ts";
import { restore } from "./restore.ts";
import { openSounds } from "./sound.ts";

export interface HistoryFacts {
  readonly bus: Bus;
  readonly log: Log;
  readonly ears: Ears;
  readonly memory: Memory;
  /** Absent: nothing outlives this process. */
  readonly kept?: Keeping;
  /** Words were forgotten: nothing may repeat them. */
  forgotten(wish: Pick<Forgetting, "turns" | "site" | "all">): Promise<void>;
}

export interface Keeping {
  readonly turns: TurnStore;
  /** Facts about people, and summaries of talk; what they hold of a turn goes with it. */
  readonly notes: NoteStore;
  readonly settings: () => HistorySettings & {
    /** What the microphone heard is kept too. */
    readonly audio: boolean;
  };
  /** Where audio is kept. */
  readonly folder: string;
}

export interface History extends AsyncDisposable {
  readonly recent: Recent;
  readonly traces: TraceKeeper | undefined;
  /** What was said with somebody, newest first: as it is kept, or what is still known where nothing is. */
  talked(partner: Partner, limit: number): Promise<readonly Kept[]>;
}

/** Longer ago than any memory of a room reaches, ms. */
const rememberedFor = 3_600_000;
const turnsRemembered = 512;
const dayMs = 86_400_000;

export async function openHistory(facts: HistoryFacts): Promise<History> {
  const { bus, log, ears, memory, kept, forgotten } = facts;
  if (!kept) {
    const recent = await openRecent({ bus, log });
    const talked: History["talked"] = async ({ site }) => recent.of(site);
    return { recent, traces: undefined, talked, [Symbol.asyncDispose]: () => recent[Symbol.asyncDispose]() };
  }
  await using stack = new AsyncDisposableStack();
  const sounds = stack.use(
    await openSounds({
      bus,
      log,
      ears,
      folder: kept.folder,
      wanted: () => kept.settings().audio,
      isKept: async (id) => (await kept.turns.list({ id }, 1)).length > 0,
    }),
  );
  let recent: Recent | undefined;
  const book = stack.use(
    await openBook({
      bus,
      log,
      store: kept.turns,
      settings: kept.settings,
      audioOf: sounds.of,
      async gone(turns) {
        const isGone = new Set(turns);
        await recent?.drop(({ record }) => isGone.has(record.turn));
        await sounds.drop(turns);
        await kept.notes.forgetSummaries({ before: Date.now() - kept.settings().keep * dayMs });
      },
      async forgotten({ turns, fits, ...wish }) {
        const known = (await recent?.drop(fits)) ?? [];
        await sounds.drop([...turns, ...known]);
        await forgetWith(kept.notes, { ...wish, turns: [...turns, ...known] });
        await forgotten({ ...wish, turns: [...turns, ...known] });
        return known;
      },
    }),
  );
  const last = stack.use(await openRecent({ bus, log, book }));
  recent = last;
  restore(memory, await book.since(Date.now() - rememberedFor, turnsRemembered).catch(() => []));
  const open = stack.move();
  return {
    recent: last,
    traces: book.traces,
    talked: async ({ site, person }, limit) =>
      kept.settings().keep === 0
        ? last.of(site)
        : await book.list(person === undefined ? { site } : { person }, limit),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}
