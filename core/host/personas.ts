/** Personas: read from their files, announced on the bus, and given to rooms; a change of a file is seen at once. */
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import schema from "../../personas/persona.schema.json" with { type: "json" };
import type { Bus, Link, Log, Persona, Store, ThinkLink, VoiceLink } from "../contract/index.ts";
import { asFault, Fault, problemOf } from "../contract/index.ts";
import { nearest } from "./settings/index.ts";
import { watchFolder } from "./watch.ts";

/** A persona as its file has it: links may be plain names, and the first voice may stand by itself. */
type Written = Omit<Persona, "stt" | "tts" | "think"> & {
  readonly stt: readonly (string | Link)[];
  readonly tts: readonly (string | VoiceLink)[];
  readonly think: readonly (string | ThinkLink)[];
  readonly voice?: string;
};

const validate = new Ajv2020({ useDefaults: true, allErrors: true, allowUnionTypes: true }).compile<Written>(
  schema,
);

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
  changed(): void;
}

export interface Personas extends AsyncDisposable {
  of(site: string, name?: string): Persona;
  /** All that some persona speaks. */
  languages(): string[];
}

/** Reads one persona file. Rejects with PERSONA_INVALID, naming the file and the field. */
export async function readPersona(file: string): Promise<Persona> {
  const text = await readFile(file, "utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Fault("PERSONA_INVALID", `${file} is not JSON: ${asFault(error).message}`);
  }
  if (!validate(value)) {
    const [first] = validate.errors ?? [];
    const where = first?.instancePath || "/";
    const extra =
      first?.params && "additionalProperty" in first.params ? ` (${first.params.additionalProperty})` : "";
    throw new Fault("PERSONA_INVALID", `${file}: ${where} ${first?.message ?? "is wrong"}${extra}.`, {
      path: where,
    });
  }
  const wanted = basename(file, ".json");
  if (value.name !== wanted)
    throw new Fault("PERSONA_INVALID", `${file}: the name must be "${wanted}".`, { path: "/name" });
  return personaOf(value);
}

const linkOf = <L extends Link>(one: string | L): L | Link =>
  typeof one === "string" ? { plugin: one } : one;

function personaOf({ voice, ...written }: Written): Persona {
  const [first, ...others] = written.tts.map(linkOf<VoiceLink>);
  const named = first && (voice === undefined ? first : { voice, ...first });
  return {
    ...written,
    stt: written.stt.map(linkOf<Link>),
    tts: named ? [named, ...others] : [],
    think: written.think.map(linkOf<ThinkLink>),
  };
}

async function readAll(
  folders: readonly string[],
  report: (fault: Fault) => void,
): Promise<Map<string, Persona>> {
  const found = new Map<string, Persona>();
  for (const folder of folders) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter((one) => one.endsWith(".json") && !one.endsWith(".schema.json")).sort()) {
      const persona = await readPersona(join(folder, name)).catch((error) =>
        report(asFault(error, "PERSONA_INVALID")),
      );
      if (persona) found.set(persona.name, persona);
    }
  }
  return found;
}

export async function openPersonas(facts: PersonasFacts): Promise<Personas> {
  const { bus, log, store } = facts;
  let personas = new Map<string, Persona>();
  const given = new Map<string, string>();
  for (const key of await store.keys("site/")) given.set(key.slice(5), (await store.get<string>(key)) ?? "");

  const asked = new Map<string, string>();

  const report = (fault: Fault): void => {
    log.error(fault.message, { code: fault.code });
    const { code, message, remedy } = problemOf(fault);
    bus.publish("fault", {}, { code, message, remedy, count: 1 }).catch(() => {});
  };
  let doubted: string | undefined;
  /** Said once for each name: the setting may change while the house runs, and so may the files. */
  function checkFallback(): void {
    const name = facts.fallback();
    if (personas.has(name)) doubted = undefined;
    else if (doubted !== name && personas.size > 0) {
      doubted = name;
      const known = [...personas.keys()].sort().join(", ");
      const guess = nearest(name, [...personas.keys()]);
      const hint = guess ? ` Did you mean "${guess}"?` : "";
      const message = `personas.default is "${name}", and there is no such persona; there are: ${known}.${hint}`;
      report(new Fault("SETTINGS_INVALID", message, { path: "/personas/default" }));
    }
  }
  const of = (site: string, name?: string): Persona => {
    const wanted = [name, given.get(site), asked.get(site), given.get("*"), facts.fallback()];
    const found = wanted.map((one) => personas.get(one ?? "")).find((one) => one !== undefined);
    const any = found ?? personas.get("house") ?? personas.values().next().value;
    checkFallback();
    if (!any)
      throw new Fault("PERSONA_INVALID", "There is no persona; personas/house.json is missing or wrong.");
    return any;
  };
  async function reload(): Promise<void> {
    const next = await readAll(facts.folders, report);
    for (const old of personas.keys()) if (!next.has(old)) await bus.clear("persona/state", { persona: old });
    personas = next;
    for (const persona of next.values())
      await bus.publish("persona/state", { persona: persona.name }, stateOf(persona, bus));
    checkFallback();
    facts.changed();
  }

  await reload();
  await using stack = new AsyncDisposableStack();
  for (const folder of facts.watch ?? []) {
    stack.use(await watchFolder(folder, () => void reload().catch((error) => report(asFault(error))), log));
  }
  const hearRoom = (site: string, persona: string | undefined): void => {
    if (asked.get(site) === persona) return;
    if (persona === undefined) asked.delete(site);
    else asked.set(site, persona);
    facts.changed();
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
  const use = await bus.answer("persona/use", {}, async ({ body: { persona, site = "*" } }) => {
    if (!personas.has(persona)) {
      const known = [...personas.keys()].join(", ");
      throw new Fault("PERSONA_INVALID", `There is no persona "${persona}"; there are: ${known}.`);
    }
    const changed = given.get(site) !== persona;
    given.set(site, persona);
    await store.set(`site/${site}`, persona);
    facts.changed();
    return { changed };
  });
  stack.use(use);
  const open = stack.move();
  return {
    of,
    languages: () => [...new Set([...personas.values()].flatMap(({ languages }) => languages))],
    [Symbol.asyncDispose]: () => open[Symbol.asyncDispose](),
  };
}

const plain = <L extends Link>({ languages, ...link }: L) => ({
  ...link,
  ...(languages ? { languages: [...languages] } : {}),
});

function stateOf(persona: Persona, bus: Bus) {
  const { name, called = name, about, actions, patience, skills } = persona;
  return {
    name,
    called,
    about,
    patience,
    ...(actions === undefined ? {} : { actions }),
    languages: [...persona.languages],
    wakeWords: [...persona.wakeWords],
    stt: persona.stt.map(plain),
    tts: persona.tts.map(plain),
    think: persona.think.map(plain),
    tools: [...persona.tools],
    skills: {
      ...(skills.allow ? { allow: [...skills.allow] } : {}),
      ...(skills.deny ? { deny: [...skills.deny] } : {}),
    },
    bootId: bus.bootId,
  };
}
