/** `hearsay skills test`: everything that can be said of one skill before anybody speaks to it, and then its own test. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { asFault, type Fault } from "../../contract/index.ts";
import type { Place } from "../../host/find.ts";
import { type LoadedSkill, loadAt } from "../../host/load.ts";
import { type Conflict, createLanguage } from "../../language/index.ts";
import type { Call } from "../command.ts";
import { projectAt, testCommand } from "../make.ts";
import { skillPlace, skillsOnDisk, stateOfLoaded } from "../understanding.ts";

interface Said {
  readonly language: string;
  readonly sentence: string;
  /** Where it went, or nothing. */
  readonly to: string | null;
  readonly ok: boolean;
}

interface Tested {
  readonly name: string;
  readonly faults: readonly Fault[];
  readonly examples: readonly Said[];
  readonly conflicts: readonly Conflict[];
  /** Exit code of its own test; absent when there is none. */
  readonly test?: number;
}

/** Exit code 1 when anything is wrong. */
export async function testSkill(name: string, call: Call): Promise<number> {
  const place = await skillPlace(name, call);
  const checked = await checkedOf(place, call);
  const test = checked.faults.length > 0 ? undefined : await ownTest(place, call);
  const tested: Tested = { ...checked, ...(test === undefined ? {} : { test }) };
  if (call.values.json) {
    const faults = tested.faults.map(({ code, message, remedy }) => ({ code, message, remedy }));
    call.io.out(JSON.stringify({ ...tested, faults }));
  } else for (const line of linesOf(tested)) call.io.out(line);
  return isSound(tested) ? 0 : 1;
}

const isSound = ({ faults, examples, conflicts, test = 0 }: Tested): boolean =>
  faults.length === 0 && conflicts.length === 0 && examples.every(({ ok }) => ok) && test === 0;

async function checkedOf(place: Place, call: Call): Promise<Tested> {
  const empty = { name: place.name, faults: [], examples: [], conflicts: [] };
  let loaded: LoadedSkill;
  try {
    const found = await loadAt(place);
    if (found.kind !== "skill") throw new TypeError(`${place.entry} is a plugin, not a skill`);
    loaded = found;
  } catch (thrown) {
    return { ...empty, faults: [asFault(thrown, "PLUGIN_INVALID")] };
  }
  const { skills } = await skillsOnDisk(call, place.name);
  const language = createLanguage();
  for (const other of skills) language.setSkill(stateOfLoaded(other));
  language.setSkill(stateOfLoaded(loaded));
  const conflicts = [...language.conflicts(new Set([place.name]))].flat();
  const examples = Object.entries(loaded.words).flatMap(([tag, { examples: said = [] }]) =>
    said.map((sentence): Said => {
      const match = language.match(sentence, tag);
      const to = match ? `${match.skill}/${match.intent}` : null;
      return { language: tag, sentence, to, ok: match?.skill === place.name };
    }),
  );
  return { ...empty, examples, conflicts };
}

/** Runs the test file beside the skill or in the project's test folder, its output going to standard error. */
async function ownTest({ folder, name }: Place, call: Call): Promise<number | undefined> {
  const project = await projectAt(folder);
  const file = [
    join(folder, `${name}.test.ts`),
    ...(project === undefined ? [] : [join(project, "test", "skills", `${name}.test.ts`)]),
  ].find((one) => existsSync(one));
  const command = file === undefined ? undefined : testCommand(file, project);
  if (command === undefined) return undefined;
  const [program = "", ...args] = command.split(" ");
  const child = spawn(program, args, {
    cwd: project ?? folder,
    stdio: ["ignore", 2, 2],
    signal: call.io.signal,
  });
  return await new Promise((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

function* linesOf({ faults, examples, conflicts, test }: Tested): Generator<string> {
  for (const { code, message, remedy } of faults) yield `wrong  ${code}: ${message}\n       ${remedy}`;
  for (const { language, sentence, to, ok } of examples) {
    yield `${ok ? "ok   " : "wrong"}  ${language}: "${sentence}" goes to ${to ?? "nobody"}`;
  }
  for (const { sentence, language, skill, intent, other } of conflicts) {
    yield `wrong  ${language}: "${sentence}" is claimed by ${skill}/${intent} and ${other.skill}/${other.intent}`;
  }
  if (faults.length > 0) return;
  if (test === undefined) yield "none   it has no test of its own that can be run here";
  else yield test === 0 ? "ok     its own test passed" : "wrong  its own test failed";
}
