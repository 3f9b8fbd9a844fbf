/** Plays a world: a fresh dialog and fresh skills live through it in virtual time, and what they did is told. */
import { type Kind, topics } from "../../bus-schema/index.ts";
import { startBroker } from "../bus/broker.ts";
import type { Bus, Message, Persona, Where } from "../contract/index.ts";
import { startAlarms } from "../dialog/alarms.ts";
import { openDialog } from "../dialog/dialog.ts";
import type { DialogSettings } from "../dialog/house.ts";
import type { LoadedSkill } from "../host/load.ts";
import { checkOptions } from "../host/options.ts";
import { type SkillServed, serveSkill } from "../host/serve/skill.ts";
import { openStore } from "../store/index.ts";
import { openHome } from "./home.ts";
import { openProviders, type Providers } from "./providers.ts";
import { openRooms } from "./rooms.ts";
import { silentLog } from "./silent.ts";
import { type Done, readTurns } from "./turns.ts";
import type { Event, Say, World } from "./world.ts";

/** What is read from disk before time is taken over. */
export interface Ground {
  readonly skills: readonly LoadedSkill[];
  readonly personas: ReadonlyMap<string, Persona>;
  readonly settings: DialogSettings;
}

export interface Played {
  readonly turns: readonly Done[];
  /** Faults that were said on the bus. */
  readonly faults: readonly string[];
}

/** What a skill or a satellite says of itself, a moment after it came, ms. */
const settleMs = 1500;

/** Lasts as long as its world does, by whatever clock this process has. */
export async function play(world: World, ground: Ground): Promise<Played> {
  await using stack = new AsyncDisposableStack();
  const broker = stack.use(
    await startBroker({ host: "127.0.0.1", port: 0, log: silentLog, authenticate: () => undefined }),
  );
  const bus = broker.bus("hub/core");
  const store = stack.use(await openStore({ memory: true }));
  const turns = readTurns(world.start);
  const faults: string[] = [];
  await hearAll(bus, (message) => {
    turns.hear(message);
    if (message.kind === "fault") faults.push((message.body as { code: string }).code);
  });
  const dialog = stack.use(
    await openDialog({
      bus,
      log: silentLog,
      settings: () => ({ ...ground.settings, ...world.settings }),
      personaOf: personaOf(world, ground),
      language: world.language,
    }),
  );
  stack.use(
    await startAlarms({ bus, store: store.alarms, bootId: bus.bootId, ring: dialog.ring, now: Date.now }),
  );
  const skills = stack.use(await openSkills(world, ground, { busOf: broker.bus, store }));
  const providers = stack.use(await openProviders(world, broker.bus));
  stack.use(await openHome(broker.bus("plugin/home"), world.home));
  await sleep(Math.max(0, settleMs - (Date.now() - world.start)));
  stack.use(await openRooms(world, broker.bus));
  for (const event of [...world.events].sort((a, b) => a.at - b.at)) {
    await sleep(world.start + event.at - Date.now());
    await happen(event, { busOf: broker.bus, providers, skills });
  }
  await sleep(world.start + world.lasts - Date.now());
  return { turns: turns.all(), faults };
}

const sleep = (ms: number): Promise<void> =>
  ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();

/** Language models are no part of a replay: what nobody else knows is answered as in a house without them. */
function personaOf({ personas, persona }: World, ground: Ground): (site: string, name?: string) => Persona {
  return (site, name = personas[site] ?? persona) => {
    const found =
      ground.personas.get(name) ?? ground.personas.get(persona) ?? [...ground.personas.values()][0];
    if (!found) throw new Error("There is no persona.");
    return { ...found, think: [] };
  };
}

async function hearAll(bus: Bus, hear: (message: Message) => void): Promise<void> {
  for (const kind of Object.keys(topics) as Kind[]) await bus.on(kind, {}, hear as never);
}

interface Skills extends AsyncDisposable {
  crash(name: string): Promise<void>;
}

interface Place {
  readonly busOf: (by: string) => Bus;
  readonly store: Awaited<ReturnType<typeof openStore>>;
}

/** How long a crashed process is away, ms. */
const awayMs = 800;

async function openSkills(world: World, { skills }: Ground, { busOf, store }: Place): Promise<Skills> {
  const serving = new Map<string, SkillServed>();
  let generation = 0;
  const wanted = skills.filter(({ name }) => world.skills === undefined || world.skills.includes(name));
  async function start({ name, version, skill, words, options: schema }: LoadedSkill): Promise<void> {
    const options = await checkOptions({ name, schema, options: {}, folder: process.cwd(), env: {} });
    const facts = { bus: busOf(`plugin/${name}`), plugin: name, version, client: "hub", log: silentLog };
    const more = {
      generation: String(++generation),
      store: store.scope(`skill/${name}`),
      timeZone: world.timeZone,
    };
    serving.set(name, await serveSkill(skill, words, { ...facts, ...more, options }));
  }
  for (const one of wanted) await start(one);
  return {
    async crash(name) {
      const loaded = wanted.find((one) => one.name === name);
      const served = serving.get(name);
      if (!loaded || !served) return;
      // What the broker says for a process that is gone; what it had announced stays, and so may be asked for.
      await busOf(`plugin/${name}`).clear("provider/state", { instance: served.instance });
      setTimeout(() => void start(loaded).then(() => served[Symbol.asyncDispose]()), awayMs);
    },
    async [Symbol.asyncDispose]() {
      for (const served of serving.values()) await served[Symbol.asyncDispose]();
    },
  };
}

interface Scene {
  readonly busOf: (by: string) => Bus;
  readonly providers: Providers;
  readonly skills: Skills;
}

async function happen(event: Event, { busOf, providers, skills }: Scene): Promise<void> {
  if ("gone" in event) await providers.gone(event.gone);
  else if ("back" in event) await providers.back(event.back);
  else if ("crash" in event) await skills.crash(event.crash);
  else await tell(busOf(event.say.by), event.say);
}

/** A room's stream has another number now than when it was recorded. */
async function tell(bus: Bus, { kind, where, body }: Say): Promise<void> {
  const { site } = where;
  const stream = "stream" in body && site !== undefined ? await streamOf(bus, site) : undefined;
  const now = stream === undefined ? body : { ...body, stream };
  if (kind === "utterance/handle") {
    await bus.ask(kind, where as Where<typeof kind>, now as never).catch(() => {});
    return;
  }
  await bus.publish(kind, where as never, now as never);
}

async function streamOf(bus: Bus, site: string): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  await using _ear = await bus.on("site/state", { site }, ({ body }) => resolve(body.stream));
  return await Promise.race([promise, sleep(10).then(() => undefined)]);
}
