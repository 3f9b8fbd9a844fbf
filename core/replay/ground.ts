/** Reads from disk what a played house stands on: the skills and personas that come with Hearsay, and the settings' defaults. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { houseForms } from "../dialog/words/index.ts";
import { bundled, findIn } from "../host/find.ts";
import { loadAt } from "../host/load.ts";
import { readPersona } from "../host/personas/index.ts";
import { loadSettings } from "../host/settings/index.ts";
import { readWords } from "../host/words.ts";
import type { Ground } from "./play.ts";
import { house, type Phrases } from "./wording.ts";

const personaFolder = fileURLToPath(new URL("../../personas/", import.meta.url));

/** What the skills that come with Hearsay say, and the house itself. Faults: those of the language files. */
export async function readPhrases(): Promise<Phrases> {
  const places = await findIn(bundled.skills, "bundled");
  const all = places.map(async ({ name, folder }) => {
    const words = Object.values(await readWords(folder));
    return [name, words.flatMap(({ say }) => Object.values(say))] as const;
  });
  return { ...Object.fromEntries(await Promise.all(all)), [house]: houseForms };
}

/** Faults: those of the files. */
export async function readGround(): Promise<Ground> {
  const skills = [];
  for (const place of await findIn(bundled.skills, "bundled")) {
    const loaded = await loadAt(place);
    if (loaded.kind === "skill") skills.push(loaded);
  }
  const files = (await readdir(personaFolder)).filter(
    (name) => name.endsWith(".json") && !name.endsWith(".schema.json"),
  );
  const personas = await Promise.all(files.sort().map((name) => readPersona(join(personaFolder, name))));
  const nowhere = await mkdtemp(join(tmpdir(), "hearsay-replay-"));
  try {
    const { dialog } = await loadSettings({ env: {}, data: nowhere });
    return { skills, personas: new Map(personas.map((one) => [one.name, one])), settings: dialog };
  } finally {
    await rm(nowhere, { recursive: true, force: true });
  }
}
