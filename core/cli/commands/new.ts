/** `hearsay new`: writes a skill or a plugin that works at once, to be changed into what is wanted. */
import { join, relative } from "node:path";
import { Fault } from "../../contract/index.ts";
import { loadSettings } from "../../host/settings/index.ts";
import type { Call, Command } from "../command.ts";
import { type Ground, type Makeable, make, makeable, projectAt, testCommand } from "../make.ts";

const help = `Usage: hearsay new skill NAME [--dir DIR]
       hearsay new plugin NAME [--capability tts|stt|wake|vad] [--dir DIR]

Writes a folder NAME with code that works and a test that passes; docs/write-a-skill.md says how to go on.
Inside the Hearsay project it goes to skills/ or plugins/ (its test to test/), elsewhere to the plugins folder of
the data folder, where a running hub loads it at once.

  --capability WHAT  of a plugin: what it offers. tts: a voice of tones; stt: hears telephone keys; wake: two claps;
                     vad: what is louder than the room. Without: it greets rooms that come back.
  --dir DIR          the folder to write it into
  --data DIR         the data folder
  --config FILE      the settings file
  --json             one JSON value on standard output
  -h, --help         this text

Example: hearsay new skill coffee`;

const capabilities: readonly string[] = makeable.filter((what) => what !== "skill" && what !== "plugin");

async function run(call: Call): Promise<number> {
  const { io, values } = call;
  const [kind = "", name = "", ...rest] = call.positionals;
  const { capability } = values;
  if (!["skill", "plugin"].includes(kind) || name === "" || rest.length > 0) {
    throw new Fault("USAGE", "Usage: hearsay new skill|plugin NAME", { remedy: "See: hearsay new --help" });
  }
  if (capability !== undefined && (kind === "skill" || !capabilities.includes(String(capability)))) {
    throw new Fault("USAGE", `--capability wants ${capabilities.join(", ")}, and only for a plugin.`, {
      remedy: "See: hearsay new --help",
    });
  }
  const project = await projectAt(process.cwd());
  const files = await make((capability ?? kind) as Makeable, name, await groundOf(call, kind, project));
  const test = files.find((file) => file.endsWith(".test.ts")) ?? "";
  const command = testCommand(test, project);
  if (values.json) io.out(JSON.stringify({ name, kind, files, test: command ?? null }));
  else {
    for (const file of files) io.out(`wrote ${shown(file)}`);
    if (command !== undefined) io.out(`test it with: ${command}`);
  }
  return 0;
}

const shown = (file: string): string => {
  const near = relative(process.cwd(), file);
  return near.startsWith("..") ? file : near;
};

async function groundOf({ io, values }: Call, kind: string, project: string | undefined): Promise<Ground> {
  const { dir, data, config } = values;
  if (typeof dir === "string") return { folder: dir };
  if (project !== undefined && data === undefined) {
    return { folder: join(project, `${kind}s`), tests: join(project, "test", `${kind}s`) };
  }
  const settings = await loadSettings({
    env: io.env,
    ...(typeof data === "string" ? { data } : {}),
    ...(typeof config === "string" ? { file: config } : {}),
  });
  return { folder: join(settings.data, "plugins") };
}

export const fresh: Command = {
  name: "new",
  about: "Write a new skill or plugin with its test",
  help,
  options: {
    capability: { type: "string" },
    dir: { type: "string" },
    data: { type: "string" },
    config: { type: "string" },
    json: { type: "boolean" },
  },
  run,
};
