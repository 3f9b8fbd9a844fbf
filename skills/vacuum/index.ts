/** Sends the robot vacuum out, halts it and calls it home. */
import {
  areasOf,
  askDevices,
  type Deed,
  defineSkill,
  deviceSlots,
  findDevices,
  perform,
  slot,
} from "hearsay";

const { device } = deviceSlots;

export default defineSkill({
  name: "vacuum",
  about: "The robot vacuum cleaner.",
  confirms: ["done-*"],
  intents: {
    start: {
      about: "Lets the robot vacuum clean, everywhere or in one room.",
      slots: { device, where: slot.area().maybe() },
      async run(context) {
        const { where } = context.slots;
        const [area] = where === undefined ? [] : areasOf(context, where);
        await perform(context, robotOf(context.slots), {
          abilities: ["clean"],
          command: () => ({ action: "start", values: area === undefined ? {} : { area } }),
          done: () => "start",
        });
      },
    },
    pause: {
      about: "Stops the robot vacuum where it is.",
      slots: { device },
      run: (context) => perform(context, robotOf(context.slots), deed("pause")),
    },
    dock: {
      about: "Sends the robot vacuum back to its station.",
      slots: { device },
      run: (context) => perform(context, robotOf(context.slots), deed("dock")),
    },
    where: {
      about: "Says what the robot vacuum is doing, and how full its battery is.",
      risk: "none",
      repeatable: true,
      slots: { device },
      async run(context) {
        const wish = robotOf(context.slots);
        const robots = await askDevices(context, (at) => findDevices(context, { ...wish, ...at }, ["clean"]));
        for (const robot of robots ?? []) {
          const now = context.house.deviceState(robot.id);
          const known = states.has(now?.state ?? "") ? now?.state : "unknown";
          const battery = now?.attributes.battery;
          await context.say(`is-${known}`, { name: robot.name });
          if (typeof battery === "number") await context.say("battery", { name: robot.name, battery });
        }
      },
    },
  },
});

const states: ReadonlySet<string> = new Set(["cleaning", "docked", "idle", "paused", "returning", "error"]);

/** A robot goes everywhere: the room where it was called says nothing of which one is meant. */
const robotOf = (slots: { readonly device?: string | undefined }) => ({
  device: slots.device,
  kind: "vacuum",
  scope: "all",
});

const deed = (action: "pause" | "dock"): Deed => ({
  abilities: ["clean"],
  command: () => ({ action, values: {} }),
  done: () => action,
});
