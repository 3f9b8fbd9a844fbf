/** A small real house for one skill: say a sentence, read what was said and done, let time pass. */
import type { Bus, Kind, Message, Messages, Skill, SkillWords } from "hearsay";
import { topics } from "../../bus-schema/index.ts";
import { startBroker } from "../../core/bus/broker.ts";
import { newId } from "../../core/bus/id.ts";
import { type Alarms, startAlarms } from "../../core/dialog/alarms.ts";
import { placesOf } from "../../core/dialog/lexicon.ts";
import { checkOptions } from "../../core/host/options.ts";
import { type SkillServed, serveSkill } from "../../core/host/serve/skill.ts";
import { createLanguage, type Language } from "../../core/language/index.ts";
import type { Pack } from "../../core/language/pack/index.ts";
import { type HubStore, openStore } from "../../core/store/index.ts";
import { testLog } from "./log.ts";

export type WordsByLanguage = Readonly<Record<string, SkillWords>>;

export interface HouseOptions {
  /** What is spoken; default `en`. */
  readonly language?: string;
  /** The room; default `kitchen`. What is not named here: a speaker at half volume, in the area of the room's name. */
  readonly site?: string;
  readonly state?: Partial<Messages["site/state"]>;
  /** Other rooms with a satellite, by site. */
  readonly rooms?: Readonly<Record<string, Partial<Messages["site/state"]>>>;
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

export interface TestHouse extends AsyncDisposable {
  /** Somebody says this in the room. */
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

  async function job(
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
    const over = log.wait(id);
    await bus.publish("skill/run", { instance: running.served.instance }, full, {
      turn,
      replyTo: bus.instance,
    });
    return { ...(await over), ...log.of(turn) };
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
      const found = language.match(text, tongue, { allow: [skill.name], area: options.state?.area ?? site });
      if (!found) return { intent: null, slots: {}, said: [], sent: [], outcome: "missed" };
      const { intent, slots, answer } = found;
      const asked = { language: tongue, ...(answer ? { answer } : {}) };
      return { intent, slots, ...(await job(intent, slots, text, asked)) };
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

const optionsOf = ({ name, options: schema }: Skill, options: HouseOptions["options"] = {}) =>
  checkOptions({ name, schema, options: structuredClone(options), folder: process.cwd(), env: {} });

interface TurnLog {
  /** Resolves when the job is over. */
  wait(job: string): Promise<Pick<Heard, "outcome" | "problem">>;
  of(turn: string): Pick<Heard, "said" | "sent">;
  alarms(): readonly number[];
}

/** Hears everything that is said in the house and keeps what belongs to a turn. */
async function watchTurns(bus: Bus, site: string): Promise<TurnLog> {
  const turns = new Map<string, Message[]>();
  const waiting = new Map<string, (over: Pick<Heard, "outcome" | "problem">) => void>();
  const alarms = new Map<string, number>();
  const keep = (message: Message): void => {
    if (message.turn) turns.set(message.turn, [...(turns.get(message.turn) ?? []), message]);
  };
  const where = { instance: bus.instance };
  await bus.on("job/done", where, ({ body }) => waiting.get(body.job)?.({ outcome: "done" }));
  await bus.on("job/failed", where, ({ body: { job, problem } }) => {
    waiting.get(job)?.({ outcome: problem.code === "CANCELLED" ? "cancelled" : "failed", problem });
  });
  await bus.on(
    "alarm/changed",
    {},
    (message) => void alarms.set(message.where.alarm, message.body.at),
    ({ alarm }) => void alarms.delete(alarm),
  );
  for (const [kind, { topic }] of Object.entries(topics)) {
    if (!topic.includes("{instance}") && !topic.includes("{direction}")) await bus.on(kind as Kind, {}, keep);
  }
  return {
    wait: (job) => new Promise((resolve) => waiting.set(job, resolve)),
    alarms: () => [...alarms.values()],
    of(turn) {
      const all = turns.get(turn) ?? [];
      const isHere = ({ kind, where }: Message): boolean =>
        kind === "reply/say" && (where as { site: string }).site === site;
      const said = all.filter(isHere).map(({ body }) => (body as { text: string }).text);
      const sent = all.filter((one) => !isHere(one) && one.kind !== "skill/finished");
      return { said, sent: sent.map(({ kind, where, body }) => ({ kind, where, body })) };
    },
  };
}

async function followSkills(bus: Bus, language: Language): Promise<void> {
  const lists = new Map<string, Messages["devices/listed"]>();
  const sites = new Map<string, string>();
  const place = (): void => language.setPlaces(placesOf([...lists.values()], sites));
  await bus.on(
    "skill/state",
    {},
    ({ body }) => void language.setSkill(body),
    ({ skill }) => language.removeSkill(skill),
  );
  await bus.on("devices/listed", {}, ({ where, body }) => {
    lists.set(where.source, body);
    place();
  });
  await bus.on("site/state", {}, ({ where, body }) => {
    sites.set(where.site, body.name);
    place();
  });
}

/** A satellite that does what it is told. */
async function furnish(bus: Bus, site: string, state: Partial<Messages["site/state"]>): Promise<void> {
  let here: Messages["site/state"] = {
    name: site,
    online: true,
    microphone: true,
    speaker: true,
    echoCancelled: false,
    wakeOnDevice: false,
    formats: [],
    muted: false,
    volume: 0.5,
    wakeWords: [],
    bootId: bus.bootId,
    ...state,
  };
  await bus.publish("site/state", { site }, here);
  await bus.on("site/configure", { site }, async ({ body: { volume, muted } }) => {
    here = {
      ...here,
      ...(volume === undefined ? {} : { volume }),
      ...(muted === undefined ? {} : { muted }),
    };
    await bus.publish("site/state", { site }, here);
  });
}
