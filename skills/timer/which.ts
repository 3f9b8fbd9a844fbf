/** Finds the timer that was meant, by name, length, room or order, and asks which one where that is not clear. */
import { type AlarmEntry, type SkillContext, sitesAt } from "hearsay";

export interface Which {
  readonly name?: string | undefined;
  /** ms. */
  readonly length?: number | undefined;
  /** Id of an area. */
  readonly area?: string | undefined;
  /** "first", "second", "third" as they were set, "last", or "next" to ring. */
  readonly order?: string | undefined;
}

/** What is to be done with a timer once it is clear with which. */
export interface Deed {
  readonly kind: "cancel" | "change" | "pause" | "resume" | "restart" | "to";
  /** ms more, or less; of `to` its new length. */
  readonly by?: number;
}

/** So long a question waits for its answer. */
const patience = 60_000;

/** What was asked about in this room a moment ago; asked for once. */
export async function takeQuestion({ store, site, now }: SkillContext): Promise<Deed | undefined> {
  const key = `asked/${site}`;
  const asked = await store.get<{ readonly deed: Deed; readonly at: number }>(key);
  if (asked) await store.delete(key);
  return asked && now - asked.at < patience ? asked.deed : undefined;
}

/** "the pasta" names the same timer as "pasta". */
export const nameOf = (said: string | undefined): string =>
  (said ?? "").replace(/^(?:the|a|an|my|der|die|das|den|dem|mein|meine|meinen|meinem) /i, "");

/** ms until it rings; what rings has none. */
export const leftOf = ({ phase, at, left }: AlarmEntry, now: number): number =>
  phase === "paused" ? (left ?? 0) : phase === "ringing" ? 0 : Math.max(0, at - now);

/** Of the whole house, what rings or rings soonest first. */
export const all = (context: SkillContext): readonly AlarmEntry[] =>
  context.house
    .alarms()
    .filter(({ kind }) => kind === "timer")
    .sort((one, other) => leftOf(one, context.now) - leftOf(other, context.now));

export function meant(context: SkillContext, { name, length, area, order }: Which): readonly AlarmEntry[] {
  const wanted = nameOf(name).toLowerCase();
  const named = all(context).filter((timer) => wanted === "" || timer.name.toLowerCase() === wanted);
  const long = named.filter((timer) => length === undefined || timer.length === length);
  // One that got another length since is still the one of that name.
  const fitting = (wanted !== "" && long.length === 0 ? named : long).filter(
    (timer) => area === undefined || isIn(context, timer, area),
  );
  // One with a name is spoken of by its name.
  const plain = length === undefined ? [] : fitting.filter(({ name: own }) => own === "");
  const found = plain.length > 0 ? plain : fitting;
  if (order === undefined || found.length === 0) return found;
  if (order === "next") return found.slice(0, 1);
  // Ids are UUIDv7: they sort as they were made.
  const made = [...found].sort((one, other) => (one.id < other.id ? -1 : 1));
  const one = order === "last" ? made.at(-1) : made[["first", "second", "third"].indexOf(order)];
  return one ? [one] : [];
}

/** Set in a room of that area, or named like it: "the kitchen timer" may be either. */
function isIn(context: SkillContext, timer: AlarmEntry, area: string): boolean {
  const said = context.house.areas().find(({ id }) => id === area);
  const names = [said?.name, ...(said?.aliases ?? [])].map((one) => one?.toLowerCase());
  const isThere = sitesAt(context, area).some(({ id }) => id === timer.site);
  return isThere || timer.site === area || names.includes(timer.name.toLowerCase());
}

/** How a timer is spoken of: by its name, or by its length, and by what is left where another one is as long. */
export function describe(context: SkillContext, timer: AlarmEntry): string {
  const { name, length } = timer;
  if (name !== "") return context.phrase("the-named", { name });
  if (isAlike(context, timer))
    return context.phrase("the-left", { left: rounded(leftOf(timer, context.now)) });
  return context.phrase("the-long", { length });
}

/** Neither its name nor its length tells it from another one. */
export function isAlike(context: SkillContext, { name, length }: AlarmEntry): boolean {
  const alike = all(context).filter((other) => other.name === "" && other.length === length);
  return name === "" && (length === undefined || alike.length > 1);
}

const minuteMs = 60_000;
const exactBelow = 10 * minuteMs;

/** Nobody wants to hear the seconds of an hour. */
export const rounded = (left: number): number =>
  left < exactBelow ? Math.max(1000, left) : Math.round(left / minuteMs) * minuteMs;

/** The only one that fits; says what is the matter, and gives none, when there is none or are several. */
export async function theOne(
  context: SkillContext,
  which: Which,
  deed: Deed,
): Promise<AlarmEntry | undefined> {
  const exact = meant(context, which);
  const found = exact.length > 0 ? exact : await formerly(context, which);
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  if (!only) await nothing(context, which);
  return only ? await choose(context, found, deed) : undefined;
}

/** Asks which of several; where nobody answers at once, the next sentence may still name it. */
async function choose(
  context: SkillContext,
  found: readonly AlarmEntry[],
  deed: Deed,
): Promise<AlarmEntry | undefined> {
  const names = found.map((one) => describe(context, one));
  const choices = found.map(({ id, name, length }, index) => {
    const long = length === undefined ? [] : [context.phrase("length", { length })];
    return { id, names: [names[index] ?? "", ...(name === "" ? long : [name, ...long])] };
  });
  await context.store.set(`asked/${context.site}`, { deed, at: context.now });
  const id = await context.askChoice("which", choices, { count: found.length, names });
  if (id !== undefined) await takeQuestion(context);
  return all(context).find((timer) => timer.id === id);
}

const formerKey = "former";
type Former = Readonly<Record<string, readonly number[]>>;

/** Those that had this length until they were changed: who set one for five minutes may still call it that. */
async function formerly(context: SkillContext, { length, ...which }: Which): Promise<readonly AlarmEntry[]> {
  if (length === undefined) return [];
  const former = (await context.store.get<Former>(formerKey)) ?? {};
  return meant(context, which).filter(({ id }) => former[id]?.includes(length));
}

/** Its length is about to be another one. */
export async function keepLength(context: SkillContext, { id, length }: AlarmEntry): Promise<void> {
  if (length === undefined) return;
  const former = (await context.store.get<Former>(formerKey)) ?? {};
  const running = all(context).flatMap((one) => {
    const lengths = former[one.id] ?? [];
    const kept = one.id === id ? [...lengths.slice(-7), length] : lengths;
    return kept.length > 0 ? [[one.id, kept] as const] : [];
  });
  await context.store.set(formerKey, Object.fromEntries(running));
}

/** Says that there is none, or none such while there are others. */
export async function nothing(context: SkillContext, which: Which): Promise<void> {
  const others = all(context);
  if (others.length === 0) return context.say("none");
  const names = others.map((one) => describe(context, one));
  const name = nameOf(which.name);
  const room = context.house.areas().find(({ id }) => id === which.area)?.name;
  if (name) await context.say("unknown-name", { name, names });
  else if (which.length !== undefined) await context.say("unknown-length", { length: which.length, names });
  else if (room) await context.say("unknown-room", { room, names });
  else await context.say("unknown", { names });
}
