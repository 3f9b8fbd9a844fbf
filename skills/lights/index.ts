/** Makes lights brighter and darker, and gives them a colour. */
import { type Deed, defineSkill, deviceSlots, perform, type SkillContext, slot } from "hearsay";

const percent = slot.number({ min: 0, max: 100 });
/** What one step of "brighter" is, of 100. */
const step = 25;
const faintest = 5;
/** "Dim the lights" while they are off: on, but not bright. */
const dimmed = 25;
/** Colour temperatures by word, kelvin. */
const kelvins = new Map([
  ["candle", 2000],
  ["warm", 2700],
  ["neutral", 4000],
  ["cold", 6500],
]);

export default defineSkill({
  name: "lights",
  about: "Brightness and colour of lights.",
  confirms: ["done-*"],
  intents: {
    brightness: {
      about: "Sets the brightness of lights in percent.",
      slots: { ...deviceSlots, percent },
      run: (context) =>
        perform(
          context,
          lit(context.slots),
          bright(() => context.slots.percent),
        ),
    },
    dim: {
      about: "Makes lights brighter or darker, by so many percent if that was said.",
      slots: {
        ...deviceSlots,
        shade: slot.choice().maybe(),
        way: slot.choice().maybe(),
        raise: slot.choice().maybe(),
        percent: percent.maybe(),
      },
      async run(context) {
        const { raise, way = raise, shade = way, percent: by = step } = context.slots;
        const darker = (now: number): number =>
          now === 0 ? dimmed : Math.max(Math.min(now, faintest), now - by);
        const next = (now: number): number => (shade === "brighter" ? Math.min(100, now + by) : darker(now));
        await perform(context, lit(context.slots), bright(next));
      },
    },
    color: {
      about: "Gives lights a colour.",
      slots: { ...deviceSlots, color: slot.choice() },
      run: (context) =>
        perform(shaded(context, context.slots.color), lit(context.slots), coloring(context.slots.color)),
    },
    warmth: {
      about: "Makes the white of lights warm, neutral, cold, or like a candle.",
      slots: { ...deviceSlots, warmth: slot.choice().maybe(), tint: slot.choice().maybe() },
      async run(context) {
        const { tint = "neutral", warmth = tint } = context.slots;
        const kelvin = kelvins.get(warmth) ?? 4000;
        await perform(shaded(context, warmth), lit(context.slots), {
          abilities: ["colortemp"],
          command: () => ({ action: "set", values: { kelvin } }),
          done: () => "white",
        });
      },
    },
  },
});

/** Says a colour by its word in this language. */
function shaded<T extends SkillContext>(context: T, name: string): T {
  const shade = context.phrase(`shade-${name}`);
  return { ...context, say: (phrase, values) => context.say(phrase, { ...values, shade }) };
}

/** Lights, even when only a room was said. */
const lit = <T extends { kind?: string | undefined }>(slots: T): T & { kind: string } => ({
  ...slots,
  kind: slots.kind ?? "light",
});

function bright(next: (now: number) => number): Deed {
  return {
    abilities: ["brightness"],
    command(_device, state) {
      const known = state?.attributes.brightness;
      const now = typeof known === "number" ? known : state?.state === "on" ? 100 : 0;
      return { action: "set", values: { brightness: next(now) } };
    },
    done: () => "brightness",
  };
}

const coloring = (color: string): Deed => ({
  abilities: ["color"],
  command: () => ({ action: "set", values: { color } }),
  done: () => "color",
});
