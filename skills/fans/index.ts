/** Makes fans run faster and slower. */
import { defineSkill, deviceSlots, perform, slot } from "hearsay";

const percent = slot.number({ min: 0, max: 100 });
/** What one step of "faster" is, of 100. */
const step = 25;
const slowest = 10;

export default defineSkill({
  name: "fans",
  about: "Speed of fans.",
  confirms: ["done-*"],
  intents: {
    speed: {
      about: "Sets the speed of fans in percent, or to high, medium or low.",
      slots: {
        ...deviceSlots,
        percent: percent.maybe(),
        speed: slot.choice().maybe(),
        stage: slot.number({ min: 1, max: 3 }).maybe(),
      },
      async run(context) {
        const { stage, percent: said, speed = "" } = context.slots;
        const wanted = stage === undefined ? said : Math.round((stage * 100) / 3);
        const by = wanted ?? { high: 100, medium: 50, low: 25 }[speed] ?? 100;
        await set(context, () => by);
      },
    },
    change: {
      about: "Makes fans faster or slower, by so many percent if that was said.",
      slots: {
        ...deviceSlots,
        pace: slot.choice().maybe(),
        way: slot.choice().maybe(),
        raise: slot.choice().maybe(),
        percent: percent.maybe(),
      },
      async run(context) {
        const { raise, way = raise, pace = way, percent: by = step } = context.slots;
        await set(context, (now) =>
          pace === "faster" ? Math.min(100, now + by) : Math.max(Math.min(now, slowest), now - by),
        );
      },
    },
  },
});

type Context = Parameters<typeof perform>[0] & { readonly slots: Parameters<typeof perform>[1] };

const set = (context: Context, next: (now: number) => number): Promise<void> =>
  perform(
    context,
    { ...context.slots, kind: context.slots.kind ?? "fan" },
    {
      abilities: ["speed"],
      command(_device, state) {
        const now = state?.attributes.speed;
        return { action: "set", values: { speed: next(typeof now === "number" ? now : 0) } };
      },
      done: () => "speed",
    },
  );
