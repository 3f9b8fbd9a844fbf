/** Timers that packs set, change and ask about. */
import { type AlarmEntry, areasOf, nameOfPlace, type SkillContext, slot } from "hearsay";
import { serves } from "./serves.ts";

const amount = slot.number({ min: 0 }).maybe();
const length = { hours: amount, minutes: amount, seconds: amount };
const which = {
  name: slot.text().maybe(),
  area: slot.area().maybe(),
  start_hours: amount,
  start_minutes: amount,
  start_seconds: amount,
};

interface Which {
  readonly name?: string | undefined;
  readonly area?: string | undefined;
  readonly start_hours?: number | undefined;
  readonly start_minutes?: number | undefined;
  readonly start_seconds?: number | undefined;
}

const longest = 366 * 86_400_000;
const longestName = 80;

const msOf = (hours = 0, minutes = 0, seconds = 0): number => ((hours * 60 + minutes) * 60 + seconds) * 1000;

const leftOf = ({ phase, at, left }: AlarmEntry, now: number): number =>
  phase === "paused" ? (left ?? 0) : phase === "ringing" ? 0 : Math.max(0, at - now);

function meant(context: SkillContext, { name, area, ...start }: Which): readonly AlarmEntry[] {
  const { house } = context;
  const wanted = msOf(start.start_hours, start.start_minutes, start.start_seconds);
  const areas = area === undefined ? undefined : areasOf(context, area);
  return house
    .alarms()
    .filter((timer) => name === undefined || timer.name.toLowerCase() === name.trim().toLowerCase())
    .filter((timer) => wanted === 0 || timer.length === wanted)
    .filter(({ site }) => areas === undefined || [...areasOf(context, site)].some((id) => areas.has(id)));
}

/** The only one that fits; says what is the matter where there is none, or are several. */
async function theOne(context: SkillContext, wish: Which): Promise<AlarmEntry | undefined> {
  const found = meant(context, wish);
  const ringing = found.find(({ phase }) => phase === "ringing");
  const here = found.filter(({ site }) => site === context.site);
  const [only] = here.length === 1 ? here : found;
  if (ringing || found.length === 1 || here.length === 1) return ringing ?? only;
  const problem = found.length === 0 ? "timer_not_found" : "multiple_timers_matched";
  if (!(await context.answer({}, problem)))
    await context.say(found.length === 0 ? "no-timer" : "which-timer");
  return undefined;
}

const answer = async (
  context: SkillContext,
  slots: Readonly<Record<string, unknown>> = {},
): Promise<void> => {
  if (!(await context.answer({ slots }))) await context.say("done");
};

async function change(
  context: SkillContext,
  wish: Which,
  how: (timer: AlarmEntry) => Parameters<SkillContext["changeAlarm"]>[1],
): Promise<void> {
  const timer = await theOne(context, wish);
  if (!timer) return;
  const { changed } = await context.changeAlarm(timer.id, how(timer));
  if (changed) await answer(context);
  else if (!(await context.answer({}, "timer_not_found"))) await context.say("no-timer");
}

/** More or less time, but never less than a second. */
function moved(context: SkillContext, timer: AlarmEntry, by: number) {
  const left = leftOf(timer, context.now);
  const most = Math.max(1000 - left, Math.min(by, longest - left));
  return { by: most, ...(timer.length === undefined ? {} : { length: Math.max(1000, timer.length + most) }) };
}

export const timers = {
  HassStartTimer: serves({
    about: "Starts a timer.",
    slots: { ...length, name: which.name },
    async run(context) {
      const { hours, minutes, seconds, name = "" } = context.slots;
      const after = Math.min(longest, Math.max(1000, msOf(hours, minutes, seconds)));
      const known = name.trim().slice(0, longestName);
      await context.setAlarm({ kind: "timer", name: known, after, data: { name: known, length: after } });
      await answer(context);
    },
  }),
  HassCancelTimer: serves({
    about: "Takes a timer back.",
    slots: which,
    async run(context) {
      const timer = await theOne(context, context.slots);
      if (!timer) return;
      await context.clearAlarms({ id: timer.id });
      await answer(context);
    },
  }),
  HassCancelAllTimers: serves({
    about: "Takes all timers back, or all of a room.",
    risk: "high",
    slots: { area: which.area },
    async run(context) {
      const found = meant(context, context.slots);
      for (const { id } of found) await context.clearAlarms({ id });
      await answer(context, { canceled: found.length });
    },
  }),
  HassIncreaseTimer: serves({
    about: "Gives a timer more time.",
    slots: { ...length, ...which },
    run(context) {
      const { hours, minutes, seconds, ...wish } = context.slots;
      return change(context, wish, (timer) => moved(context, timer, msOf(hours, minutes, seconds)));
    },
  }),
  HassDecreaseTimer: serves({
    about: "Takes time off a timer.",
    slots: { ...length, ...which },
    run(context) {
      const { hours, minutes, seconds, ...wish } = context.slots;
      return change(context, wish, (timer) => moved(context, timer, -msOf(hours, minutes, seconds)));
    },
  }),
  HassPauseTimer: serves({
    about: "Pauses a timer.",
    slots: which,
    run: (context) => change(context, context.slots, () => ({ paused: true })),
  }),
  HassUnpauseTimer: serves({
    about: "Lets a paused timer run on.",
    slots: which,
    run: (context) => change(context, context.slots, () => ({ paused: false })),
  }),
  HassTimerStatus: serves({
    about: "Says how much time timers have left.",
    risk: "none",
    repeatable: true,
    slots: which,
    run: (context) =>
      answer(context, { timers: meant(context, context.slots).map((timer) => toldOf(context, timer)) }),
  }),
};

/** A timer as the packs' answers speak of it. */
function toldOf(context: SkillContext, timer: AlarmEntry) {
  const left = Math.round(leftOf(timer, context.now) / 1000);
  const start = Math.round((timer.length ?? 0) / 1000);
  const [hours, minutes, seconds] = rounded(left);
  const [place] = areasOf(context, timer.site);
  return {
    name: timer.name,
    area: place === undefined ? "" : nameOfPlace(context, place),
    is_active: timer.phase !== "paused",
    total_seconds_left: left,
    rounded_hours_left: hours,
    rounded_minutes_left: minutes,
    rounded_seconds_left: seconds,
    start_hours: Math.floor(start / 3600),
    start_minutes: Math.floor(start / 60) % 60,
    start_seconds: start % 60,
  };
}

/** Hours, minutes and seconds as people want them: the smaller unit in halves, below a minute in tens. */
export function rounded(left: number): readonly [hours: number, minutes: number, seconds: number] {
  const minute = Math.floor(left / 60);
  if (left >= 3600) {
    const [hours, half] = halves(Math.floor(minute / 60), minute % 60);
    return [hours, half, 0];
  }
  if (left >= 60) {
    const [minutes, half] = halves(minute, left % 60);
    return minutes === 60 ? [1, 0, 0] : [0, minutes, half];
  }
  if (left > 50) return [0, 1, 0];
  return [0, 0, left < 10 ? left : left - (left % 10)];
}

const halves = (whole: number, part: number): readonly [whole: number, part: number] =>
  part > 45 ? [whole + 1, 0] : [whole, part < 15 ? 0 : 30];
