/** Sets heating and air conditioning, and says how warm and how humid it is. */
import { defineSkill, deviceSlots, perform, slot } from "hearsay";
import { tell } from "./tell.ts";

const degrees = slot.number({ min: -40, max: 120 });
/** What one step of "warmer" is, degrees. */
const step = 1;

export default defineSkill({
  name: "climate",
  about: "Heating, air conditioning, temperature and humidity of rooms.",
  confirms: ["done-*"],
  intents: {
    set: {
      about: "Sets the temperature that heating or air conditioning should reach, in degrees.",
      slots: { ...deviceSlots, degrees },
      run: (context) =>
        perform(context, heated(context.slots), {
          abilities: ["temperature"],
          command: () => ({ action: "set", values: { temperature: context.slots.degrees } }),
          done: () => "set",
        }),
    },
    change: {
      about: "Makes a room warmer or colder, by so many degrees if that was said.",
      slots: {
        ...deviceSlots,
        direction: slot.choice().maybe(),
        way: slot.choice().maybe(),
        raise: slot.choice().maybe(),
        feel: slot.choice().maybe(),
        turn: slot.choice().maybe(),
        degrees: degrees.maybe(),
      },
      async run(context) {
        const { way, raise, feel, turn, degrees: by = step } = context.slots;
        const direction = context.slots.direction ?? way ?? raise ?? turn ?? feel;
        await perform(context, heated(context.slots), {
          abilities: ["temperature"],
          command(_device, state) {
            const now = state?.attributes.temperature ?? state?.attributes.current;
            const from = typeof now === "number" ? now : 20;
            return {
              action: "set",
              values: { temperature: direction === "warmer" ? from + by : from - by },
            };
          },
          done: () => "set",
        });
      },
    },
    mode: {
      about: "Sets heating or air conditioning to heat, cool, dry, only blow, or choose by itself.",
      slots: { ...deviceSlots, mode: slot.choice() },
      run: (context) =>
        perform(context, heated(context.slots), {
          abilities: ["mode"],
          command: () => ({ action: "set", values: { mode: context.slots.mode } }),
          done: () => `mode-${context.slots.mode}`,
        }),
    },
    temperature: {
      about: "Says how warm it is in a room.",
      risk: "none",
      repeatable: true,
      slots: { device: deviceSlots.device, area: deviceSlots.area },
      run: (context) => tell(context, context.slots, "temperature"),
    },
    wanted: {
      about: "Says to how many degrees the heating of a room is set.",
      risk: "none",
      repeatable: true,
      slots: deviceSlots,
      run: (context) => tell(context, context.slots, "wanted"),
    },
    humidity: {
      about: "Says how humid it is in a room.",
      risk: "none",
      repeatable: true,
      slots: { area: deviceSlots.area },
      run: (context) => tell(context, context.slots, "humidity"),
    },
  },
});

/** Heating, even when only a room was said. */
const heated = <T extends { kind?: string | undefined }>(slots: T): T & { kind: string } => ({
  ...slots,
  kind: slots.kind ?? "climate",
});
