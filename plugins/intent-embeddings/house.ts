/** What the bus tells of the house: the skills' intents, and the names of things and rooms. */
import type { Bus, Messages } from "hearsay";
import { type Bounds, type IntentFacts, intentsOf } from "./intents.ts";
import { type Name, nameOf } from "./pieces.ts";
import { primary, type Tongue, tongueFor } from "./tongue.ts";

export interface Knowledge {
  readonly intents: readonly IntentFacts[];
  /** Of devices that the house has. */
  readonly kinds: readonly string[];
  /** By kind of device. */
  readonly devices: readonly Name[];
  /** Rooms and floors. */
  readonly areas: readonly Name[];
  readonly tongue: Tongue;
}
export interface HouseWatch extends AsyncDisposable {
  /** What can be asked in a language, English by default. */
  now(language?: string): Knowledge;
  /** The languages of the skills, without regions. */
  languages(): readonly string[];
}

interface Kept {
  readonly said: string;
  readonly intents: readonly IntentFacts[];
}

/** `changed` is called when there is something else to be asked. */
export async function watchHouse(bus: Bus, bounds: Bounds, changed: () => void): Promise<HouseWatch> {
  const skills = new Map<string, Messages["skill/state"]>();
  const lists = new Map<string, Messages["devices/listed"]>();
  const kept = new Map<string, Kept>();
  const known = new Map<string, Knowledge>();
  const stale = (): void => {
    known.clear();
    changed();
  };

  function look(language: string): Knowledge {
    const tongue = tongueFor(language);
    const all = [...lists.values()];
    const devices = all.flatMap((list) => list.devices).filter(({ exposed }) => exposed);
    const kinds = [...new Set(devices.map(sortOf))].sort();
    const intents = [...skills.values()].flatMap((state) => {
      const said = JSON.stringify([state.intents, state.languages, kinds]);
      const before = kept.get(`${language} ${state.name}`);
      if (before?.said === said) return before.intents;
      const made = {
        said,
        intents: intentsOf(state, kinds.length > 0 ? kinds : ["light"], bounds, { language, tongue }),
      };
      kept.set(`${language} ${state.name}`, made);
      return made.intents;
    });
    const areas = all.flatMap((list) => [...list.areas, ...list.floors]);
    return {
      intents,
      kinds,
      devices: devices.flatMap((one) => namesOf(one, sortOf(one))),
      areas: areas.flatMap((one) => namesOf(one, "area")),
      tongue,
    };
  }

  const ears = [
    await bus.on(
      "skill/state",
      {},
      ({ where, body }) => {
        skills.set(where.skill, body);
        stale();
      },
      ({ skill }) => {
        skills.delete(skill);
        for (const key of [...kept.keys()]) if (key.endsWith(` ${skill}`)) kept.delete(key);
        stale();
      },
    ),
    await bus.on(
      "devices/listed",
      {},
      ({ where, body }) => {
        lists.set(where.source, body);
        stale();
      },
      ({ source }) => {
        lists.delete(source);
        stale();
      },
    ),
  ];
  return {
    now(tag = "en") {
      const language = primary(tag);
      const there = known.get(language) ?? look(language);
      known.set(language, there);
      return there;
    },
    languages: () => [
      ...new Set([...skills.values()].flatMap((state) => Object.keys(state.languages).map(primary))),
    ],
    async [Symbol.asyncDispose]() {
      for (const ear of ears) await ear[Symbol.asyncDispose]();
    },
  };
}

type Device = Messages["devices/listed"]["devices"][number];
/** What it is, as closely as the house says. */
const sortOf = (device: Device): string => device.class ?? device.kind;

function namesOf(
  thing: { readonly name: string; readonly aliases?: readonly string[] },
  value: string,
): Name[] {
  return [thing.name, ...(thing.aliases ?? [])].map((name) => nameOf(name, value));
}
