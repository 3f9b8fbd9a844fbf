/** Decides which room answers a wake word that several heard: reports of the same words within a short window, weighed. */
import type { Message } from "../../contract/index.ts";
import { isSame, type Report, rank } from "./weigh.ts";

type Wake = Message<"wake/heard">;

/** How long other rooms may report the same words after the first one did. */
const windowMs = 100;
/** The same room, or another provider in it, hears one utterance once. */
const echoMs = 1000;
/** How long a decision is remembered for reports that come late. */
const lateMs = 3000;
const decisionsKept = 64;
/** For so long after it answered a room counts as being in a conversation. */
const engagedMs = 8000;

export interface ArbiterFacts {
  /** A room answers, others do not. Called from a timer as well: it must not throw. */
  decide(verdict: Verdict): void;
  /** A room reported the words when another had been chosen already. */
  late(wake: Wake, to: string): void;
  /** A capture time of a room by the hub's clock; undefined where it is not known. */
  timeOf(site: string, at: number): number | undefined;
  /** dB. */
  priorityOf(site: string): number;
  /** Rooms that can hear now. */
  listening(): readonly string[];
  /** A turn is under way there. */
  isBusy(site: string): boolean;
  readonly now?: () => number;
}

export interface Verdict {
  readonly winner: Wake;
  readonly losers: readonly Wake[];
}

export interface Arbiter extends Disposable {
  hear(wake: Wake): void;
}

interface Heard extends Report {
  readonly wake: Wake;
}

interface Group {
  readonly heard: Heard[];
  timer?: NodeJS.Timeout;
}

interface Decision {
  readonly to: string;
  readonly at: number;
  readonly heard: readonly Heard[];
}

export function createArbiter(facts: ArbiterFacts): Arbiter {
  const now = facts.now ?? Date.now;
  const open = new Set<Group>();
  const last = new Map<string, { readonly stream: number; readonly heardAt: number }>();
  let decisions: Decision[] = [];

  /** A clock that was set back makes nothing new. */
  const isSince = (at: number, ms: number): boolean => Math.abs(now() - at) <= ms;
  const isEngaged = (site: string): boolean =>
    facts.isBusy(site) || decisions.some(({ to, at }) => to === site && isSince(at, engagedMs));

  function isEcho({ where: { site }, body: { stream, heardAt } }: Wake): boolean {
    const before = last.get(site);
    last.delete(site);
    last.set(site, { stream, heardAt });
    const [oldest] = last.keys();
    if (last.size > decisionsKept && oldest !== undefined) last.delete(oldest);
    return before?.stream === stream && Math.abs(heardAt - before.heardAt) < echoMs;
  }

  function reportOf(wake: Wake): Heard {
    const { site } = wake.where;
    const { word, model, level, noise, score, heardAt } = wake.body;
    return {
      site,
      word,
      model,
      level,
      noise,
      score,
      heardAt: facts.timeOf(site, heardAt),
      arrivedAt: now(),
      priority: facts.priorityOf(site),
      engaged: isEngaged(site),
      wake,
    };
  }

  function close(group: Group): void {
    clearTimeout(group.timer);
    open.delete(group);
    const [winner, ...losers] = rank(group.heard);
    if (!winner) return;
    decisions = [...decisions.slice(1 - decisionsKept), { to: winner.site, at: now(), heard: group.heard }];
    facts.decide({ winner: winner.wake, losers: losers.map(({ wake }) => wake) });
  }

  /** The words of a group were said once: each room that heard them fits one of its reports. */
  const fits = (report: Heard, heard: readonly Heard[]): boolean =>
    heard.every(({ site }) => site !== report.site) && heard.some((one) => isSame(one, report));

  function join(report: Heard): void {
    const known = [...open].find(({ heard }) => fits(report, heard));
    const group: Group = known ?? { heard: [] };
    group.heard.push(report);
    if (!known) {
      open.add(group);
      group.timer = setTimeout(() => close(group), windowMs);
    }
    if (facts.listening().every((site) => group.heard.some((one) => one.site === site))) close(group);
  }

  return {
    hear(wake) {
      if (isEcho(wake)) return;
      const report = reportOf(wake);
      const late = decisions.find(({ at, heard }) => isSince(at, lateMs) && fits(report, heard));
      if (late) facts.late(wake, late.to);
      else join(report);
    },
    [Symbol.dispose]() {
      for (const { timer } of open) clearTimeout(timer);
      open.clear();
    },
  };
}
