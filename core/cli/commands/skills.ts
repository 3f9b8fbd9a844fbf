/** `hearsay skills`: which skills there are, what can be said to them, and what becomes of a sentence. */
import { Fault } from "../../contract/index.ts";
import { loadSettings, nearest } from "../../host/settings/index.ts";
import type { Conflict } from "../../language/index.ts";
import type { Call, Command } from "../command.ts";
import { hubOptions } from "../connect.ts";
import { anyUnderstandingOf, type Understanding, understandingOf } from "../understanding.ts";
import { languageOf } from "../values.ts";
import { testSkill } from "./skills-test.ts";
import { trySentence } from "./skills-try.ts";

const help = `Usage: hearsay skills list|show NAME|try "SENTENCE"|test NAME|collisions [options]

  list        the skills of the running hub, and sentences that two of them claim
  show        what one skill can be asked: its intents, slots and sentences
  try         which skill a sentence goes to, with which slots, who else would take it, and why that one does
              not; exit code 1 when none understands it. Nothing is done.
  test        checks a skill on disk, by its name or its folder: its words, its examples, sentences that others
              claim too, and runs its own test; exit code 1 when anything is wrong. Needs no hub.
  collisions  sentences that two skills claim; exit code 1 when there are any

Where no hub runs, try and collisions ask the skills on disk, without the names of devices.

  --language TAG  language of the sentence, or of the sentences shown (default: the house's)
  --json          one JSON value on standard output
  --hub URL       another hub: mqtt://NAME:PASSWORD@HOST:PORT
  --data DIR      the data folder of the hub on this machine
  --config FILE   the settings file
  -h, --help      this text

Examples:
  hearsay skills show timer
  hearsay skills try "set a timer for five minutes" --language en
  hearsay skills test ./coffee`;

type Action = (rest: readonly string[], call: Call) => Promise<number>;

const actions: Readonly<Record<string, Action>> = {
  list: async (_rest, call) => list(await understandingOf(call), call),
  show: async ([name = ""], call) => show(await understandingOf(call), name, call),
  try: async ([text = ""], call) =>
    trySentence(await anyUnderstandingOf(call), text, await spokenIn(call), call),
  test: ([name = ""], call) => testSkill(name, call),
  collisions: async (_rest, call) => collisions(await anyUnderstandingOf(call), call),
};
const wanted: Readonly<Record<string, number>> = { list: 0, show: 1, try: 1, test: 1, collisions: 0 };

export const skills: Command = {
  name: "skills",
  about: "List and test skills, try a sentence, find collisions",
  help,
  options: { ...hubOptions, json: { type: "boolean" }, language: { type: "string" } },
  async run(call) {
    const [word = "list", ...rest] = call.positionals;
    const action = Object.hasOwn(actions, word) ? actions[word] : undefined;
    if (!action || rest.length !== wanted[word]) {
      throw new Fault("USAGE", 'Usage: hearsay skills list|show NAME|try "SENTENCE"|test NAME|collisions', {
        remedy: "See: hearsay skills --help",
      });
    }
    if (typeof call.values.language === "string") languageOf(call.values.language);
    return await action(rest, call);
  },
};

function list({ states, conflicts }: Understanding, { io, values }: Call): number {
  if (values.json) {
    const all = states.map(({ name, about, instance, intents, languages }) => ({
      name,
      about,
      instance,
      languages: Object.keys(languages).sort(),
      intents: Object.keys(intents),
    }));
    io.out(JSON.stringify({ skills: all, conflicts }));
    return 0;
  }
  const width = Math.max(5, ...states.map(({ name }) => name.length));
  io.out(`${"SKILL".padEnd(width)}  LANGUAGES  ABOUT`);
  for (const { name, about, languages } of states) {
    io.out(`${name.padEnd(width)}  ${Object.keys(languages).sort().join(",").padEnd(9)}  ${about}`);
  }
  for (const conflict of conflicts) io.out(claimText(conflict));
  return 0;
}

const claimText = ({ sentence, language, skill, intent, other }: Conflict): string =>
  `Claimed twice (${language}): "${sentence}" by ${skill}/${intent} and ${other.skill}/${other.intent}`;

function collisions({ conflicts }: Understanding, { io, values }: Call): number {
  if (values.json) io.out(JSON.stringify({ conflicts }));
  else if (conflicts.length === 0) io.out("No sentence is claimed twice.");
  else for (const conflict of conflicts) io.out(claimText(conflict));
  return conflicts.length === 0 ? 0 : 1;
}

async function spokenIn({ values, io }: Call): Promise<string> {
  if (typeof values.language === "string") return values.language;
  const { data, config } = values;
  const settings = await loadSettings({
    env: io.env,
    ...(typeof data === "string" ? { data } : {}),
    ...(typeof config === "string" ? { file: config } : {}),
  });
  return settings.house.language;
}

async function show({ states }: Understanding, name: string, call: Call): Promise<number> {
  const state = states.find((one) => one.name === name);
  if (!state) {
    const like = nearest(
      name,
      states.map((one) => one.name),
    );
    throw new Fault("PLUGIN_NOT_FOUND", `No skill "${name}" runs.${like ? ` Did you mean "${like}"?` : ""}`, {
      remedy: "List what runs with: hearsay skills list",
    });
  }
  const { io, values } = call;
  if (values.json) {
    io.out(JSON.stringify(state));
    return 0;
  }
  const spoken = await spokenIn(call);
  const tag = [spoken, spoken.split("-")[0] ?? spoken, "en", ...Object.keys(state.languages)].find((one) =>
    Object.hasOwn(state.languages, one),
  );
  const words = tag === undefined ? undefined : state.languages[tag];
  io.out(`${state.name}: ${state.about}`);
  io.out(`languages: ${Object.keys(state.languages).sort().join(", ")}; shown: ${tag ?? "none"}`);
  if (words && words.examples.length > 0) io.out(`for example: ${words.examples.join(" | ")}`);
  for (const [intent, { about, slots }] of Object.entries(state.intents)) {
    io.out(`\n${intent}: ${about}`);
    for (const [slot, type] of Object.entries(slots)) io.out(`  {${slot}}  ${slotText(type)}`);
    for (const template of words?.hear[intent] ?? []) io.out(`  "${template}"`);
  }
  return 0;
}

function slotText({ kind, optional, min, max }: Readonly<Record<string, unknown>>): string {
  const bounds = min === undefined && max === undefined ? "" : ` from ${min ?? "any"} to ${max ?? "any"}`;
  return `${String(kind)}${bounds}${optional === true ? ", may be missing" : ""}`;
}
