/** A small house for language models: a lamp, a lock, a clock and a skill that reads the web, which write down what is done. */
import { defineSkill, type Skill, slot, type ToolBox } from "../../../../core/contract/index.ts";
import type { WordsByLanguage } from "../../../../core/host/serve/skill-check.ts";
import type { Stage } from "../stage.ts";

export interface Small {
  /** What was done, in order. */
  readonly deeds: string[];
  readonly skills: readonly { readonly skill: Skill; readonly words: WordsByLanguage }[];
}

/** `page`: what the web says. */
export function smallHouse(page = "It is sunny."): Small {
  const deeds: string[] = [];
  const home = defineSkill({
    name: "home",
    about: "Lamp, lock and clock.",
    intents: {
      dim: {
        about: "Sets the lamp to a level.",
        slots: { level: slot.number({ min: 0, max: 100 }), mood: slot.choice().maybe() },
        async run({ slots, say }) {
          deeds.push(`dim ${slots.level}`);
          await say("dim", slots);
        },
      },
      unlock: {
        about: "Unlocks a door.",
        risk: "high",
        slots: { door: slot.device() },
        async run({ slots, say }) {
          deeds.push(`unlock ${slots.door}`);
          await say("unlocked");
        },
      },
      time: {
        about: "Tells the time.",
        risk: "none",
        slots: {},
        async run({ say }) {
          deeds.push("time");
          await say("time");
        },
      },
      name: {
        about: "Tells what the thing in the hall is called.",
        risk: "none",
        slots: {},
        run: ({ house, sayText }) => sayText(`It is called ${house.devices()[0]?.name}.`),
      },
      breaks: {
        about: "Breaks.",
        slots: {},
        run: () => Promise.reject(new Error("broken")),
      },
      lost: {
        about: "Knows nothing.",
        fallback: true,
        slots: { what: slot.text() },
        run: ({ say }) => say("lost"),
      },
    },
  });
  const words = {
    en: {
      hear: {
        dim: ["dim the lamp to {level}"],
        unlock: ["unlock [the] {door}"],
        time: ["what time is it"],
        name: ["name it"],
        breaks: ["break it"],
        lost: ["look for {what}"],
      },
      say: {
        dim: ["The lamp is at {level}."],
        unlocked: ["It is open."],
        time: ["It is noon."],
        lost: ["I see no such thing."],
      },
      lists: { mood: { cosy: ["cosy"], bright: ["bright", "sharp"] } },
    },
  };
  const web = defineSkill({
    name: "web",
    about: "Reads the web.",
    outside: true,
    intents: {
      read: { about: "Reads a page.", risk: "none", slots: {}, run: ({ sayText }) => sayText(page) },
    },
  });
  const webWords = { en: { hear: { read: ["read the page"] }, say: {} } };
  return {
    deeds,
    skills: [
      { skill: home, words },
      { skill: web, words: webWords },
    ],
  };
}

export const listed = (name: string, id = "door1") => ({
  id,
  name,
  kind: "lock",
  abilities: ["lock"],
  exposed: true,
});

/** Resolves when the stage knows of these devices. */
export async function withDevices(
  stage: Stage,
  devices: readonly ReturnType<typeof listed>[],
): Promise<void> {
  const body = { areas: [], floors: [], devices: [...devices], bootId: "x" };
  await stage.bus.publish("devices/listed", { source: "test" }, body);
}

/** A box of somebody else's: `search` tells `page`, `mail` sends something. */
export function boxOf(page: string): ToolBox & { readonly run: string[] } {
  const run: string[] = [];
  const parameters = {
    type: "object",
    properties: { text: { type: "string" } },
    additionalProperties: false,
  };
  return {
    run,
    tools: [
      { name: "search", about: "Searches.", parameters, risk: "none" },
      { name: "mail", about: "Sends mail.", parameters, risk: "low" },
      { name: "odd", about: "Cannot be checked.", parameters: { type: "nonsense" }, risk: "none" },
    ],
    async call({ name, arguments: given }) {
      run.push(`${name} ${JSON.stringify(given)}`);
      return { text: name === "search" ? page : "Sent." };
    },
  };
}
