/** A small real house for one skill: say a sentence, read what was said and done, let time pass. */
import type { Bus, Kind, Messages, Skill, SkillWords } from "hearsay";
import { startBroker } from "../../core/bus/broker.ts";
import { newId } from "../../core/bus/id.ts";
import { type Alarms, startAlarms } from "../../core/dialog/alarms.ts";
import { checkOptions } from "../../core/host/options.ts";
import { type SkillServed, serveSkill } from "../../core/host/serve/skill.ts";
import { createLanguage, type Language } from "../../core/language/index.ts";
import type { Pack } from "../../core/language/pack/index.ts";
import { type HubStore, openStore } from "../../core/store/index.ts";
import { openAnnouncer } from "./announcer.ts";
import { type Asked, answerQuestions } from "./asked.ts";
import { followSkills, furnish } from "./furnish.ts";
import { testLog } from "./log.ts";
import { type PeopleOptions, peopleIn } from "./people.ts";
import { watchTurns } from "./turn-log.ts";

export type WordsByLanguage = Readonly<Record<string, SkillWords>>;

export interface HouseOptions {
  /** What is spoken; default `en`. */
  readonly language?: string;
  /** The room; default `kitchen`. What is not named here: a speaker at half volume, in the area of the room's name. */
  readonly site?: string;
  readonly state?: Partial<Messages["site/state"]>;
  /** Other rooms with a satellite, by site. */
  readonly rooms?: Readonly<Record<string, Partial<Messages["site/state"]>>>;
  /** Rooms in their quiet hours. */
  readonly quiet?: readonly string[];
  /** ms since 1970; default Friday, 20 November 2026, 12:00 UTC. */
  readonly now?: number;
  /** IANA name; default `UTC`. */
  readonly timeZone?: string;
  /** What was said last in the room; default: nothing. */
  readonly lastReply?: string;
  /** The skill's own options; what is absent has the default of its schema. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Knows sentences of other skills already; default: a new one. */
  readonly understands?: Language;
  /** Other skills that are there. */
  readonly others?: readonly { readonly skill: Skill; readonly words: WordsByLanguage }[];
  /** Language packs that are understood as well. */
  readonly packs?: readonly Pack[];
  /** Who can be talked to, and how they keep facts; default: the personas that come with the house. */
  readonly people?: PeopleOptions;
  /** Started before the skill, such as a home with devices. */
  readonly plugins?: readonly ((bus: Bus) => Promise<AsyncDisposable>)[];
}

export interface Heard {
  /** Name of the intent; null: the skill does not know the sentence. */
  readonly intent: string | null;
  readonly slots: Readonly<Record<string, unknown>>;
  readonly said: readonly string[];
  /** Everything else it sent, in order, what is said in other rooms too. */
  readonly sent: readonly { readonly kind: Kind; readonly where: object; readonly body: object }[];
  readonly outcome: "done" | "failed" | "cancelled" | "missed";
  readonly problem?: Messages["job/failed"]["problem"];
}

/** What came of words up to the end of the intent, or up to a question of it that waits for an answer now. */
export type Said = Omit<Heard, "outcome"> & { readonly outcome: Heard["outcome"] | "asked" };

export interface TestHouse extends AsyncDisposable {
  /** Somebody says this in the room, who also answers questions: with the next `say`. */
  say(text: string, language?: string): Promise<Said>;
  /** The question that waits for an answer. */
  asked(): Asked | undefined;
  /** The question that waits gets no answer: nobody spoke, or nobody is there. */
  silence(outcome?: "silent" | "gone"): Promise<Said>;
  /** Takes back what was done last, as "undo that" does; undefined where the skill left no word how. */
  undo(): Promise<Heard | undefined>;
  /** Somebody says this in the room, and answers no question. */
  hear(text: string, language?: string): Promise<Heard>;
  /** Name of the skill that takes a sentence, of all that are there. */
  owner(text: string, language?: string): string | undefined;
  /** Runs an intent as it is, without words. */
  run(intent: string, slots?: Readonly<Record<string, unknown>>, deadline?: number): Promise<Heard>;
  /** Time passes; resolves with what was said meanwhile. */
  advance(ms: number): Promise<readonly string[]>;
  /** The hub goes down, comes back after so many ms, and resolves with what it says then. */
  restart(ms?: number): Promise<readonly string[]>;
  readonly bus: Bus;
  readonly served: SkillServed;
  now(): number;
}

const noon = Date.UTC(2026, 10, 20, 12);

interface Running {
  readonly served: SkillServed;
  readonly alarms: Alarms;
  close(): Promise<void>;
}

/** Rejects with what a wrong skill or a wrong sentence throws. */
export async function houseFor(
  skill: Skill,
  words: WordsByLanguage,
  options: HouseOptions = {},
): Promise<TestHouse> {
  const { site = "kitchen", timeZone = "UTC", language: spoken = "en" } = options;
  let now = options.now ?? noon;
  const closing = new AsyncDisposableStack();
  const broker = closing.use(
    await startBroker({ host: "127.0.0.1", port: 0, authenticate: () => undefined }),
  );
  const store = closing.use(await openStore({ memory: true }));
  const bus = broker.bus("client/test");
  const language = options.understands ?? createLanguage();
  const log = await watchTurns(bus, site);
  await followSkills(bus, language);
  for (const pack of options.packs ?? []) await language.setPack(pack);
  await furnish(bus, site, options.state ?? {});
  for (const [room, state] of Object.entries(options.rooms ?? {})) await furnish(bus, room, state);
  closing.use(await peopleIn(broker.bus("hub/core"), options.people));
  closing.use(await openAnnouncer(broker.bus("hub/dialog"), options.quiet));
  for (const start of options.plugins ?? []) closing.use(await start(broker.bus("plugin/home")));
  const serveOne = async (
    one: Skill,
    its: WordsByLanguage,
    on: HubStore,
    generation: string,
  ): Promise<SkillServed> =>
    serveSkill(one, its, {
      options: await optionsOf(one, one === skill ? options.options : {}),
      bus: broker.bus(`plugin/${one.name}`),
      plugin: one.name,
      version: one.version ?? "0.0.0",
      client: "hub",
      log: testLog(one.name),
      generation,
      store: on.scope(`skill/${one.name}`),
      timeZone,
      now: () => now,
    });
  for (const other of options.others ?? []) closing.use(await serveOne(other.skill, other.words, store, "1"));

  let lastUndo: { job: string; intent: string; slots: object } | undefined;
  let pending: (() => Promise<Said>) | undefined;
  const questions = await answerQuestions(bus, {
    site,
    language: spoken,
    commandOf: (text) => language.match(text, spoken, {})?.skill,
  });

  async function begin(
    intent: string,
    slots: object,
    text: string,
    asked: Partial<Messages["skill/run"]> = {},
  ) {
    const id = newId();
    const turn = newId();
    const body = { job: id, site, skill: skill.name, intent, slots: { ...slots }, text, language: spoken };
    const last = options.lastReply ? { lastReply: options.lastReply } : {};
    const full = { ...body, persona: "house", deadline: skill.deadline ?? 8000, ...last, ...asked };
    const ended = log.wait(id).then(({ undo, ...over }) => {
      if (undo) lastUndo = { job: id, intent, slots: full.slots };
      return over;
    });
    await bus.publish("skill/run", { instance: running.served.instance }, full, {
      turn,
      replyTo: bus.instance,
    });
    return { turn, ended };
  }
  type Part = Pick<Heard, "intent" | "slots">;

  /** Runs it to its end. */
  async function job(...of: Parameters<typeof begin>): Promise<Omit<Heard, "intent" | "slots">> {
    const { turn, ended } = await begin(...of);
    return { ...(await ended), ...log.of(turn) };
  }

  const asking = () => questions.next().then(() => ({ outcome: "asked" }) as const);

  /** Up to its end, or its next question. */
  async function follow(
    part: Part,
    { turn, ended }: Awaited<ReturnType<typeof begin>>,
    seen = { said: 0, sent: 0 },
    asks = asking(),
  ): Promise<Said> {
    const over = await Promise.race([ended, asks]);
    const { said, sent } = log.of(turn);
    if (over.outcome === "asked") {
      const now = { said: said.length, sent: sent.length };
      pending = () => follow(part, { turn, ended }, now);
    } else questions.patient(false);
    return { ...part, ...over, said: said.slice(seen.said), sent: sent.slice(seen.sent) };
  }

  async function answer(give: () => void): Promise<Said> {
    const go = pending;
    pending = undefined;
    if (!go) throw new Error("No question waits for an answer.");
    const next = go();
    give();
    return await next;
  }

  function find(text: string, tongue: string) {
    const found = language.match(text, tongue, { allow: [skill.name], area: options.state?.area ?? site });
    if (!found) return undefined;
    const { intent, slots, answer: pack } = found;
    return { intent, slots, asked: { language: tongue, ...(pack ? { answer: pack } : {}) } };
  }

  async function start(): Promise<Running> {
    const served = await serveOne(skill, words, store, newId());
    const alarms = await startAlarms({
      bus: broker.bus("hub/alarms"),
      store: store.alarms,
      bootId: newId(),
      now: () => now,
      async ring({ data, language: tongue }) {
        const { outcome, said } = await job("alarm", data, "", { language: tongue });
        rung.push(...said);
        return outcome === "done" ? "heard" : "failed";
      },
    });
    const close = async (): Promise<void> => {
      await alarms[Symbol.asyncDispose]();
      await served[Symbol.asyncDispose]();
    };
    return { served, alarms, close };
  }

  const rung: string[] = [];
  const dueBefore = (limit: number): number => Math.min(limit, ...log.alarms().filter((at) => at > now));
  // Alarms ring as soon as they are started, and ringing needs the skill that is started with them.
  let running: Running = { served: undefined as never, alarms: undefined as never, close: async () => {} };
  running = await start();
  closing.defer(() => running.close());

  return {
    bus,
    get served() {
      return running.served;
    },
    now: () => now,
    owner: (text, tongue = spoken) => language.match(text, tongue)?.skill,
    async hear(text, tongue = spoken) {
      const found = find(text, tongue);
      if (!found) return missed;
      const { intent, slots, asked } = found;
      return { intent, slots, ...(await job(intent, slots, text, asked)) };
    },
    async say(text, tongue = spoken) {
      if (pending) return await answer(() => questions.say(text));
      const found = find(text, tongue);
      if (!found) return missed;
      const { intent, slots, asked } = found;
      questions.patient(true);
      const next = asking();
      return await follow({ intent, slots }, await begin(intent, slots, text, asked), undefined, next);
    },
    asked: questions.waiting,
    silence: (outcome = "silent") => answer(() => questions.end(outcome)),
    async undo() {
      const last = lastUndo;
      lastUndo = undefined;
      if (!last) return undefined;
      const { intent, slots } = last;
      return { intent, slots: { ...slots }, ...(await job(intent, slots, "", { undoes: last.job })) };
    },
    run: async (intent, slots = {}, deadline = skill.deadline ?? 8000) => ({
      intent,
      slots,
      ...(await job(intent, slots, "", { deadline })),
    }),
    async advance(ms) {
      const from = rung.length;
      for (const end = now + ms; now < end; ) {
        now = dueBefore(end);
        await running.alarms.check();
      }
      return rung.slice(from);
    },
    async restart(ms = 0) {
      await running.close();
      now += ms;
      const from = rung.length;
      running = await start();
      await running.alarms.check();
      return rung.slice(from);
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

const missed = { intent: null, slots: {}, said: [], sent: [], outcome: "missed" } as const;

const optionsOf = ({ name, options: schema }: Skill, options: HouseOptions["options"] = {}) =>
  checkOptions({ name, schema, options: structuredClone(options), folder: process.cwd(), env: {} });
