/** What packs ask of lights, plugs, covers, locks, heating, fans, scenes and robots. */
import { type Device, type SkillContext, slot } from "hearsay";
import { carryOut, type Order } from "./carry-out.ts";
import { deviceSlots, meantBy, type Wish } from "./meant.ts";
import { serves } from "./serves.ts";

const percent = slot.number({ min: 0, max: 100 });

const can =
  (...abilities: readonly string[]) =>
  (device: Device): boolean =>
    abilities.some((ability) => device.abilities.includes(ability));

/** What on and off are for a thing, the first that it can do: of a lock on is locked, of a cover open. */
const switches: readonly (readonly [ability: string, on: Order, off: Order | undefined])[] = [
  ["lock", ["lock"], ["unlock"]],
  ["openclose", ["open"], ["close"]],
  ["onoff", ["on"], ["off"]],
  ["activate", ["activate"], undefined],
  ["clean", ["start"], ["dock"]],
];

function turn(context: SkillContext, wish: Wish, isOn: boolean): Promise<void> {
  const orderFor = (device: Device): Order | undefined => {
    const [, on, off] = switches.find(([ability]) => device.abilities.includes(ability)) ?? [];
    return isOn ? on : off;
  };
  const meant = meantBy(context, wish, (device) => orderFor(device) !== undefined);
  return carryOut(context, meant, (device) => orderFor(device) ?? ["on"]);
}

const set = (context: SkillContext, wish: Wish, values: Readonly<Record<string, unknown>>): Promise<void> =>
  carryOut(context, meantBy(context, wish, can(...abilitiesFor(values))), () => ["set", values]);

const abilitiesFor = (values: object): readonly string[] =>
  Object.keys(values).map((name) => (name === "kelvin" ? "colortemp" : name));

const ofKind = (kind: string, wish: Wish): Wish => ({ ...wish, domain: wish.domain ?? kind });

/** A robot is meant wherever it stands, unless the room has one of its own. */
function robot(context: SkillContext, wish: Wish, order: Order): Promise<void> {
  const there = meantBy(context, wish, can("clean"));
  const { area: _, floor: __, ...anywhere } = wish;
  const meant = "devices" in there ? there : meantBy(context, anywhere, can("clean"));
  return carryOut(context, meant, () => order);
}

export const home = {
  HassTurnOn: serves({
    about: "Turns devices on, opens covers, locks locks, sets scenes.",
    risk: "high",
    slots: deviceSlots,
    run: (context) => turn(context, context.slots, true),
  }),
  HassTurnOff: serves({
    about: "Turns devices off, closes covers, unlocks locks.",
    risk: "high",
    slots: deviceSlots,
    run: (context) => turn(context, context.slots, false),
  }),
  HassLightSet: serves({
    about: "Sets how bright lights are, or their colour.",
    slots: {
      ...deviceSlots,
      brightness: percent.maybe(),
      color: slot.choice().maybe(),
      temperature: slot.number().maybe(),
    },
    run(context) {
      const { brightness, color, temperature: kelvin, ...wish } = context.slots;
      const values = {
        ...(brightness === undefined ? {} : { brightness }),
        ...(color === undefined ? {} : { color }),
        ...(kelvin === undefined ? {} : { kelvin }),
      };
      return set(context, ofKind("light", wish), values);
    },
  }),
  HassSetPosition: serves({
    about: "Sets how far blinds, curtains and valves are open.",
    risk: "high",
    slots: { ...deviceSlots, position: percent },
    run(context) {
      const { position, ...wish } = context.slots;
      return set(context, wish, { position });
    },
  }),
  HassClimateSetTemperature: serves({
    about: "Sets the temperature that heating or air conditioning should reach.",
    slots: { ...deviceSlots, temperature: slot.number() },
    run(context) {
      const { temperature, ...wish } = context.slots;
      return set(context, ofKind("climate", wish), { temperature });
    },
  }),
  HassFanSetSpeed: serves({
    about: "Sets how fast fans turn.",
    slots: { ...deviceSlots, percentage: percent },
    run(context) {
      const { percentage: speed, ...wish } = context.slots;
      return set(context, ofKind("fan", wish), { speed });
    },
  }),
  HassVacuumStart: serves({
    about: "Lets a robot vacuum clean.",
    slots: deviceSlots,
    run: (context) => robot(context, ofKind("vacuum", context.slots), ["start"]),
  }),
  HassVacuumReturnToBase: serves({
    about: "Sends a robot vacuum back to its dock.",
    slots: deviceSlots,
    run: (context) => robot(context, ofKind("vacuum", context.slots), ["dock"]),
  }),
  HassVacuumCleanArea: serves({
    about: "Lets a robot vacuum clean one area.",
    slots: { name: deviceSlots.name, area: slot.area() },
    run(context) {
      const { name, area } = context.slots;
      return robot(context, { domain: "vacuum", name }, ["start", { area }]);
    },
  }),
  HassLawnMowerStartMowing: serves({
    about: "Lets a robot mower mow.",
    slots: deviceSlots,
    run: (context) => robot(context, ofKind("lawn_mower", context.slots), ["start"]),
  }),
  HassLawnMowerDock: serves({
    about: "Sends a robot mower back to its dock.",
    slots: deviceSlots,
    run: (context) => robot(context, ofKind("lawn_mower", context.slots), ["dock"]),
  }),
};
