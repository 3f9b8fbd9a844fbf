/** Keeps account of every turn of the house: that it ended, and that it ended with an answer or a reason. */
import type { Bus, Message } from "../../../core/contract/index.ts";

export interface Account {
  readonly turn: string;
  readonly site: string;
  readonly reason: string;
  readonly begun: number;
  outcome?: string;
  code?: string;
  reply: string;
  /** Something was done. */
  acted: boolean;
  /** Nobody spoke while it listened. */
  nobody: boolean;
}
export interface Accountant extends AsyncDisposable {
  readonly turns: ReadonlyMap<string, Account>;
  readonly faults: Readonly<Record<string, number>>;
  /** Resolves when this turn is over, with undefined when it is not within `ms`. */
  over(turn: string, ms: number): Promise<Account | undefined>;
  /** The next turn that begins in this room for this reason. */
  next(site: string, reason: string, ms: number): Promise<Account | undefined>;
  /** Turns that began and did not end. */
  open(): readonly Account[];
  /** Turns that ended without an answer and without a reason. */
  unexplained(): readonly Account[];
}

export async function openAccountant(bus: Bus): Promise<Accountant> {
  const turns = new Map<string, Account>();
  const faults: Record<string, number> = {};
  const looks = new Set<() => void>();
  const of = ({ turn }: Message): Account | undefined => (turn === undefined ? undefined : turns.get(turn));
  const edit = (message: Message, change: (account: Account) => void): void => {
    const account = of(message);
    if (account) change(account);
    for (const look of [...looks]) look();
  };
  await using ears = new AsyncDisposableStack();
  ears.use(
    await bus.on("turn/started", {}, (message) => {
      const { turn = "", where, body } = message;
      const { site } = where;
      const { reason } = body;
      turns.set(turn, { turn, site, reason, begun: Date.now(), reply: "", acted: false, nobody: false });
      edit(message, () => {});
    }),
  );
  ears.use(
    await bus.on("reply/finished", {}, (message) =>
      edit(message, (account) => {
        account.reply += message.body.text;
      }),
    ),
  );
  ears.use(
    await bus.on("skill/finished", {}, (message) =>
      edit(message, (account) => {
        account.acted = true;
      }),
    ),
  );
  ears.use(
    await bus.on("speech/ended", {}, (message) =>
      edit(message, (account) => {
        account.nobody = message.body.rule === "none";
      }),
    ),
  );
  ears.use(
    await bus.on("turn/finished", {}, (message) =>
      edit(message, (account) => {
        const { outcome, problem } = message.body;
        account.outcome = outcome;
        if (problem) account.code = problem.code;
      }),
    ),
  );
  ears.use(
    await bus.on("fault", {}, ({ body }) => {
      faults[body.code] = (faults[body.code] ?? 0) + body.count;
    }),
  );
  const kept = ears.move();

  function until<T>(find: () => T | undefined, ms: number): Promise<T | undefined> {
    const { promise, resolve } = Promise.withResolvers<T | undefined>();
    const look = (): void => {
      const found = find();
      if (found !== undefined) resolve(found);
    };
    const timer = setTimeout(() => resolve(undefined), ms);
    looks.add(look);
    look();
    return promise.finally(() => {
      clearTimeout(timer);
      looks.delete(look);
    });
  }

  return {
    turns,
    faults,
    over: (turn, ms) =>
      until(() => {
        const account = turns.get(turn);
        return account?.outcome === undefined ? undefined : account;
      }, ms),
    next(site, reason, ms) {
      const known = new Set(turns.keys());
      const isNew = (one: Account): boolean =>
        one.site === site && one.reason === reason && !known.has(one.turn);
      return until(() => [...turns.values()].find(isNew), ms);
    },
    open: () => [...turns.values()].filter(({ outcome }) => outcome === undefined),
    unexplained: () => [...turns.values()].filter(isUnexplained),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** Cancelled turns were interrupted by something newer, which is a reason; of a failure, or of nothing, there must be word. */
function isUnexplained({ outcome, reply, code, acted, nobody }: Account): boolean {
  if (outcome === undefined || outcome === "cancelled") return false;
  if (outcome === "failed") return code === undefined;
  return reply === "" && !acted && !nobody && code === undefined;
}
