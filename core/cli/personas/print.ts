/** Shows personas to people: as a table, and one with all that it is. */
import type { Link, Persona } from "../../contract/index.ts";
import type { Finding } from "./check.ts";
import type { Known, PersonaFile, Running } from "./known.ts";

/** Whether somebody of its chain can think now; without a hub that is not known. */
export function thinksOf({ think }: Persona, running: Running | undefined): string {
  if (think.length === 0) return "skills only";
  if (!running) return think[0]?.plugin ?? "";
  const ready = running.providers
    .filter(({ capability }) => capability === "think")
    .map(({ plugin }) => plugin);
  return think.find(({ plugin }) => ready.includes(plugin))?.plugin ?? "not set up";
}

/** To whom it was given, in words. */
export function givenTo(name: string, running: Running | undefined): readonly string[] {
  if (!running) return [];
  const { given, wished, fallback } = running.assigned;
  const toHouse =
    given.find((one) => one.site === undefined && one.person === undefined)?.persona ?? fallback;
  return [
    ...(toHouse === name ? ["the house"] : []),
    ...given
      .filter(({ persona, site, person }) => persona === name && (site ?? person) !== undefined)
      .map(({ site, person, until }) => `${person ?? site}${until === undefined ? "" : " (this talk)"}`),
    ...wished.filter(({ persona }) => persona === name).map(({ site }) => `${site} (by itself)`),
  ];
}

export function tableOf({ files, running }: Known): readonly string[] {
  const rows = [
    ["NAME", "CALLED", "LANGUAGES", "THINKS WITH", "GIVEN TO", "ABOUT"],
    ...files.map(({ name, persona, fault }) =>
      persona
        ? [
            name,
            persona.called ?? name,
            persona.languages.join(" "),
            thinksOf(persona, running),
            givenTo(name, running).join(", ") || "-",
            persona.about,
          ]
        : [name, "-", "-", "-", "-", `wrong: ${fault?.message.split("\n")[0]}`],
    ),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

const chainOf = (chain: readonly Link[]): string =>
  chain
    .map(({ plugin, languages, ...more }) => {
      const details = [
        ...(languages ?? []),
        ...Object.entries(more).map(([key, value]) => `${key} ${value}`),
      ];
      return details.length === 0 ? plugin : `${plugin} (${details.join(", ")})`;
    })
    .join(", then ");

export function linesOf({ file, persona }: PersonaFile & { persona: Persona }, running: Running | undefined) {
  const { manner, memory, limits, skills } = persona;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["name", persona.name],
    ["called", persona.called],
    ["about", persona.about],
    ["file", file],
    ["given to", givenTo(persona.name, running).join(", ")],
    ["languages", persona.languages.join(", ")],
    ["wake words", persona.wakeWords.join(", ") || "every one that is installed"],
    ["hears with", chainOf(persona.stt)],
    ["speaks with", chainOf(persona.tts)],
    ["thinks with", chainOf(persona.think) || "nothing: skills only"],
    ["tools of", persona.tools.join(", ")],
    ["skills", skillsOf(skills)],
    ["manner", [manner.verbosity, manner.tone].filter(Boolean).join(", ")],
    [
      "memory",
      `${memory.turns} turns${memory.summary ? ", a summary of older ones" : ""}, facts ${memory.facts}`,
    ],
    [
      "limits",
      Object.entries(limits)
        .map(([name, value]) => `${name} ${value}`)
        .join(", "),
    ],
    ["patience", persona.patience],
    ["prompt", persona.prompt],
  ];
  return facts.flatMap(([name, text]) => (text ? [`${name.padEnd(12)} ${text}`] : []));
}

function skillsOf({ allow, deny }: Persona["skills"]): string {
  const only = allow ? `only ${allow.join(", ")}` : "all";
  return deny?.length ? `${only} but ${deny.join(", ")}` : only;
}

export const findingLines = ({ level, field, message, remedy }: Finding): readonly string[] => [
  `  ${level.padEnd(8)} ${field}: ${message}`,
  ...(remedy === undefined ? [] : [`           ${remedy}`]),
];
