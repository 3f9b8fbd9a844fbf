/** What a persona's thinking costs in a day, kept across restarts, so that a budget holds whatever happens. */
import type { Log, Messages, Persona, Store } from "../../contract/index.ts";
import { asFault } from "../../contract/index.ts";

export type Used = Pick<Messages["think/used"], "input" | "output" | "cost">;

export interface Purse {
  /** How much of a persona's day is spent: 0 nothing, or no limit; from 1 on all of it. */
  spent(persona: Persona): Promise<number>;
  add(persona: Persona, used: Used): Promise<void>;
  /** True once a day, when most of it is spent. */
  isWarning(persona: Persona): Promise<boolean>;
}

export interface PurseFacts {
  /** Absent: it is forgotten with this process. */
  readonly store?: Store | undefined;
  readonly log: Log;
  /** IANA name: a day is one of the house's own. */
  readonly timeZone: string;
  /** ms since 1970. */
  readonly now?: () => number;
}

interface Day {
  readonly day: string;
  readonly tokens: number;
  readonly cost: number;
  readonly warned: boolean;
}

const warnedFrom = 0.8;

export function createPurse({ store, log, timeZone, now = Date.now }: PurseFacts): Purse {
  const days = new Map<string, Day>();
  const calendar = new Intl.DateTimeFormat("en-CA", { timeZone });
  let last: Promise<unknown> = Promise.resolve();

  async function today({ name }: Persona): Promise<Day> {
    const day = calendar.format(now());
    const known = days.get(name) ?? (await read(name));
    const fresh = known?.day === day ? known : { day, tokens: 0, cost: 0, warned: false };
    days.set(name, fresh);
    return fresh;
  }
  const read = (name: string): Promise<Day | undefined> =>
    Promise.resolve(store?.get<Day>(keyOf(name))).catch((error) => {
      log.warn("Could not read what was spent on thinking.", { code: asFault(error).code });
      return undefined;
    });
  async function keep({ name }: Persona, day: Day): Promise<void> {
    days.set(name, day);
    await store?.set(keyOf(name), day).catch((error) => {
      log.warn("Could not keep what was spent on thinking.", { code: asFault(error).code });
    });
  }
  /** Two rooms may think at once: none of them may be forgotten. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work, work);
    last = done.catch(() => {});
    return done;
  };

  return {
    spent: (persona) => inTurn(async () => shareOf(persona, await today(persona))),
    add: (persona, { input, output, cost = 0 }) =>
      inTurn(async () => {
        const day = await today(persona);
        await keep(persona, { ...day, tokens: day.tokens + input + output, cost: day.cost + cost });
      }),
    isWarning: (persona) =>
      inTurn(async () => {
        const day = await today(persona);
        if (day.warned || shareOf(persona, day) < warnedFrom) return false;
        await keep(persona, { ...day, warned: true });
        return true;
      }),
  };
}

const keyOf = (persona: string): string => `spent/${persona}`;

function shareOf({ limits: { dayTokens, dayCost } }: Persona, { tokens, cost }: Day): number {
  const share = (spent: number, limit: number | undefined): number =>
    limit === undefined ? 0 : limit === 0 ? 1 : spent / limit;
  return Math.max(share(tokens, dayTokens), share(cost, dayCost));
}
