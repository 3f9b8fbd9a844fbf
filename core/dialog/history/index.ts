/** Puts the house's memory of turns together: on disk, on the bus, and what each room's next words may refer to. */
import type { Bus, Log } from "../../contract/index.ts";
import type { TurnStore } from "../../store/index.ts";
import type { Ears } from "../ears.ts";
import type { Memory } from "../route/memory.ts";
import { openRecent, type Recent } from "../route/recent.ts";
import type { TraceKeeper } from "../trace/book.ts";
import { type Forgetting, type HistorySettings, openBook } from "./book.ts";
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
}

/** Longer ago than any memory of a room reaches, ms. */
const rememberedFor = 3_600_000;
const turnsRemembered = 512;

export async function openHistory(facts: HistoryFacts): Promise<History> {
  const { bus, log, ears, memory, kept, forgotten } = facts;
  if (!kept) {
    const recent = await openRecent({ bus, log });
    return { recent, traces: undefined, [Symbol.asyncDispose]: () => recent[Symbol.asyncDispose]() };
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
      },
      async forgotten({ turns, fits, ...wish }) {
        const known = (await recent?.drop(fits)) ?? [];
        await sounds.drop([...turns, ...known]);
        await forgotten({ ...wish, turns: [...turns, ...known] });
        return known;
      },
    }),
  );
  recent = stack.use(await openRecent({ bus, log, book }));
  restore(memory, await book.since(Date.now() - rememberedFor, turnsRemembered).catch(() => []));
  const open = stack.move();
  return { recent, traces: book.traces, [Symbol.asyncDispose]: () => open.disposeAsync() };
}
