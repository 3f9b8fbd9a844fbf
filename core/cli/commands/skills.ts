/** `hearsay skills`: which skills the running hub has, what can be said to them, and what becomes of a sentence. */
import type { Messages } from "../../../bus-schema/index.ts";
import { Fault } from "../../contract/index.ts";
import { placesOf } from "../../dialog/lexicon.ts";
import { loadSettings, nearest } from "../../host/settings/index.ts";
import { type Conflict, createLanguage, type Language, type Match } from "../../language/index.ts";
import type { Call, Command } from "../command.ts";
import { hubOptions, openHub } from "../connect.ts";
import { retained } from "../gather.ts";
import { languageOf } from "../values.ts";

const help = `Usage: hearsay skills list|show NAME|test "SENTENCE" [options]

  list   the skills of the running hub, and sentences that two of them claim
  show   what one skill can be asked: its intents, slots and sentences
  test   which skill a sentence goes to and with which slots; exit code 1 when none understands it.
         Nothing is done.

  --language TAG  language of the sentence, or of the sentences shown (default: the house's)
  --json          one JSON value on standard output
  --hub URL       another hub: mqtt://NAME:PASSWORD@HOST:PORT
  --data DIR      the data folder of the hub on this machine
  --config FILE   the settings file
  -h, --help      this text

Examples:
  hearsay skills show timer
  hearsay skills test "set a timer for five minutes" --language en`;

type State = Messages["skill/state"];
interface Skills {
  readonly states: readonly State[];
  readonly conflicts: readonly (Conflict & { readonly skill: string })[];
  readonly language: Language;
}
type Action = (skills: Skills, rest: readonly string[], call: Call) => Promise<number>;

const actions: Readonly<Record<string, Action>> = { list, show, test: trySentence };

export const skills: Command = {
  name: "skills",
  about: "List skills, show what can be said to them, try a sentence",
  help,
  options: { ...hubOptions, json: { type: "boolean" }, language: { type: "string" } },
  async run(call) {
    const [word = "list", ...rest] = call.positionals;
    const action = Object.hasOwn(actions, word) ? actions[word] : undefined;
    const count = { list: 0, show: 1, test: 1 }[word];
    if (!action || rest.length !== count) {
      throw new Fault("USAGE", 'Usage: hearsay skills list|show NAME|test "SENTENCE"', {
        remedy: "See: hearsay skills --help",
      });
    }
    if (typeof call.values.language === "string") languageOf(call.values.language);
    await using hub = await openHub(call, { by: "client/skills" });
    const [states, places] = await Promise.all([
      retained(hub.bus, "skill/state"),
      retained(hub.bus, "devices/listed"),
    ]);
    return await action(
      gather(
        states.map(({ body }) => body),
        places.map(({ body }) => body),
      ),
      rest,
      call,
    );
  },
};

function gather(states: readonly State[], places: readonly Messages["devices/listed"][]): Skills {
  const language = createLanguage();
  const sorted = [...states].sort((a, b) => (a.name < b.name ? -1 : 1));
  const conflicts = sorted.flatMap((state) =>
    language.setSkill(state).map((conflict) => ({ skill: state.name, ...conflict })),
  );
  language.setPlaces(placesOf(places, new Map()));
  return { states: sorted, conflicts, language };
}

async function list(
  { states, conflicts }: Skills,
  _rest: readonly string[],
  { io, values }: Call,
): Promise<number> {
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
  for (const { sentence, language, skill, intent, other } of conflicts) {
    io.out(
      `Claimed twice (${language}): "${sentence}" by ${skill}/${intent} and ${other.skill}/${other.intent}`,
    );
  }
  return 0;
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

async function show({ states }: Skills, [name = ""]: readonly string[], call: Call): Promise<number> {
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
  const wanted = await spokenIn(call);
  const tag = [wanted, wanted.split("-")[0] ?? wanted, "en", ...Object.keys(state.languages)].find((one) =>
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

/** How many other intents are named that would have taken the sentence. */
const runnersUp = 3;

async function trySentence(
  { language }: Skills,
  [text = ""]: readonly string[],
  call: Call,
): Promise<number> {
  const tag = await spokenIn(call);
  const found: Match[] = [];
  while (found.length <= runnersUp) {
    const deny = found.map(({ skill, intent }) => `${skill}/${intent}`);
    const next = language.match(text, tag, { deny });
    if (!next) break;
    found.push(next);
  }
  const [match, ...others] = found;
  const { io, values } = call;
  if (values.json) io.out(JSON.stringify({ text, language: tag, match: match ?? null, others }));
  else if (!match) io.out(`No skill understands "${text}" (${tag}).`);
  else {
    io.out(`${match.skill}/${match.intent}  score ${match.score.toFixed(2)}`);
    io.out(`  template  ${match.template}`);
    for (const [slot, value] of Object.entries(match.slots)) io.out(`  {${slot}}  ${JSON.stringify(value)}`);
    for (const { skill, intent, template } of others) io.out(`  else      ${skill}/${intent}: ${template}`);
  }
  return match ? 0 : 1;
}
