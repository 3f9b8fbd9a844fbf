/** The flat that stands there by default, with its names in English and German. */
import type { Messages } from "hearsay";

export type Home = Pick<Messages["devices/listed"], "areas" | "floors" | "devices">;

interface Names {
  readonly en: readonly [string, ...string[]];
  readonly de: readonly [string, ...string[]];
}

const rooms: Readonly<Record<string, Names>> = {
  living_room: { en: ["living room", "lounge"], de: ["Wohnzimmer", "Stube"] },
  kitchen: { en: ["kitchen"], de: ["Küche"] },
  office: { en: ["office", "study"], de: ["Büro", "Arbeitszimmer"] },
  bedroom: { en: ["bedroom"], de: ["Schlafzimmer"] },
  dining_room: { en: ["dining room"], de: ["Esszimmer"] },
  bathroom: { en: ["bathroom", "bath"], de: ["Badezimmer", "Bad"] },
  hallway: { en: ["hallway", "hall", "entrance"], de: ["Flur", "Diele", "Eingang"] },
};

const lamp = ["onoff", "brightness"];
type Thing = readonly [id: string, area: string, kind: string, abilities: readonly string[], names: Names];

const things: readonly Thing[] = [
  ["living_room_lamp", "living_room", "light", lamp, { en: ["living room lamp"], de: ["Wohnzimmerlampe"] }],
  [
    "living_room_light",
    "living_room",
    "light",
    lamp,
    { en: ["living room light", "ceiling light"], de: ["Wohnzimmerlicht", "Deckenlicht"] },
  ],
  [
    "living_room_curtains",
    "living_room",
    "cover",
    ["openclose"],
    { en: ["living room curtains"], de: ["Wohnzimmervorhang"] },
  ],
  ["kitchen_light", "kitchen", "light", lamp, { en: ["kitchen light"], de: ["Küchenlicht", "Küchenlampe"] }],
  [
    "kitchen_counter_light",
    "kitchen",
    "light",
    lamp,
    { en: ["counter light", "worktop light"], de: ["Thekenlicht", "Arbeitsplattenlicht"] },
  ],
  [
    "coffee_machine",
    "kitchen",
    "switch",
    ["onoff"],
    { en: ["coffee machine", "coffee maker"], de: ["Kaffeemaschine"] },
  ],
  ["office_light", "office", "light", lamp, { en: ["office light"], de: ["Bürolicht", "Bürolampe"] }],
  [
    "standing_light",
    "office",
    "light",
    lamp,
    { en: ["standing light", "floor lamp", "standing lamp"], de: ["Stehlampe"] },
  ],
  [
    "bedroom_light",
    "bedroom",
    "light",
    lamp,
    { en: ["bedroom light"], de: ["Schlafzimmerlicht", "Schlafzimmerlampe"] },
  ],
  [
    "bedside_lamp",
    "bedroom",
    "light",
    lamp,
    { en: ["bedside lamp", "night light"], de: ["Nachttischlampe", "Nachtlicht"] },
  ],
  [
    "dining_room_light",
    "dining_room",
    "light",
    lamp,
    { en: ["dining room light", "dining table light"], de: ["Esszimmerlicht", "Esszimmerlampe"] },
  ],
  [
    "bathroom_light",
    "bathroom",
    "light",
    ["onoff"],
    { en: ["bathroom light"], de: ["Badezimmerlicht", "Badlicht"] },
  ],
  [
    "hallway_light",
    "hallway",
    "light",
    lamp,
    { en: ["hallway light", "hall light"], de: ["Flurlicht", "Flurlampe"] },
  ],
  [
    "front_door",
    "hallway",
    "lock",
    ["lock"],
    { en: ["front door", "front door lock"], de: ["Haustür", "Wohnungstür"] },
  ],
];

/** Names in one language first; those of the other stay as aliases, so that either can be spoken. */
function named({ en, de }: Names, language: "en" | "de"): { name: string; aliases: string[] } {
  const [name, ...aliases] = language === "de" ? [...de, ...en] : [...en, ...de];
  return { name: name ?? "", aliases };
}

export function flat(language: "en" | "de"): Pick<Home, "areas" | "devices"> {
  return {
    areas: Object.entries(rooms).map(([id, names]) => ({ id, ...named(names, language) })),
    devices: things.map(([id, area, kind, abilities, names]) => {
      return { id, area, kind, abilities: [...abilities], ...named(names, language), exposed: true };
    }),
  };
}
