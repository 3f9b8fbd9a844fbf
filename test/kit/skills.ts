/** All skills that Hearsay brings, on a bus, as the hub has them: for benchmarks and tests of what is understood. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Bus, Skill, SkillWords } from "hearsay";
import { serveSkill } from "../../core/host/serve/skill.ts";
import { openStore } from "../../core/store/index.ts";
import { testLog } from "./log.ts";

const folder = join(import.meta.dirname, "../../skills");

/** Rejects with what a skill that is wrong throws. */
export async function serveSkills(bus: Bus, timeZone = "UTC"): Promise<AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  const store = stack.use(await openStore({ memory: true }));
  for (const name of readdirSync(folder)) {
    const { default: skill } = (await import(pathToFileURL(join(folder, name, "index.ts")).href)) as {
      default: Skill;
    };
    const facts = {
      bus,
      plugin: name,
      version: "0.0.0",
      client: "hub",
      log: testLog(name),
      generation: "1",
      store: store.scope(`skill/${name}`),
      timeZone,
      options: {},
    };
    stack.use(await serveSkill(skill, wordsOf(join(folder, name)), facts));
  }
  const open = stack.move();
  return { [Symbol.asyncDispose]: () => open.disposeAsync() };
}

function wordsOf(skill: string): Record<string, SkillWords> {
  const files = readdirSync(skill).filter((file) => /^[a-z]{2}\.json$/.test(file));
  return Object.fromEntries(
    files.map((file) => [
      file.slice(0, -5),
      JSON.parse(readFileSync(join(skill, file), "utf8")) as SkillWords,
    ]),
  );
}
