/** Serves a skill: says what it can be asked, runs its intents under their deadline, and ends what will not end. */
import type { Message, Skill, Store } from "../../contract/index.ts";
import { asFault, Fault, problemOf } from "../../contract/index.ts";
import { startDeadline } from "../../flow/deadline.ts";
import { either } from "../../flow/either.ts";
import { type Desk, envelopeOf, type Job, openDesk, type Served, type ServeFacts } from "./desk.ts";
import { alarmIntent, checkSkill, checkSlots, type WordsByLanguage } from "./skill-check.ts";
import { confirmsOf } from "./skill-confirms.ts";
import { contextOf } from "./skill-context.ts";
import { openGate } from "./skill-gate.ts";
import { type HouseWatch, watchHouse } from "./skill-house.ts";
import { fixedPhrases, openPhrases, type Phrases } from "./skill-phrases.ts";
import { createUndos, type Undos } from "./skill-undo.ts";

export interface SkillFacts extends ServeFacts {
  readonly store: Store;
  /** IANA name. */
  readonly timeZone: string;
  /** Checked, with defaults; absent: none. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** ms since 1970; a test can set it. */
  readonly now?: () => number;
}

export interface SkillServed extends Served {
  /** How much skills wanted to say or do after their end. */
  refused(): number;
}

const defaultDeadline = 8000;
const jobsAtOnce = 16;
const jobsRemembered = 256;

interface Serving {
  readonly skill: Skill;
  readonly facts: SkillFacts;
  readonly house: HouseWatch;
  readonly phrases: Phrases;
  readonly undos: Undos;
  refused: number;
}

/** Rejects with PLUGIN_INVALID or SENTENCE_INVALID when the words do not fit the skill. Resolves once it can be asked. */
export async function serveSkill(
  skill: Skill,
  words: WordsByLanguage,
  facts: SkillFacts,
): Promise<SkillServed> {
  checkSkill(skill, words);
  const { bus } = facts;
  const made = { languages: Object.keys(words), limit: jobsAtOnce };
  const desk = await openDesk({ capability: "skill", made, facts });
  const { instance } = desk;
  const house = await watchHouse(bus);
  desk.own(house);
  const phrases = openPhrases(skill.name, words, facts.timeZone);
  const serving: Serving = { skill, facts, house, phrases, undos: createUndos(), refused: 0 };
  desk.own(
    await bus.on(
      "skill/run",
      { instance },
      oncePerJob((message) => open(desk, serving, message)),
    ),
  );
  await desk.announce();
  await bus.publish("skill/state", { skill: skill.name }, stateOf(skill, words, instance, bus.bootId));
  desk.own({
    async [Symbol.asyncDispose]() {
      if (house.instanceOf(skill.name) === instance) await bus.clear("skill/state", { skill: skill.name });
    },
  });
  return Object.assign(desk, { refused: () => serving.refused });
}

/** What is retained of a skill. */
export function stateOf(skill: Skill, words: WordsByLanguage, instance: string, bootId: string) {
  const { packs = {} } = skill;
  const intents = Object.entries({ ...skill.intents, ...packs }).map(
    ([name, { about, risk, repeatable, aside, fallback, lend, slots }]) => {
      const kinds = Object.entries(slots).map(([slot, { kind, optional, min, max, sentence }]) => [
        slot,
        {
          kind,
          optional,
          ...(min === undefined ? {} : { min }),
          ...(max === undefined ? {} : { max }),
          ...(sentence ? { sentence } : {}),
        },
      ]);
      const traits = {
        ...(risk ? { risk } : {}),
        ...(repeatable ? { repeatable } : {}),
        ...(aside ? { aside } : {}),
        ...(fallback ? { fallback } : {}),
        ...(lend === false ? { lend } : {}),
      };
      return [name, { about, ...traits, slots: Object.fromEntries(kinds) }];
    },
  );
  const languages = Object.entries(words).map(([language, { hear, say, lists, rules, examples }]) => {
    const phrases = fixedPhrases(say, language);
    const told = { hear, lists: lists ?? {}, rules: rules ?? {}, examples: examples ?? [] };
    return [language, phrases.length > 0 ? { ...told, phrases } : told];
  });
  return {
    name: skill.name,
    about: skill.about,
    instance,
    intents: Object.fromEntries(intents),
    ...(skill.outside ? { outside: true } : {}),
    ...(skill.lend === false ? { lend: false } : {}),
    ...(Object.keys(packs).length > 0 ? { packs: Object.keys(packs) } : {}),
    languages: Object.fromEntries(languages),
    deadline: skill.deadline ?? defaultDeadline,
    bootId,
  };
}

/** QoS 1 may bring a message twice (MQTT 4.3.2); a timer set twice would be one too many. */
function oncePerJob(hear: (message: Message<"skill/run">) => void): (message: Message<"skill/run">) => void {
  const seen = new Set<string>();
  return (message) => {
    if (seen.has(message.body.job)) return;
    seen.add(message.body.job);
    const [oldest] = seen;
    if (seen.size > jobsRemembered && oldest !== undefined) seen.delete(oldest);
    hear(message);
  };
}

function open(desk: Desk, serving: Serving, message: Message<"skill/run">): void {
  const { bus, log } = serving.facts;
  const { site, skill, intent } = message.body;
  desk.open(message, async (job) => {
    const context = envelopeOf(job);
    try {
      // Whoever asked runs a job again that was lost, but not one that may have had its effect.
      if (job.replyTo) await bus.publish("job/begun", { instance: job.replyTo }, { job: job.id }, context);
      await run(serving, message.body, job);
      await bus.publish("skill/finished", { site }, { skill, intent, outcome: "done" }, context);
      return serving.undos.has(job.id) ? { undo: true } : {};
    } catch (error) {
      const fault = asFault(error, "SKILL_FAILED");
      const outcome = fault.code === "CANCELLED" ? "cancelled" : "failed";
      await bus
        .publish("skill/finished", { site }, { skill, intent, outcome, problem: problemOf(fault) }, context)
        .catch((failure) => log.warn("Could not say that a skill failed.", { error: failure }));
      throw fault;
    }
  });
}

/** Rejects with the skill's fault, SKILL_TIMEOUT at the deadline, or the reason the job was aborted for. */
async function run(serving: Serving, asked: Message<"skill/run">["body"], job: Job): Promise<void> {
  const { skill, facts, house, phrases, undos } = serving;
  const late = new AbortController();
  const over = new AbortController();
  using both = either(job.signal, late.signal);
  const { signal } = both;
  using deadline = startDeadline(asked.deadline, () => {
    const what = `${skill.name}/${asked.intent} took longer than ${asked.deadline} ms.`;
    late.abort(new Fault("SKILL_TIMEOUT", what));
  });
  const gate = openGate(signal, () => {
    serving.refused++;
    facts.log.warn("A skill went on after its end.", { skill: skill.name, intent: asked.intent });
  });
  const view = house.view(asked);
  const { bus, log, store, timeZone, options = {}, now = Date.now } = facts;
  const context = contextOf({
    bus,
    log,
    store,
    timeZone,
    options,
    now,
    house: view,
    phrases,
    confirms: confirmsOf(skill, asked.intent),
    gate,
    signal,
    job,
    asked,
    deadline,
    over: over.signal,
    undo: (how) => undos.add(job.id, how),
  });
  const { undoes } = asked;
  const work = (): Promise<void> =>
    undoes === undefined ? handle(skill, asked, context) : undos.takeBack(undoes, context);
  try {
    await Promise.race([work(), aborted(signal)]);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const fault = asFault(error, "SKILL_FAILED");
    throw fault.code === "CANCELLED" ? new Fault("SKILL_FAILED", fault.message, { cause: error }) : fault;
  } finally {
    over.abort(new Fault("CANCELLED", "The skill has ended."));
    await gate.shut();
  }
}

async function handle(
  skill: Skill,
  { intent, slots }: Message<"skill/run">["body"],
  context: ReturnType<typeof contextOf>,
): Promise<void> {
  if (intent === alarmIntent && skill.alarm) return skill.alarm(context, slots);
  const all = { ...skill.packs, ...skill.intents };
  const wanted = Object.hasOwn(all, intent) ? all[intent] : undefined;
  if (!wanted) throw new Fault("SKILL_FAILED", `Skill ${skill.name} has no intent "${intent}".`);
  checkSlots(wanted.slots, slots);
  await wanted.run(Object.defineProperty(context, "slots", { value: slots, enumerable: true }) as never);
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
