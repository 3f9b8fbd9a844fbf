/** Locks and unlocks doors. */
import { type Deed, defineSkill, deviceSlots, perform, type SkillContext, slot } from "hearsay";

const slots = { ...deviceSlots, lock: slot.choice().maybe(), bolt: slot.choice().maybe() };
type Wish = Parameters<typeof perform>[1];

export default defineSkill({
  name: "locks",
  about: "Locks of doors.",
  intents: {
    lock: {
      about: "Locks a door, or all doors.",
      risk: "high",
      slots,
      run: (context) => turn(context, context.slots, "lock"),
    },
    unlock: {
      about: "Unlocks a door.",
      risk: "high",
      slots,
      run: (context) => turn(context, context.slots, "unlock"),
    },
  },
});

const turn = (context: SkillContext, wish: Wish, action: "lock" | "unlock"): Promise<void> => {
  const deed: Deed = {
    abilities: ["lock"],
    command: () => ({ action, values: {} }),
    done: () => action,
  };
  return perform(context, { ...wish, kind: wish.kind ?? "lock" }, deed);
};
