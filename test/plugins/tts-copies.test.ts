/** Voices stand alone, so each holds its own copy of what they have in common; the copies must not drift apart. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const plugins = join(import.meta.dirname, "../../plugins");

it.each([
  ["flow.ts", ["tts-flite", "tts-piper", "tts-kokoro"]],
  ["clauses.ts", ["tts-flite", "tts-piper", "tts-kokoro"]],
  ["quiet.ts", ["tts-flite", "tts-piper", "tts-kokoro"]],
  ["thread.ts", ["tts-flite", "tts-kokoro"]],
] as const)("%s is the same in %j", (file, folders) => {
  const [first, ...others] = folders.map((folder) => readFileSync(join(plugins, folder, file), "utf8"));
  for (const other of others) expect(other).toBe(first);
});
