/** The flat that stands there by default, two floors of it, with its names in English and German. */
import type { Messages } from "hearsay";
import { type Names, things } from "./things.ts";

export type Home = Pick<Messages["devices/listed"], "areas" | "floors" | "devices">;

const floors: Readonly<Record<string, Names>> = {
  ground_floor: { en: ["ground floor", "downstairs"], de: ["Erdgeschoss", "unten", "untere Etage"] },
  upper_floor: {
    en: ["upper floor", "upstairs", "first floor", "top floor"],
    de: ["Obergeschoss", "oben", "erster Stock", "ersten Stock", "obere Etage", "oberen Etage"],
  },
};

const rooms: Readonly<Record<string, Names & { readonly floor: string }>> = {
  living_room: { floor: "ground_floor", en: ["living room", "lounge"], de: ["Wohnzimmer", "Stube"] },
  kitchen: { floor: "ground_floor", en: ["kitchen"], de: ["Küche"] },
  office: { floor: "upper_floor", en: ["office", "study"], de: ["Büro", "Arbeitszimmer"] },
  bedroom: { floor: "upper_floor", en: ["bedroom"], de: ["Schlafzimmer"] },
  dining_room: { floor: "ground_floor", en: ["dining room"], de: ["Esszimmer"] },
  bathroom: { floor: "upper_floor", en: ["bathroom", "bath"], de: ["Badezimmer", "Bad"] },
  hallway: {
    floor: "ground_floor",
    en: ["hallway", "hall", "entrance"],
    de: ["Flur", "Diele", "Eingang"],
  },
  garage: { floor: "ground_floor", en: ["garage"], de: ["Garage"] },
  garden: { floor: "ground_floor", en: ["garden"], de: ["Garten"] },
};

/** Names in one language first; those of the other stay as aliases, so that either can be spoken. */
function named({ en, de }: Names, language: "en" | "de"): { name: string; aliases: string[] } {
  const [name, ...aliases] = language === "de" ? [...de, ...en] : [...en, ...de];
  return { name: name ?? "", aliases };
}

export function flat(language: "en" | "de"): Home {
  return {
    floors: Object.entries(floors).map(([id, names]) => ({ id, ...named(names, language) })),
    areas: Object.entries(rooms).map(([id, { floor, ...names }]) => ({
      id,
      floor,
      ...named(names, language),
    })),
    devices: things.map(({ id, area, kind, class: made, can = [], names }) => ({
      id,
      area,
      kind,
      ...(made === undefined ? {} : { class: made }),
      abilities: [...can],
      ...named(names, language),
      exposed: true,
    })),
  };
}
