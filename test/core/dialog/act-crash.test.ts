/** The process of a skill is killed in the middle of an intent: what may have been done is not done again, and not called done. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Message } from "../../../core/contract/index.ts";
import { openDialog } from "../../../core/dialog/dialog.ts";
import { personaWith } from "../../kit/persona.ts";
import { openHouse } from "../host/house.ts";
import { silentLog } from "./stage.ts";

/** Notes in a file that it was run; the first run never ends. */
const skill = `
import { appendFileSync, readFileSync } from "node:fs";
import { defineSkill } from "hearsay";
const file = new URL("../../runs", import.meta.url);
const intent = (repeatable) => ({
  about: "Boils.",
  repeatable,
  slots: {},
  async run({ say }) {
    appendFileSync(file, "x");
    if (readFileSync(file, "utf8") === "x") await new Promise(() => {});
    await say("done");
  },
});
export default defineSkill({
  name: "kettle",
  about: "Boils water.",
  placement: "skills",
  intents: { boil: intent(false), look: intent(true) },
});
`;
const words = { hear: { boil: ["boil water"], look: ["look at the kettle"] }, say: { done: ["Done."] } };
const persona = personaWith();

it.each([
  ["boil water", "x", "SKILL_GONE", /^I am not sure that worked/],
  ["look at the kettle", "xx", undefined, /^Done\.$/],
])(
  "%s",
  async (text, runs, code, reply) => {
    await using house = await openHouse({
      files: { "skills/kettle/index.ts": skill, "skills/kettle/en.json": JSON.stringify(words) },
      host: { process: { backoffMs: 20 } },
    });
    const { bus, host, folder } = house;
    await host.start();
    const settings = () => ({ silence: 400, maxUtterance: 5000, noSpeech: 2000, skillDeadline: 15_000 });
    const facts = { bus, log: silentLog, settings, personaOf: () => persona, language: "en" };
    await using _dialog = await openDialog(facts);
    const finished = Promise.withResolvers<Message<"turn/finished">>();
    const replied = Promise.withResolvers<string>();
    await bus.on("turn/finished", {}, finished.resolve);
    await bus.on("reply/finished", {}, ({ body }) => replied.resolve(body.text));
    const file = join(folder, "runs");
    await expect.poll(() => house.states.get("kettle")?.phase, { timeout: 15_000 }).toBe("ready");
    await bus.ask("utterance/handle", { site: "den" }, { text });
    await expect.poll(() => existsSync(file) && readFileSync(file, "utf8"), { timeout: 10_000 }).toBe("x");
    process.kill(host.pids().skills ?? 0, "SIGKILL");
    const { body } = await finished.promise;
    expect(await replied.promise).toMatch(reply);
    expect(body.problem?.code).toBe(code);
    await expect.poll(() => house.states.get("kettle")?.phase, { timeout: 15_000 }).toBe("ready");
    expect(readFileSync(file, "utf8")).toBe(runs);
  },
  60_000,
);
