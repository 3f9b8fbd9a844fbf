/** Sums up what was talked of before the turns that a language model is shown, while the house is idle. */
import { newId } from "../../../bus/id.ts";
import type { Persona, ThinkMessage } from "../../../contract/index.ts";
import { asFault, Fault } from "../../../contract/index.ts";
import type { NoteStore } from "../../../store/index.ts";
import type { Dialogue } from "../../house.ts";
import { createPauses } from "../../questions/pauses.ts";
import { createTrace } from "../../trace/trace.ts";
import { linksFor, providerOf, round } from "../ask/round.ts";
import { quoted, quotingRule } from "../quote.ts";
import { type Partner, pauseMs, type Said, talkOf } from "./talk.ts";

export interface SummaryFacts {
  readonly house: Dialogue;
  readonly notes: NoteStore;
  /** Whether anything that is said may be kept. */
  readonly allowed: () => boolean;
  /** ms of quiet in the whole house before it begins. */
  readonly idle?: number;
}

const idleMs = 20_000;
/** So many turns that no summary has yet are worth one. */
const worthwhile = 4;
const lookedThrough = 200;
const longestTurn = 400;
/** Characters that are read, and that are kept. */
const mostRead = 12_000;
const mostKept = 1200;

const task =
  "Sum up this talk between a person and a voice assistant in at most 120 words, in the language of the person, in the third " +
  "person: what it was about, what was decided or done, what is still open. Only what was said; no advice and no greeting. " +
  "Where a summary of what came before is given, write one that covers both.";

interface Talker extends Partner {
  readonly persona: Persona;
  readonly language: string;
}

/** Follows the turns; whoever speaks stops it, and it begins again later. */
export async function openSummaries({
  house,
  notes,
  allowed,
  idle = idleMs,
}: SummaryFacts): Promise<AsyncDisposable> {
  const waiting = new Map<string, Talker>();
  const running = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let work: { readonly stop: AbortController; readonly done: Promise<void> } | undefined;

  function later(): void {
    clearTimeout(timer);
    if (waiting.size === 0 || running.size > 0) return;
    timer = setTimeout(() => void begin(), idle);
    timer.unref();
  }
  async function begin(): Promise<void> {
    const [first] = waiting;
    if (!first || work) return;
    const [key, talker] = first;
    waiting.delete(key);
    const stop = new AbortController();
    const done = sumUp({ house, notes }, talker, stop.signal).catch((error) => {
      const { code } = asFault(error);
      if (stop.signal.aborted) waiting.set(key, talker);
      else house.log.info("A talk was not summed up.", { code });
    });
    work = { stop, done };
    await done;
    work = undefined;
    later();
  }

  await using stack = new AsyncDisposableStack();
  stack.use(
    await house.bus.on("turn/started", {}, ({ turn = "" }) => {
      running.add(turn);
      clearTimeout(timer);
      work?.stop.abort(new Fault("CANCELLED", "Somebody speaks."));
    }),
  );
  stack.use(
    await house.bus.on("turn/finished", {}, async ({ where: { site }, turn = "" }) => {
      running.delete(turn);
      const talker = allowed() ? await talkerOf(house, site, turn) : undefined;
      if (talker) waiting.set(`${talker.persona.name} ${talker.person ?? `@${site}`}`, talker);
      later();
    }),
  );
  stack.defer(async () => {
    clearTimeout(timer);
    waiting.clear();
    work?.stop.abort(new Fault("CANCELLED", "The dialog ends."));
    await work?.done;
  });
  const open = stack.move();
  return { [Symbol.asyncDispose]: () => open.disposeAsync() };
}

/** Whoever spoke in a turn that is over, where their persona sums up and can think now. */
async function talkerOf(house: Dialogue, site: string, turn: string): Promise<Talker | undefined> {
  const last = house.recent.of(site).find(({ record }) => record.turn === turn);
  if (!last) return undefined;
  const { person, record } = last;
  const persona = house.personaOf(site, record.persona);
  const { language } = record;
  const canThink = linksFor(persona.think, language).some((link) => providerOf(house, link, language));
  if (!persona.memory.summary || !canThink) return undefined;
  return { site, persona, language, ...(person === undefined ? {} : { person }) };
}

type Means = Pick<SummaryFacts, "house" | "notes">;

async function sumUp({ house, notes }: Means, talker: Talker, signal: AbortSignal): Promise<void> {
  const { persona, site, person } = talker;
  const whose = person === undefined ? { site, person: "" } : { site: "", person };
  const [known] = await notes.summaries({ persona: persona.name, ...whose });
  const talk = await talkWith(house, talker);
  const older = talk.slice(persona.memory.turns).toReversed();
  const before = known && older[0] && older[0].at - known.to <= pauseMs ? known : undefined;
  const fresh = older.filter(({ at }) => at > (before?.to ?? 0));
  const [first] = fresh;
  const last = fresh.at(-1);
  if (!first || !last || fresh.length < worthwhile || (await house.mind.purse.spent(persona)) >= 1) return;
  const text = await think(house, talker, messagesOf(fresh, before?.text), signal);
  // What was forgotten while it was thought of is not to be kept in other words.
  const left = new Set((await talkWith(house, talker)).map(({ at }) => at));
  const [still] = await notes.summaries({ persona: persona.name, ...whose });
  if (text === "" || fresh.some(({ at }) => !left.has(at)) || still?.to !== known?.to) return;
  const kept = { persona: persona.name, ...whose, text, from: before?.from ?? first.at, to: last.at };
  await notes.keepSummary(kept);
}

const talkWith = async (
  house: Dialogue,
  { persona, language: _, ...partner }: Talker,
): Promise<readonly Said[]> =>
  talkOf(await house.talked(partner, lookedThrough), partner, persona.name, Date.now());

/** What others wrote is left out: it would come back as the house's own words. */
function messagesOf(turns: readonly Said[], before: string | undefined): readonly ThinkMessage[] {
  const lines = turns.map(({ heard, reply, outside }) => {
    const answer = outside ? "(told something that others wrote)" : reply.slice(0, longestTurn);
    return `Person: ${heard.slice(0, longestTurn)}\nAssistant: ${answer}`;
  });
  const earlier = before === undefined ? "" : `${quoted("summary of what came before", before, mostKept)}\n`;
  const talk = quoted("the talk", lines.join("\n").slice(-mostRead), mostRead);
  return [
    { role: "system", text: `${task}\n\n${quotingRule}` },
    { role: "user", text: `${earlier}${talk}` },
  ];
}

async function think(
  house: Dialogue,
  { persona, language }: Talker,
  messages: readonly ThinkMessage[],
  signal: AbortSignal,
): Promise<string> {
  const turn = newId();
  const spent: Promise<void>[] = [];
  const { text } = await round({
    house,
    request: { turn, persona, trace: createTrace(turn), pauses: createPauses() },
    language,
    messages,
    tools: [],
    signal,
    text() {},
    call() {},
    said: () => false,
    full: () => false,
    used: (used) => void spent.push(house.mind.purse.add(persona, used)),
    again() {},
  });
  await Promise.all(spent);
  return text.replace(/\s+/gu, " ").trim().slice(0, mostKept);
}
