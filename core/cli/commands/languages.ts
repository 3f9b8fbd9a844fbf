/** `hearsay languages`: what a house understands, hears and speaks in each language, and what would add the rest. */
import { asFault, Fault, type Messages } from "../../contract/index.ts";
import { createModels, type ModelFacts, type Models } from "../../host/models/index.ts";
import { loadSettings, type Settings } from "../../host/settings/index.ts";
import type { Call, Command } from "../command.ts";
import { hubOptions, openHub } from "../connect.ts";
import { retained } from "../gather.ts";
import { skillsOnDisk, stateOfLoaded } from "../understanding.ts";
import { languageOf } from "../values.ts";

const help = `Usage: hearsay languages [TAG…] [options]

For each language: the skills that understand it, what hears it, what speaks it, and what would add what is missing.
Where a hub runs these are the plugins that are ready in it; where none does, the models on this machine.

  --json         one JSON value on standard output
  --hub URL      another hub: mqtt://NAME:PASSWORD@HOST:PORT
  --data DIR     the data folder of the hub on this machine
  --config FILE  its settings file
  -h, --help     this text

Example: hearsay languages de fr`;

/** Those that the house is tested in; others are told when they are named. */
const usual = "en de fr es it pt nl pl ru zh ja ko hi".split(" ");
/** The corpus has these under longer names only. */
const packNames: Readonly<Record<string, string>> = { pt: "pt-BR", zh: "zh-CN" };
/** The set that has an ear and a voice for all. */
const everything = "languages";

interface Standing {
  readonly language: string;
  readonly name: string;
  /** How many skills know its sentences, and whether the corpus of sentences is in use for it. */
  readonly understood: { readonly skills: number; readonly pack: boolean };
  readonly heard: readonly string[];
  readonly spoken: readonly string[];
  /** Commands and settings that would add what is missing. */
  readonly add: readonly string[];
}

interface Known {
  readonly skills: readonly Pick<Messages["skill/state"], "languages">[];
  readonly able: readonly {
    readonly name: string;
    readonly capability: string;
    readonly languages: readonly string[];
  }[];
}

export const languages: Command = {
  name: "languages",
  about: "What each language can do here, and what would add more",
  help,
  options: { ...hubOptions, json: { type: "boolean" } },
  async run(call) {
    const unknown = call.positionals.find(
      (tag) => nameOf(languageOf(tag, "hearsay languages")) === undefined,
    );
    if (unknown !== undefined) throw notOne(unknown);
    const settings = await settingsOf(call);
    const models = await createModels({ folder: settings.models.folder });
    const live = await knownByHub(call);
    const known = live ?? (await knownOnDisk(call, await models.list()));
    const wanted = call.positionals.length > 0 ? call.positionals : usual;
    const rows = wanted.map((language) => standingOf(language, known, settings, models));
    if (call.values.json) call.io.out(JSON.stringify({ hub: live !== undefined, languages: rows }));
    else print(rows, live !== undefined, call);
    return 0;
  },
};

function settingsOf({ values, io }: Call): Promise<Settings> {
  const { data, config } = values;
  return loadSettings({
    env: io.env,
    ...(typeof data === "string" ? { data } : {}),
    ...(typeof config === "string" ? { file: config } : {}),
  });
}

/** Undefined where no hub runs. */
async function knownByHub(call: Call): Promise<Known | undefined> {
  try {
    await using hub = await openHub(call, { by: "client/languages" });
    const providers = await retained(hub.bus, "provider/state");
    const skills = await retained(hub.bus, "skill/state");
    return {
      skills: skills.map(({ body }) => body),
      able: providers.map(({ body }) => ({ ...body, name: body.plugin })),
    };
  } catch (thrown) {
    if (asFault(thrown).code !== "HUB_UNREACHABLE") throw thrown;
    return undefined;
  }
}

async function knownOnDisk(call: Call, facts: readonly ModelFacts[]): Promise<Known> {
  const { skills } = await skillsOnDisk(call);
  const there = facts.filter(({ state, usable }) => usable && (state === "present" || state === "verified"));
  return {
    skills: skills.map(stateOfLoaded),
    able: there.map((model) => ({ ...model, languages: model.languages.filter((one) => one !== "*") })),
  };
}

/** Undefined: there is no such language. */
const nameOf = (language: string): string | undefined =>
  new Intl.DisplayNames("en", { type: "language", fallback: "none" }).of(language);

const notOne = (tag: string): Fault =>
  new Fault("USAGE", `There is no language "${tag}".`, {
    remedy: "Name it by its tag, such as fr or pt-BR.",
  });

const baseOf = (language: string): string => language.split("-")[0]?.toLowerCase() ?? language;

function standingOf(language: string, known: Known, settings: Settings, models: Models): Standing {
  const base = baseOf(language);
  const covers = (languages: readonly string[]): boolean =>
    languages.length === 0 || languages.some((one) => one === "*" || baseOf(one) === base);
  const by = (capability: string): string[] => [
    ...new Set(
      known.able
        .filter((one) => one.capability === capability && covers(one.languages))
        .map(({ name }) => name),
    ),
  ];
  const skills = known.skills.filter(({ languages }) =>
    Object.keys(languages).some((one) => baseOf(one) === base),
  ).length;
  const pack = settings.language.packs.some((one) => baseOf(one) === base);
  const standing = { heard: by("stt"), spoken: by("tts") };
  const all = models.set(everything).models;
  const could = (capability: string): boolean =>
    all.some((model) => {
      const facts = models.catalog.models[model];
      return facts?.capability === capability && covers(facts.languages);
    });
  const lacksEar = standing.heard.length === 0 && could("stt");
  const lacksVoice = standing.spoken.length === 0 && could("tts");
  return {
    language,
    name: nameOf(language) ?? language,
    understood: { skills, pack },
    ...standing,
    add: [
      ...(lacksEar || lacksVoice ? [`hearsay start --set ${everything}`] : []),
      ...(skills === 0 && !pack
        ? [`language.packs: [${packNames[language] ?? language}] in hearsay.yaml`]
        : []),
    ],
  };
}

function print(rows: readonly Standing[], live: boolean, { io }: Call): void {
  const cells = rows.map(({ language, name, understood: { skills, pack }, heard, spoken, add }) => [
    `${language}  ${name}`,
    [skills > 0 ? `${skills} skills` : "", pack ? "pack" : ""].filter(Boolean).join(", ") || "-",
    heard.join(", ") || "-",
    spoken.join(", ") || "-",
    add.join("; ") || "-",
  ]);
  const lines = [["LANGUAGE", "UNDERSTOOD BY", "HEARD BY", "SPOKEN BY", "WHAT WOULD ADD THE REST"], ...cells];
  const widths = (lines[0] ?? []).map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  for (const line of lines)
    io.out(
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  io.out(live ? "as the running hub has it" : "No hub runs: by the models and skills on this machine.");
}
