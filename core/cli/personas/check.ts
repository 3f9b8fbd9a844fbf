/** Says what of a persona will not work in this house: plugins, voices, languages, skills, tools and wake words. */
import type { Link, Messages, Persona, VoiceLink } from "../../contract/index.ts";
import { nearest } from "../../host/settings/index.ts";
import type { Known, Running } from "./known.ts";

export interface Finding {
  /** `wrong`: it cannot work as it stands; `missing`: it works once something is set up; `note`: good to know. */
  readonly level: "wrong" | "missing" | "note";
  /** In the persona's file. */
  readonly field: string;
  readonly message: string;
  readonly remedy?: string;
}

type Capability = "stt" | "tts" | "think";
type Provider = Messages["provider/state"];

const base = (language: string): string => language.split("-")[0] ?? language;
const speaks = (languages: readonly string[], language: string): boolean =>
  languages.length === 0 || languages.some((one) => base(one) === base(language));
const guessed = (word: string, known: readonly string[]): string => {
  const like = nearest(word, known);
  return like === undefined ? "" : ` Did you mean "${like}"?`;
};

export function checkPersona(persona: Persona, known: Known): readonly Finding[] {
  const chains = (["stt", "tts", "think"] as const).flatMap((capability) =>
    persona[capability].flatMap((link, place) =>
      linkFindings(link, { capability, field: `${capability}.${place}`, known }),
    ),
  );
  const { running } = known;
  return [...chains, ...skillFindings(persona, known), ...(running ? runningFindings(persona, running) : [])];
}

interface Spot {
  readonly capability: Capability;
  readonly field: string;
  readonly known: Known;
}

function linkFindings(link: Link & VoiceLink, spot: Spot): readonly Finding[] {
  const { capability, field, known } = spot;
  const { running, onDisk } = known;
  const { plugin } = link;
  const state = running?.plugins.get(plugin);
  if (!state && !onDisk.plugins.has(plugin)) {
    const names = [...onDisk.plugins, ...(running?.plugins.keys() ?? [])];
    const message = `There is no plugin ${plugin}.${guessed(plugin, names)}`;
    return [{ level: "wrong", field, message, remedy: "hearsay plugins list names those that run." }];
  }
  if (!running) return [];
  const unready = unreadiness(plugin, state);
  if (unready) return [{ level: "missing", field, ...unready }];
  const provider = running.providers.find((one) => one.plugin === plugin && one.capability === capability);
  if (!provider) {
    const offers = running.providers.filter((one) => one.plugin === plugin).map((one) => one.capability);
    const offered = offers.length > 0 ? `offers ${[...new Set(offers)].join(", ")}` : "offers nothing now";
    return [{ level: "wrong", field, message: `${plugin} ${offered}, not ${capability}.` }];
  }
  return [...voiceFindings(link, provider, field), ...languageFindings(link, provider, field)];
}

/** Why a plugin does not run. */
function unreadiness(
  plugin: string,
  state: Messages["plugin/state"] | undefined,
): Pick<Finding, "message" | "remedy"> | undefined {
  if (!state || state.phase === "stopped")
    return {
      message: `${plugin} is not set up.`,
      remedy: `Name it in hearsay.yaml under plugins.use.${plugin}, with its options; docs/settings.md lists them.`,
    };
  if (state.phase === "failed") {
    const { message = "It failed.", remedy } = state.problem ?? {};
    return { message: `${plugin} failed: ${message}`, ...(remedy === undefined ? {} : { remedy }) };
  }
  return state.phase === "ready" ? undefined : { message: `${plugin} is still ${state.phase}.` };
}

function voiceFindings({ voice, plugin }: VoiceLink, { voices = [] }: Provider, field: string): Finding[] {
  const names = voices.map(({ name }) => name);
  if (voice === undefined || names.length === 0 || names.includes(voice)) return [];
  const message = `${plugin} has no voice "${voice}".${guessed(voice, names)}`;
  return [{ level: "wrong", field, message, remedy: `It has: ${names.slice(0, 12).join(", ")}.` }];
}

function languageFindings({ languages = [], plugin }: Link, provider: Provider, field: string): Finding[] {
  return languages
    .filter((language) => !speaks(provider.languages, language))
    .map((language) => ({
      level: "wrong",
      field,
      message: `${plugin} does not know the language ${language}; it knows ${provider.languages.join(", ")}.`,
    }));
}

function skillFindings({ skills }: Persona, { onDisk, running }: Known): readonly Finding[] {
  const names = [...onDisk.skills, ...(running?.skills ?? [])];
  const unknown = (["allow", "deny"] as const).flatMap((list) =>
    (skills[list] ?? []).flatMap((entry, place): Finding[] => {
      const [name = ""] = entry.split("/");
      if (names.includes(name)) return [];
      const message = `There is no skill ${name}.${guessed(name, names)}`;
      return [{ level: "wrong", field: `skills.${list}.${place}`, message }];
    }),
  );
  const denied = skills.deny?.includes("persona") || (skills.allow && !skills.allow.includes("persona"));
  const message = "Without the skill persona nobody can go back from it by voice; it ends when it was quiet.";
  return denied ? [...unknown, { level: "note", field: "skills", message }] : unknown;
}

function runningFindings(persona: Persona, running: Running): readonly Finding[] {
  return [
    ...tongueFindings(persona, running),
    ...thinkFindings(persona, running),
    ...wakeFindings(persona, running),
  ];
}

/** Whoever stands in counts too: a chain is only what is preferred. */
function tongueFindings({ languages }: Persona, { providers }: Running): readonly Finding[] {
  const needs = [
    ["stt", "understands"],
    ["tts", "speaks"],
  ] as const;
  return languages.flatMap((language, place) =>
    needs.flatMap(([capability, verb]): Finding[] => {
      const can = providers.some((one) => one.capability === capability && speaks(one.languages, language));
      if (can) return [];
      const message = `Nothing in this house ${verb} ${language} (${capability}).`;
      return [
        {
          level: "missing",
          field: `languages.${place}`,
          message,
          remedy: `What would add it: hearsay languages ${language}`,
        },
      ];
    }),
  );
}

function thinkFindings({ think, tools }: Persona, { providers, lenders }: Running): readonly Finding[] {
  const thinkers = providers.filter(({ capability }) => capability === "think").map(({ plugin }) => plugin);
  const isMindless = think.length > 0 && !think.some(({ plugin }) => thinkers.includes(plugin));
  const message = "No language model of its chain is set up; until one is, it answers by its skills only.";
  const mindless: Finding[] = isMindless ? [{ level: "missing", field: "think", message }] : [];
  const unlent = tools.flatMap((name, place): Finding[] => {
    if (lenders.has(name)) return [];
    const lent = `Nobody called ${name} lends tools now.${guessed(name, [...lenders])}`;
    return [{ level: "missing", field: `tools.${place}`, message: lent }];
  });
  return [...mindless, ...unlent];
}

function wakeFindings({ wakeWords }: Persona, { providers }: Running): readonly Finding[] {
  const words = providers
    .filter(({ capability }) => capability === "wake")
    .flatMap(({ words: own = [] }) => own);
  const known = new Set(words.map(plain));
  return wakeWords.flatMap((word, place): Finding[] => {
    if (known.has(plain(word))) return [];
    const message = `No wake word "${word}" is installed.${guessed(word, words)}`;
    const remedy = `There are: ${[...new Set(words)].sort().join(", ") || "none"}.`;
    return [{ level: "wrong", field: `wakeWords.${place}`, message, remedy }];
  });
}

const plain = (word: string): string =>
  word
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
