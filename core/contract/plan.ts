/** When something is to happen, from all that was said of it: a moment, a time of day, how it recurs. */
import {
  type Here,
  type Moment,
  nextOccurrence,
  type Recurrence,
  type Repeat,
  resolveMoment,
  settleTime,
  type TimeOfDay,
} from "./when.ts";

/** What the slots of an intent hold: "for seven tomorrow" may fill two. */
export interface SaidWhen {
  readonly moment?: Moment | undefined;
  readonly time?: TimeOfDay | undefined;
  readonly repeat?: Repeat | undefined;
}

export interface Plan {
  /** ms since 1970; of what recurs the first time. */
  readonly at: number;
  readonly repeat?: Recurrence;
}

/** Nobody sets anything for more than a year ahead; it is a slip of the tongue or of the ear. */
const longest = 366 * 86_400_000;

/** What was said of one moment in two slots. */
export const momentSaid = ({ moment, time }: SaidWhen): Moment | undefined =>
  time && !moment?.time && moment?.after === undefined ? { ...moment, time } : moment;

/**
 * The moment, and how it recurs; or what is the matter: no time was said ("when"), it is over ("past"), or more than a
 * year ahead ("far"). `loose`: a day without a time is good enough, and gets that day's usual hour.
 */
export function planWhen(
  said: SaidWhen,
  here: Here & { readonly loose?: boolean },
): Plan | "when" | "past" | "far" {
  const { now, loose = false } = here;
  const moment = momentSaid(said);
  if (said.repeat) return planRepeat(said.repeat, moment, here);
  const found = moment && resolveMoment(moment, here);
  if (!found || (!found.timed && !moment?.part && !loose)) return "when";
  if (found.at <= now) return "past";
  return found.at > now + longest ? "far" : { at: found.at };
}

function planRepeat(
  said: Repeat,
  moment: Moment | undefined,
  here: Here & { readonly loose?: boolean },
): Plan | "when" {
  const { now, timeZone, loose = false } = here;
  const part = said.part ?? moment?.part;
  const short = said.unit === "minute" || said.unit === "hour";
  if (!moment?.time && !part && !loose && !short) return "when";
  const { hour, minute } = settleTime(moment?.time, part, here);
  const day = said.unit === "week" && !said.days && moment?.weekday ? { days: [moment.weekday] } : {};
  const rule = { ...said, ...day, hour, minute, timeZone };
  return { at: nextOccurrence(rule, now), repeat: rule };
}
