/** Keeps the traces of the last turns of the house, says each when its turn is over, and answers who asks for one. */
import type { Bus, Log } from "../../contract/index.ts";
import { asFault } from "../../contract/index.ts";
import type { Traced, TurnTrace } from "./trace.ts";

const tracesKept = 200;
const listed = 20;

/** Where traces live longer than this process; what it holds is asked when a turn is not among the last ones. */
export interface TraceKeeper {
  keep(trace: Traced): void | Promise<void>;
  /** By its id, or the end of it. */
  find(turn: string): Promise<Traced | undefined>;
  /** Newest first; those that this process knows too may be among them. */
  last(site: string | undefined, limit: number): Promise<readonly Traced[]>;
}

export interface Traces extends AsyncDisposable {
  /** The turn is over: its trace is said and kept. Never rejects. */
  over(trace: TurnTrace, ended: Pick<Traced, "site" | "reason" | "outcome" | "code">): Promise<void>;
  /** Also keeps what is said from now on in a store. */
  keepIn(keeper: TraceKeeper): void;
  /** Turns were forgotten. */
  drop(fits: (trace: Traced) => boolean): void;
}

/** Rejects as `Bus.answer` does. */
export async function openTraces(bus: Bus, log: Log): Promise<Traces> {
  let last: readonly Traced[] = [];
  let keeper: TraceKeeper | undefined;
  await using ears = new AsyncDisposableStack();

  const find = async (turn: string | undefined, site: string | undefined): Promise<Traced | undefined> => {
    if (turn === undefined) return (await list(site, 1))[0];
    return (
      last.find((one) => one.turn === turn) ??
      last.find((one) => one.turn.endsWith(turn)) ??
      (await keeper?.find(turn))
    );
  };
  /** Of this process, and before them those of earlier ones. */
  async function list(site: string | undefined, limit: number): Promise<readonly Traced[]> {
    const here = last.filter((one) => site === undefined || one.site === site);
    const known = new Set(here.map(({ turn }) => turn));
    const before = here.length >= limit ? [] : ((await keeper?.last(site, limit)) ?? []);
    const all = [...here, ...before.filter(({ turn }) => !known.has(turn))];
    return all.sort((a, b) => b.to - a.to).slice(0, limit);
  }
  ears.use(
    await bus.answer("trace/list", {}, async ({ body: { site, limit = listed } }) => ({
      turns: (await list(site, limit)).map(withoutStages),
    })),
  );
  ears.use(
    await bus.answer("trace/show", {}, async ({ body }) => {
      const trace = await find(body.turn, body.site);
      return trace === undefined ? {} : { trace };
    }),
  );
  const open = ears.move();

  return {
    keepIn(one) {
      keeper = one;
    },
    drop(fits) {
      last = last.filter((one) => !fits(one));
    },
    async over(trace, ended) {
      const to = trace.now();
      const { stages, dropped } = trace.close();
      const whole = {
        turn: trace.turn,
        ...ended,
        from: stages[0]?.from ?? to,
        to,
        stages: [...stages],
        dropped,
      };
      last = [whole, ...last].slice(0, tracesKept);
      try {
        await bus.publish("turn/traced", { site: ended.site }, whole, { turn: trace.turn });
        await keeper?.keep(whole);
      } catch (error) {
        log.warn("Could not say where a turn's time went.", { code: asFault(error).code });
      }
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

const withoutStages = ({
  turn,
  site,
  reason,
  outcome,
  code,
  from,
  to,
}: Traced): Omit<Traced, "stages" | "dropped"> => ({
  turn,
  site,
  reason,
  outcome,
  ...(code === undefined ? {} : { code }),
  from,
  to,
});
