/** Tells an author, when a skill is loaded, what in its language files is wrong, with file and line. */
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { isNode, LineCounter, parseDocument } from "yaml";
import type { Skill, SkillWords } from "../contract/index.ts";
import { Fault } from "../contract/index.ts";
import { faultIn, type WordsByLanguage } from "./serve/skill-check.ts";

/** SENTENCE_INVALID each, one at most for each language file and one for each phrase that is missing; none when all is well. */
export async function wordFaults(folder: string, skill: Skill, words: WordsByLanguage): Promise<Fault[]> {
  const faults: Fault[] = [];
  const said = await phrasesSaid(folder);
  const everywhere = new Set(Object.values(words).flatMap(({ say }) => Object.keys(say)));
  for (const [language, file] of Object.entries(words)) {
    const path = join(folder, `${language}.json`);
    const fault = faultIn(skill, language, file);
    const absent = missing(file, everywhere, said);
    if (!fault && absent.size === 0) continue;
    const text = await readFile(path, "utf8");
    if (fault) faults.push(placed(`${path}:${lineOf(text, fault.path ?? "")}: ${fault.message}`, fault));
    const sayAt = lineOf(text, "/say");
    for (const [name, where] of absent) {
      const message = `${path}:${sayAt}: the phrase "${name}" is missing from "say"; ${where}.`;
      faults.push(new Fault("SENTENCE_INVALID", message, { path: "/say" }));
    }
  }
  return faults;
}

const placed = (message: string, cause: Fault): Fault =>
  new Fault("SENTENCE_INVALID", message, {
    cause,
    ...(cause.path === undefined ? {} : { path: cause.path }),
  });

/** Phrases that another language of the skill has, or that its code says, and who wants them. */
function missing(
  { say }: SkillWords,
  everywhere: ReadonlySet<string>,
  said: ReadonlyMap<string, string>,
): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, file] of said) if (!Object.hasOwn(say, name)) found.set(name, `${file} says it`);
  for (const name of everywhere) {
    if (!Object.hasOwn(say, name) && !found.has(name))
      found.set(name, "another language of the skill has it");
  }
  return found;
}

const sources = new Set([".ts", ".mts", ".js", ".mjs", ".cjs"]);
const saying = /\bsay\(\s*(["'])([\w.-]+)\1/g;

/** Phrases that stand word for word in the code, each with `file:line`; those that the code puts together are not seen. */
async function phrasesSaid(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const files = (await readdir(folder)).filter(
    (file) => sources.has(extname(file)) && !/\.test\.\w+$/.test(file),
  );
  for (const file of files.sort()) {
    const text = await readFile(join(folder, file), "utf8");
    for (const { 2: name = "", index } of text.matchAll(saying)) {
      if (!found.has(name)) found.set(name, `${file}:${text.slice(0, index).split("\n").length}`);
    }
  }
  return found;
}

/** The line, from 1, of what a JSON Pointer (RFC 6901) points at; of the nearest thing above it where it is absent. */
export function lineOf(json: string, pointer: string): number {
  const lines = new LineCounter();
  const document = parseDocument(json, { lineCounter: lines });
  const steps = pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  for (let depth = steps.length; depth > 0; depth--) {
    const node = document.getIn(steps.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
