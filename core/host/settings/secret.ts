/** A password that can be used but not printed: it shows itself only to those who ask for it by name. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { inspect } from "node:util";
import { Fault } from "../../contract/fault.ts";

export interface Secret {
  /** The words themselves: hand them on, never log them. */
  reveal(): string;
}

const hidden = "[secret]";

export function secretOf(words: string): Secret {
  const secret = {
    reveal: () => words,
    toString: () => hidden,
    toJSON: () => hidden,
    [inspect.custom]: () => hidden,
  };
  return Object.freeze(secret);
}

export const isSecret = (value: unknown): value is Secret =>
  typeof value === "object" && value !== null && "reveal" in value && typeof value.reveal === "function";

/** How a secret may be written: the words, a file that holds them, or an environment variable. */
export type Written = string | { readonly file: string } | { readonly env: string };

export function isWritten(value: unknown): value is Exclude<Written, string> {
  if (typeof value !== "object" || value === null || Object.keys(value).length !== 1) return false;
  const [key, name] = Object.entries(value)[0] ?? [];
  return (key === "file" || key === "env") && typeof name === "string";
}

/**
 * The words of a secret. `where` names the setting; relative files lie beside `folder`.
 * Faults: SETTINGS_INVALID (the variable is not set), SETTINGS_UNREADABLE (the file).
 */
export async function revealed(
  written: Written,
  where: string,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  if (typeof written === "string") return written;
  if ("env" in written) {
    const words = env[written.env];
    if (words !== undefined) return words;
    throw new Fault("SETTINGS_INVALID", `${where}: the environment variable ${written.env} is not set.`, {
      remedy: `Set ${written.env}, or write the secret another way; docs/settings.md says how.`,
    });
  }
  const file = resolve(folder, written.file);
  try {
    return (await readFile(file, "utf8")).replace(/\r?\n$/, "");
  } catch (cause) {
    throw new Fault("SETTINGS_UNREADABLE", `${where}: the secret's file ${file} cannot be read.`, { cause });
  }
}
