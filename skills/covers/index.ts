/** Opens, closes and stops curtains, blinds, windows and the garage door. */
import { defineSkill, deviceSlots, findDevices, perform, slot } from "hearsay";

export default defineSkill({
  name: "covers",
  about: "Curtains, blinds, shutters, awnings, windows and the garage door.",
  confirms: ["done-*"],
  intents: {
    move: {
      about: "Opens or closes curtains, blinds, shutters, windows or the garage door, all the way or half.",
      risk: "high",
      slots: {
        ...deviceSlots,
        move: slot.choice().maybe(),
        way: slot.choice().maybe(),
        let: slot.choice().maybe(),
        part: slot.choice().maybe(),
      },
      async run(context) {
        const { slots } = context;
        const { action, done } = moving(slots.move ?? slots.way ?? slots.let, slots.part);
        const position = slots.part === undefined ? undefined : 50;
        const wish = { ...slots, kind: slots.kind ?? "cover" };
        if (await isLock(context, wish)) return;
        await perform(context, wish, {
          abilities: position === undefined ? ["openclose"] : ["position"],
          command: () =>
            position === undefined ? { action, values: {} } : { action: "set", values: { position } },
          done: () => done,
        });
      },
    },
    stop: {
      about: "Stops curtains, blinds, shutters, awnings or the garage door where they are.",
      slots: deviceSlots,
      run: (context) =>
        perform(
          context,
          { ...context.slots, kind: context.slots.kind ?? "cover" },
          {
            abilities: ["openclose"],
            command: () => ({ action: "stop", values: {} }),
            done: () => "stop",
          },
        ),
    },
  },
});

function moving(
  move: string | undefined,
  part: string | undefined,
): { action: "open" | "close"; done: string } {
  const action = move === "open" ? "open" : "close";
  return { action, done: part === undefined ? action : "half" };
}

/** Who wants a door open that can only be unlocked is told what to say: a lock opens for its own words alone. */
async function isLock(
  context: Parameters<typeof perform>[0],
  wish: Parameters<typeof findDevices>[1],
): Promise<boolean> {
  if (wish.device === undefined) return false;
  const meant = findDevices(context, wish);
  const [only] = "devices" in meant ? meant.devices : [];
  if (!only?.abilities.includes("lock") || only.abilities.includes("openclose")) return false;
  await context.say("lock-only", { name: only.name });
  return true;
}
