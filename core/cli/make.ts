/** Writes a new skill or plugin from the templates in core/cli/new. */
import { existsSync } from "node:fs";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Fault } from "../contract/index.ts";

export const makeable = ["skill", "plugin", "tts", "stt", "wake", "vad"] as const;
export type Makeable = (typeof makeable)[number];

/** Where a new thing goes: its folder, and its test when that stands elsewhere. */
export interface Ground {
  /** Holds the new folder. */
  readonly folder: string;
  /** For tests; absent: beside the code. */
  readonly tests?: string;
}

const home = fileURLToPath(new URL("../../", import.meta.url));
const templates = fileURLToPath(new URL("./new/", import.meta.url));

/** What the README says of each. */
const details: Readonly<Record<Exclude<Makeable, "skill">, readonly [about: string, detail: string]>> = {
  plugin: [
    "Greets a room when its satellite comes back.",
    "Setting: `greeting`, what is said. It hears `site/state` and says `reply/say`; docs/bus.md has all messages.",
  ],
  tts: [
    "A voice of tones: one for each word, longer for longer words.",
    "It needs no model, so that replies can be heard at once; put a real synthesiser in the place of `tone`. The house speaks with it when a persona names it first in `tts`, or when no other voice works.",
  ],
  stt: [
    "Writes down the telephone keys (DTMF tones) it hears.",
    "It needs no model; put a real recogniser in the place of `keyOf`. The house hears with it when a persona names it first in `stt`, or when no other recogniser works.",
  ],
  wake: [
    'Wakes the house when somebody claps twice. Its wake word is "clap clap".',
    "It needs no model; put a real detector in the place of `clapAt`.",
  ],
  vad: [
    "Takes for speech what is clearly louder than the room.",
    "It needs no model, but takes any loud noise for speech; put a real detector in the place of `judge`. Setting: `above`, in dB. Of several detectors the house takes the one with the least to do; switch the others off in the settings to be sure of this one.",
  ],
};

/**
 * Writes it and returns the files, absolute. Faults: USAGE for a bad name or one that is taken, and with `remedy` what
 * to do instead.
 */
export async function make(what: Makeable, name: string, ground: Ground): Promise<readonly string[]> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 40) {
    throw new Fault("USAGE", `"${name}" is no name for it.`, {
      remedy:
        "Use small letters, digits and single dashes, beginning with a letter, at most 40: kitchen-radio",
    });
  }
  const folder = resolve(ground.folder, name);
  const test = join(ground.tests ?? folder, `${name}.test.ts`);
  for (const taken of [folder, test]) {
    if (!existsSync(taken)) continue;
    throw new Fault("USAGE", `${taken} is there already.`, {
      remedy: "Choose another name, or another --dir.",
    });
  }
  const [about = "", detail = ""] = what === "skill" ? [] : details[what];
  const fill = (text: string): string =>
    text
      .replaceAll("__NAME__", name)
      .replaceAll("__WORDS__", name.replaceAll("-", " "))
      .replaceAll("__FROM__", ground.tests === undefined ? "." : between(ground.tests, folder))
      .replaceAll("__ABOUT__", about)
      .replaceAll("__DETAIL__", detail);
  const files = [
    [`${what}/index.ts.txt`, join(folder, "index.ts")],
    [`${what}/test.ts.txt`, test],
    ...(what === "skill"
      ? [
          ["skill/en.json.txt", join(folder, "en.json")],
          ["skill/de.json.txt", join(folder, "de.json")],
        ]
      : [["plugin/README.md.txt", join(folder, "README.md")]]),
  ] as const;
  for (const [template = "", file = ""] of files) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, fill(await readFile(join(templates, template), "utf8")), { flag: "wx" });
  }
  await makeKnown(resolve(ground.folder));
  return files.map(([, file = ""]) => file);
}

const between = (from: string, to: string): string => relative(from, to).replaceAll("\\", "/");

/** Lets editors and tests find the package "hearsay" from a folder outside of it. */
async function makeKnown(folder: string): Promise<void> {
  try {
    createRequire(join(folder, "index.js")).resolve("hearsay/package.json");
  } catch {
    const modules = join(folder, "node_modules");
    await mkdir(modules, { recursive: true });
    await symlink(home, join(modules, "hearsay"), "junction");
  }
}

/** The Hearsay project that `folder` lies in, if any. */
export async function projectAt(folder: string): Promise<string | undefined> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const facts = await readFile(join(at, "package.json"), "utf8").catch(() => undefined);
    if (facts !== undefined) return nameIn(facts) === "hearsay" ? at : undefined;
    if (dirname(at) === at) return undefined;
  }
}

function nameIn(text: string): unknown {
  try {
    return (JSON.parse(text) as { name?: unknown }).name;
  } catch {
    return undefined;
  }
}

/** How to run a test from any folder, or undefined where vitest did not come along. */
export function testCommand(test: string, project: string | undefined): string | undefined {
  if (project !== undefined && test.startsWith(project)) return `npx vitest run ${relative(project, test)}`;
  const vitest = join(home, "node_modules", "vitest", "vitest.mjs");
  return existsSync(vitest) ? `node ${vitest} run --root ${dirname(test)}` : undefined;
}
