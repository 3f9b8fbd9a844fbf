/** Personas: read from their files, announced on the bus, and given to rooms and people; a change of a file is seen at once. */
import type { Answers, Bus, Log, Messages, Persona, Store } from "../../contract/index.ts";
import { asFault, Fault, problemOf } from "../../contract/index.ts";
import { nearest } from "../settings/index.ts";
import { watchFolder } from "../watch.ts";
import { type Given, openGiven } from "./given.ts";
import { personaFiles, readPersona } from "./read.ts";
import { personaState } from "./state.ts";
import { calledBy, wakeWordsFor } from "./wakes.ts";

export { personaFiles, readPersona } from "./read.ts";

export interface PersonasFacts {
  readonly bus: Bus;
  readonly log: Log;
  readonly store: Store;
  /** Later folders win over earlier ones. */
  readonly folders: readonly string[];
  /** Of these, a change is seen at once. */
  readonly watch?: readonly string[];
  /** The persona of rooms that were given none. */
  readonly fallback: () => string;
  /** ms of quiet after which a conversation that was switched by voice goes back; absent: ten minutes. */
  readonly idle?: () => number;
  changed(): void;
}

export interface Personas extends AsyncDisposable {
  /**
   * Who answers: the one that is named, else the one that the room's conversation was switched to, else the one given to
   * the person, to the room, that the room wishes itself, that is given to the house, of the settings.
   */
  of(site: string, name?: string, person?: string): Persona;
  /** Words that open this room; none: all that are installed. */
  wakeWords(site: string): readonly string[];
  /** Who is called by a wake word that was heard there. */
  calledBy(site: string, word: string): string;
  /** All that some persona speaks. */
  languages(): string[];
}

const idleMs = 600_000;

interface State {
  personas: ReadonlyMap<string, Persona>;
  readonly given: Given;
  /** What rooms wish themselves. */
  readonly wished: Map<string, string>;
}

export async function openPersonas(facts: PersonasFacts): Promise<Personas> {
  const { bus, log, store, idle = () => idleMs } = facts;
  const report = (fault: Fault): void => {
    log.error(fault.message, { code: fault.code });
    const { code, message, remedy } = problemOf(fault);
    bus.publish("fault", {}, { code, message, remedy, count: 1 }).catch(() => {});
  };
  await using stack = new AsyncDisposableStack();
  const given = stack.use(await openGiven({ store, idle, ended: () => facts.changed() }));
  const state: State = { personas: new Map(), given, wished: new Map() };
  const checkFallback = fallbackCheck(facts, state, report);

  async function reload(): Promise<void> {
    const next = await readAll(facts.folders, report);
    for (const old of state.personas.keys())
      if (!next.has(old)) await bus.clear("persona/state", { persona: old });
    state.personas = next;
    for (const persona of next.values())
      await bus.publish("persona/state", { persona: persona.name }, personaState(persona, bus.bootId));
    checkFallback();
    facts.changed();
  }

  const of = (site: string, name?: string, person?: string): Persona => {
    const found = wishesFor(facts, state, { site, name, person })
      .map((one) => state.personas.get(one ?? ""))
      .find((one) => one !== undefined);
    const any = found ?? state.personas.get("house") ?? state.personas.values().next().value;
    checkFallback();
    if (!any)
      throw new Fault("PERSONA_INVALID", "There is no persona; personas/house.json is missing or wrong.");
    return any;
  };

  await reload();
  for (const folder of facts.watch ?? []) {
    stack.use(await watchFolder(folder, () => void reload().catch((error) => report(asFault(error))), log));
  }
  await hear(stack, facts, state, { of, checkFallback });
  const open = stack.move();
  return {
    of,
    wakeWords: (site) => wakeWordsFor(of(site), [...state.personas.values()]),
    calledBy(site, word) {
      const here = of(site);
      const switched = given.talkIn(site) === here.name;
      return calledBy(word, { here, switched, all: [...state.personas.values()] }).name;
    },
    languages: () => [...new Set([...state.personas.values()].flatMap(({ languages }) => languages))],
    [Symbol.asyncDispose]: () => open[Symbol.asyncDispose](),
  };
}

async function readAll(
  folders: readonly string[],
  report: (fault: Fault) => void,
): Promise<Map<string, Persona>> {
  const found = new Map<string, Persona>();
  for (const folder of folders) {
    for (const file of await personaFiles(folder)) {
      const persona = await readPersona(file).catch((error) => report(asFault(error, "PERSONA_INVALID")));
      if (persona) found.set(persona.name, persona);
    }
  }
  return found;
}

interface Wanted {
  readonly site: string;
  readonly name?: string | undefined;
  readonly person?: string | undefined;
}

const wishesFor = (
  facts: PersonasFacts,
  { given, wished }: State,
  { site, name, person }: Wanted,
): readonly (string | undefined)[] => [
  name,
  given.talkIn(site),
  person === undefined ? undefined : given.for({ person }),
  given.for({ site }),
  wished.get(site),
  given.for({}),
  facts.fallback(),
];

/** Said once for each name: the setting may change while the house runs, and so may the files. */
function fallbackCheck(facts: PersonasFacts, state: State, report: (fault: Fault) => void): () => void {
  let doubted: string | undefined;
  return () => {
    const name = facts.fallback();
    const { personas } = state;
    if (personas.has(name)) doubted = undefined;
    else if (doubted !== name && personas.size > 0) {
      doubted = name;
      const message = `personas.default is "${name}", and there is no such persona; ${knownBeside(name, personas)}`;
      report(new Fault("SETTINGS_INVALID", message, { path: "/personas/default" }));
    }
  };
}

function knownBeside(name: string, personas: ReadonlyMap<string, Persona>): string {
  const known = [...personas.keys()].sort();
  const guess = nearest(name, known);
  return `there are: ${known.join(", ")}.${guess ? ` Did you mean "${guess}"?` : ""}`;
}

type Asked = Pick<Personas, "of"> & { checkFallback(): void };

async function hear(
  stack: AsyncDisposableStack,
  { bus, fallback, changed }: PersonasFacts,
  state: State,
  { of, checkFallback }: Asked,
): Promise<void> {
  const { given, wished } = state;
  const hearRoom = (site: string, persona: string | undefined): void => {
    if (wished.get(site) === persona) return;
    if (persona === undefined) wished.delete(site);
    else wished.set(site, persona);
    changed();
  };
  stack.use(
    await bus.on(
      "site/state",
      {},
      ({ where, body }) => hearRoom(where.site, body.persona),
      ({ site }) => hearRoom(site, undefined),
    ),
  );
  stack.use(await bus.on("settings/changed", {}, checkFallback));
  for (const kind of ["turn/started", "turn/finished"] as const)
    stack.use(await bus.on(kind, {}, ({ where }) => given.touch(where.site)));
  stack.use(
    await bus.answer("persona/use", {}, async ({ body }) => {
      const isChanged = await use(state, body);
      if (isChanged) changed();
      return { changed: isChanged, persona: of(body.site ?? "", undefined, body.person).name };
    }),
  );
  stack.use(
    await bus.answer("persona/assigned", {}, (): Answers["persona/assigned"] => ({
      given: given.all().map(({ persona, site, person, until }) => ({
        persona,
        ...(site === undefined ? {} : { site }),
        ...(person === undefined ? {} : { person }),
        ...(until === undefined ? {} : { until }),
      })),
      wished: [...wished].map(([site, persona]) => ({ site, persona })),
      fallback: fallback(),
    })),
  );
}

async function use({ personas, given }: State, body: Messages["persona/use"]): Promise<boolean> {
  const { persona, site, person, talk = false } = body;
  if (persona !== undefined && !personas.has(persona))
    throw new Fault(
      "PERSONA_INVALID",
      `There is no persona "${persona}"; ${knownBeside(persona, personas)}`,
      {
        remedy: `hearsay personas new ${persona} writes one.`,
      },
    );
  if (site !== undefined && person !== undefined)
    throw new Fault("USAGE", "A persona is given to a room or to a person, not to both at once.");
  if (!talk) return given.give({ site, person }, persona);
  if (site === undefined) throw new Fault("USAGE", "A conversation is in a room: name it.");
  return given.talk(site, persona);
}
