/** What is understood: by the running hub, or, where none runs, by the skills on this machine's disk. */
import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Messages } from "../../bus-schema/index.ts";
import { asFault, Fault } from "../contract/index.ts";
import { placesOf } from "../dialog/lexicon.ts";
import { bundled, findIn, type Place, placeIn } from "../host/find.ts";
import { type LoadedSkill, loadAt } from "../host/load.ts";
import { stateOf } from "../host/serve/skill.ts";
import { loadSettings } from "../host/settings/index.ts";
import { type Conflict, createLanguage, type Language } from "../language/index.ts";
import type { Call } from "./command.ts";
import { openHub } from "./connect.ts";
import { retained } from "./gather.ts";

export type SkillState = Messages["skill/state"];

export interface Understanding {
  /** Sorted by name. */
  readonly states: readonly SkillState[];
  readonly conflicts: readonly Conflict[];
  readonly language: Language;
  /** Without a hub: no names of devices, rooms and sites are known. */
  readonly offline: boolean;
}

/** Of the running hub. Faults: those of `openHub`. */
export async function understandingOf(call: Call): Promise<Understanding> {
  await using hub = await openHub(call, { by: "client/skills" });
  const [states, places, sites] = await Promise.all([
    retained(hub.bus, "skill/state"),
    retained(hub.bus, "devices/listed"),
    retained(hub.bus, "site/state"),
  ]);
  const rooms = new Map(sites.flatMap(({ where, body }) => (body.passing ? [] : [[where.site, body.name]])));
  const made = gathered(states.map(({ body }) => body));
  made.language.setPlaces(
    placesOf(
      places.map(({ body }) => body),
      rooms,
    ),
  );
  return { ...made, offline: false };
}

/** Of the running hub; where none runs, of the skills on disk. */
export async function anyUnderstandingOf(call: Call): Promise<Understanding> {
  try {
    return await understandingOf(call);
  } catch (thrown) {
    if (asFault(thrown).code !== "HUB_UNREACHABLE") throw thrown;
    call.io.err("No hub runs: these are the skills on disk, and no names of devices are known.");
    const { skills } = await skillsOnDisk(call);
    return { ...gathered(skills.map(stateOfLoaded)), offline: true };
  }
}

export const stateOfLoaded = ({ skill, words }: LoadedSkill): SkillState =>
  stateOf(skill, words, `${skill.name}-1`, "0199a000-0000-7000-8000-000000000000");

/** The states together. */
function gathered(states: readonly SkillState[]): Omit<Understanding, "offline"> {
  const language = createLanguage();
  const sorted = [...states].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const state of sorted) language.setSkill(state);
  return { states: sorted, conflicts: [...language.conflicts()].flat(), language };
}

interface OnDisk {
  readonly skills: readonly LoadedSkill[];
  /** Skills that cannot be loaded. */
  readonly faults: readonly Fault[];
}

/** All bundled skills and those of the user's folder. */
export async function skillsOnDisk(call: Call, but = ""): Promise<OnDisk> {
  const places = [...(await findIn(bundled.skills, "bundled")), ...(await findIn(await ownFolder(call)))];
  const skills: LoadedSkill[] = [];
  const faults: Fault[] = [];
  for (const place of places) {
    if (place.name === but) continue;
    try {
      const loaded = await loadAt(place);
      if (loaded.kind === "skill") skills.push(loaded);
    } catch (thrown) {
      faults.push(asFault(thrown, "PLUGIN_INVALID"));
    }
  }
  return { skills, faults };
}

async function ownFolder({ io, values }: Call): Promise<string> {
  const { data, config } = values;
  const settings = await loadSettings({
    env: io.env,
    ...(typeof data === "string" ? { data } : {}),
    ...(typeof config === "string" ? { file: config } : {}),
  });
  return join(settings.data, "plugins");
}

/** A skill by its name, or by its folder. Faults: PLUGIN_NOT_FOUND. */
export async function skillPlace(name: string, call: Call): Promise<Place> {
  const folders = [bundled.skills, await ownFolder(call)];
  if (existsSync(resolve(name, "index.ts"))) folders.unshift(dirname(resolve(name)));
  for (const folder of folders) {
    const place = await placeIn(folder, basename(resolve(name)), "folder");
    if (place) return place;
  }
  throw new Fault("PLUGIN_NOT_FOUND", `There is no skill "${name}" in ${folders.join(" or ")}.`, {
    remedy: "Name a skill, or give its folder: hearsay skills test ./coffee",
  });
}
