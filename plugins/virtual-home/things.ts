/** The things of the built-in flat: what they are, what they can, and how they are called in English and German. */
import type { Messages } from "hearsay";

export interface Names {
  readonly en: readonly [string, ...string[]];
  readonly de: readonly [string, ...string[]];
}

export interface Thing {
  readonly id: string;
  readonly area: string;
  readonly kind: string;
  readonly class?: string;
  /** Absent: it can only be asked. */
  readonly can?: readonly string[];
  readonly names: Names;
}

type Row = readonly [id: string, area: string, en: Names["en"], de: Names["de"]];

const of = (facts: Pick<Thing, "kind" | "class" | "can">, rows: readonly Row[]): Thing[] =>
  rows.map(([id, area, en, de]) => ({ ...facts, id, area, names: { en, de } }));

const lamp = ["onoff", "brightness"];
const bulb = [...lamp, "color", "colortemp"];

export const things: readonly Thing[] = [
  ...of({ kind: "light", can: bulb }, [
    ["living_room_lamp", "living_room", ["living room lamp"], ["Wohnzimmerlampe"]],
    ["bedside_lamp", "bedroom", ["bedside lamp", "night light"], ["Nachttischlampe", "Nachtlicht"]],
  ]),
  ...of({ kind: "light", can: lamp }, [
    [
      "living_room_light",
      "living_room",
      ["living room light", "ceiling light"],
      ["Wohnzimmerlicht", "Deckenlicht"],
    ],
    ["kitchen_light", "kitchen", ["kitchen light"], ["Küchenlicht", "Küchenlampe"]],
    [
      "kitchen_counter_light",
      "kitchen",
      ["counter light", "worktop light"],
      ["Thekenlicht", "Arbeitsplattenlicht"],
    ],
    ["office_light", "office", ["office light"], ["Bürolicht", "Bürolampe"]],
    ["standing_light", "office", ["standing light", "floor lamp", "standing lamp"], ["Stehlampe"]],
    ["bedroom_light", "bedroom", ["bedroom light"], ["Schlafzimmerlicht", "Schlafzimmerlampe"]],
    [
      "dining_room_light",
      "dining_room",
      ["dining room light", "dining table light"],
      ["Esszimmerlicht", "Esszimmerlampe"],
    ],
    ["hallway_light", "hallway", ["hallway light", "hall light"], ["Flurlicht", "Flurlampe"]],
  ]),
  ...of({ kind: "light", can: ["onoff"] }, [
    ["bathroom_light", "bathroom", ["bathroom light"], ["Badezimmerlicht", "Badlicht"]],
  ]),
  ...of({ kind: "switch", class: "outlet", can: ["onoff"] }, [
    ["coffee_machine", "kitchen", ["coffee machine", "coffee maker"], ["Kaffeemaschine"]],
  ]),
  ...of({ kind: "cover", class: "curtain", can: ["openclose", "position"] }, [
    [
      "living_room_curtains",
      "living_room",
      ["living room curtains"],
      ["Wohnzimmervorhang", "Wohnzimmervorhänge"],
    ],
  ]),
  ...of({ kind: "cover", class: "blind", can: ["openclose", "position"] }, [
    ["office_blinds", "office", ["office blinds"], ["Bürojalousie", "Bürorollo"]],
  ]),
  ...of({ kind: "cover", class: "garage", can: ["openclose"] }, [
    ["garage_door", "garage", ["garage door"], ["Garagentor"]],
  ]),
  ...of({ kind: "lock", can: ["lock"] }, [
    ["front_door", "hallway", ["front door", "front door lock"], ["Haustür", "Wohnungstür"]],
  ]),
  ...of({ kind: "climate", can: ["onoff", "temperature", "mode"] }, [
    [
      "living_room_heating",
      "living_room",
      ["living room heating", "living room thermostat", "living room radiator"],
      ["Wohnzimmerheizung", "Wohnzimmerthermostat"],
    ],
    [
      "bedroom_heating",
      "bedroom",
      ["bedroom heating", "bedroom thermostat", "bedroom radiator"],
      ["Schlafzimmerheizung", "Schlafzimmerthermostat"],
    ],
  ]),
  ...of({ kind: "fan", can: ["onoff", "speed"] }, [
    ["bedroom_fan", "bedroom", ["bedroom fan"], ["Schlafzimmerventilator"]],
  ]),
  ...of({ kind: "vacuum", can: ["clean"] }, [
    ["robot", "hallway", ["robot vacuum", "vacuum robot"], ["Saugroboter", "Staubsaugerroboter"]],
  ]),
  ...of({ kind: "media_player", class: "speaker", can: ["onoff", "media", "volume"] }, [
    ["kitchen_radio", "kitchen", ["kitchen radio", "kitchen speaker"], ["Küchenradio"]],
  ]),
  ...of({ kind: "media_player", class: "tv", can: ["onoff", "media", "volume"] }, [
    ["living_room_tv", "living_room", ["television", "living room tv"], ["Fernseher"]],
  ]),
  ...of({ kind: "scene", can: ["activate"] }, [
    ["movie_night", "living_room", ["movie night"], ["Filmabend", "Kinoabend"]],
  ]),
  ...of({ kind: "binary_sensor", class: "window" }, [
    ["kitchen_window", "kitchen", ["kitchen window"], ["Küchenfenster"]],
    ["bedroom_window", "bedroom", ["bedroom window"], ["Schlafzimmerfenster"]],
  ]),
  ...of({ kind: "binary_sensor", class: "running" }, [
    ["washing_machine", "bathroom", ["washing machine", "washer"], ["Waschmaschine"]],
  ]),
  ...of({ kind: "sensor", class: "temperature" }, [
    ["garden_thermometer", "garden", ["garden thermometer"], ["Gartenthermometer"]],
  ]),
];

/** What a scene does, by its id. */
export const scenes: Readonly<Record<string, readonly Messages["device/command"][]>> = {
  movie_night: [
    { device: "living_room_light", action: "off", values: {} },
    { device: "living_room_lamp", action: "set", values: { brightness: 20 } },
    { device: "living_room_curtains", action: "close", values: {} },
  ],
};
