/** Looks at the models and at the folders: rights and room. */
import { randomBytes } from "node:crypto";
import { rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { freeBytes, megabytes } from "../../host/models/disk.ts";
import type { Models } from "../../host/models/index.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

/** Below this much room for logs and state, something is about to go wrong. */
const roomBytes = 200e6;

export async function lookAtModels(models: Models, setName: string, signal: AbortSignal): Promise<Finding> {
  const set = models.set(setName);
  const verdicts = await models.verify(set.models, signal);
  const facts = await models.list();
  const named = (state: string): string[] =>
    verdicts.filter((verdict) => verdict.state === state).map((verdict) => verdict.name);
  const corrupt = named("corrupt");
  const absent = named("absent");
  const repair = `Fetch with: hearsay models pull ${setName}`;
  if (corrupt.length > 0) return warn("models", `damaged: ${corrupt.join(", ")}`, repair);
  const size = facts.filter(({ name }) => absent.includes(name)).reduce((sum, { bytes }) => sum + bytes, 0);
  if (absent.length > 0)
    return warn(
      "models",
      `not here: ${absent.join(", ")} (${megabytes(size)})`,
      `${repair}; hearsay start does it too.`,
    );
  if (set.unusable.length > 0) {
    const text = `${set.unusable.join(", ")} of the set ${setName} do not run on this machine`;
    return warn("models", text, "Use the set standard or lite, or do without the wake word.");
  }
  return ok("models", `the set ${setName} is here, every byte right`);
}

/** Whether this user may write in the folder (or make it), and whether there is room. `need` is in bytes. */
export async function lookAtFolder(name: string, folder: string, need: number = roomBytes): Promise<Finding> {
  const there = await nearest(folder);
  const probe = join(there, `.hearsay-doctor-${randomBytes(4).toString("hex")}`);
  try {
    await writeFile(probe, "", { flag: "wx" });
    await rm(probe, { force: true });
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? String(thrown);
    return fail(
      name,
      `${there} cannot be written (${code})`,
      "Correct its owner or its rights, or choose another folder.",
    );
  }
  const free = await freeBytes(there);
  const text = `${folder}, ${megabytes(free)} free`;
  if (free >= need) return ok(name, text);
  return fail(name, `${text}, ${megabytes(need)} needed`, "Free some space, or choose another folder.");
}

/** Room that fetching the missing models takes: the files and, beside them, the packages they come in. */
export async function roomForModels(models: Models, setName: string): Promise<number> {
  const { models: names } = models.set(setName);
  const missing = (await models.list()).filter(
    ({ name, state }) => names.includes(name) && state !== "present" && state !== "verified",
  );
  return missing.length === 0 ? 0 : 2 * missing.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** The folder itself, or the one above it that exists. */
async function nearest(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => undefined);
  if (found || dirname(folder) === folder) return folder;
  return nearest(dirname(folder));
}
