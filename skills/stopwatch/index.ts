/** A stopwatch for each room: it counts on through a restart, since only its moments are kept. */
import type { SkillContext } from "hearsay";
import { defineSkill } from "hearsay";

interface Watch {
  /** ms counted before it was last started. */
  readonly counted: number;
  /** ms since 1970; absent while it stands. */
  readonly since?: number;
  /** ms on the watch at each lap. */
  readonly laps: readonly number[];
}

const mostLaps = 100;

export default defineSkill({
  name: "stopwatch",
  about: "A stopwatch: starts, stops, takes laps, says how long, and begins anew.",
  intents: {
    start: {
      about: "Starts the stopwatch, or lets it go on after a stop.",
      slots: {},
      async run(context) {
        const watch = await read(context);
        if (watch?.since !== undefined) return tell(context, watch, "already");
        await keep(context, { counted: watch?.counted ?? 0, since: context.now, laps: watch?.laps ?? [] });
        if (watch) await tell(context, watch, "resumed");
        else await context.say("started");
      },
    },
    stop: {
      about: "Stops the stopwatch and says how long it ran; it can go on later.",
      slots: {},
      async run(context) {
        const watch = await read(context);
        if (!watch) return context.say("none");
        if (watch.since === undefined) return tell(context, watch, "stands");
        await keep(context, { counted: shown(watch, context.now), laps: watch.laps });
        await tell(context, watch, "stopped");
      },
    },
    lap: {
      about: "Takes a lap time without stopping.",
      slots: {},
      async run(context) {
        const watch = await read(context);
        if (watch?.since === undefined) return watch ? tell(context, watch, "stands") : context.say("none");
        if (watch.laps.length >= mostLaps) return context.say("full", { count: mostLaps });
        const total = shown(watch, context.now);
        const lap = total - (watch.laps.at(-1) ?? 0);
        await keep(context, { ...watch, laps: [...watch.laps, total] });
        await context.say("lap", { lap: whole(lap), count: watch.laps.length + 1, total });
      },
    },
    status: {
      about: "Says how long the stopwatch has been running, or what it stopped at.",
      risk: "none",
      repeatable: true,
      slots: {},
      async run(context) {
        const watch = await read(context);
        if (!watch) return context.say("none");
        await tell(context, watch, watch.since === undefined ? "stands" : "runs");
      },
    },
    laps: {
      about: "Says all lap times.",
      risk: "none",
      repeatable: true,
      slots: {},
      async run(context) {
        const { laps = [] } = (await read(context)) ?? {};
        if (laps.length === 0) return context.say("no-laps");
        for (const [at, total] of laps.entries()) {
          await context.say("one-lap", { count: at + 1, lap: whole(total - (laps[at - 1] ?? 0)) });
        }
      },
    },
    reset: {
      about: "Sets the stopwatch back to zero and stops it.",
      slots: {},
      async run(context) {
        const had = await context.store.delete(context.site);
        await context.say(had ? "reset" : "none");
      },
    },
    restart: {
      about: "Sets the stopwatch back to zero and starts it at once.",
      slots: {},
      async run(context) {
        await keep(context, { counted: 0, since: context.now, laps: [] });
        await context.say("started");
      },
    },
  },
});

/** Nothing lasted no time at all. */
const whole = (ms: number): number => Math.max(1000, ms);

const read = ({ store, site }: SkillContext): Promise<Watch | undefined> => store.get<Watch>(site);
const keep = ({ store, site }: SkillContext, watch: Watch): Promise<void> => store.set(site, watch);

/** ms on the watch; a clock that was set back counts nothing rather than less. */
const shown = ({ counted, since }: Watch, now: number): number =>
  counted + (since === undefined ? 0 : Math.max(0, now - since));

async function tell(context: SkillContext, watch: Watch, phrase: string): Promise<void> {
  await context.say(phrase, { time: whole(shown(watch, context.now)) });
}
