/** Keeps the traces of the last turns of the house, says each when its turn is over, and answers who asks for one. */
import type { Bus, Log } from "../../contract/index.ts";
import { asFault } from "../../contract/index.ts";
import type { Traced, TurnTrace } from "./trace.ts";

const tracesKept = 200;
const listed = 20;

/** Where traces live longer than this process; what it holds is asked when a turn is not among the last ones. */
export interface TraceKeeper {
  keep(trace: Traced): void | Promise<void>;
  find(turn: string): Traced | undefined | Promise<Traced | undefined>;
}

export interface Traces extends AsyncDisposable {
  /** The turn is over: its trace is said and kept. Never rejects. */
  over(trace: TurnTrace, ended: Pick<Traced, "site" | "reason" | "outcome" | "code">): Promise<void>;
  /** Also keeps what is said from now on in a store. */
  keepIn(keeper: TraceKeeper): void;
}

/** Rejects as `Bus.answer` does. */
export async function openTraces(bus: Bus, log: Log): Promise<Traces> {
  let last: readonly Traced[] = [];
  let keeper: TraceKeeper | undefined;
  await using ears = new AsyncDisposableStack();

  const find = async (turn: string | undefined, site: string | undefined): Promise<Traced | undefined> => {
    if (turn === undefined) return last.find((one) => site === undefined || one.site === site);
    return (
      last.find((one) => one.turn === turn) ??
      (await keeper?.find(turn)) ??
      last.find((one) => one.turn.endsWith(turn))
    );
  };
  ears.use(
    await bus.answer("trace/list", {}, ({ body: { site, limit = listed } }) => {
      const here = last.filter((one) => site === undefined || one.site === site);
      return { turns: here.slice(0, limit).map(withoutStages) };
    }),
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
