/** Keeps the sentence engine in step with the skills, devices and areas that the bus tells of. */
import type { Bus, Messages } from "../contract/index.ts";
import { createLanguage, type Match } from "../language/index.ts";

export interface Lexicon extends AsyncDisposable {
  match(text: string, language: string, skills: { allow?: string[]; deny?: string[] }): Match | undefined;
  skill(name: string): Messages["skill/state"] | undefined;
}

export async function openLexicon(bus: Bus): Promise<Lexicon> {
  const language = createLanguage();
  const skills = new Map<string, Messages["skill/state"]>();
  const lists = new Map<string, Messages["devices/listed"]>();
  const places = (): void => {
    const all = [...lists.values()];
    language.setPlaces({
      devices: all.flatMap((one) => one.devices),
      areas: all.flatMap((one) => one.areas),
    });
  };

  const ears = [
    await bus.on(
      "skill/state",
      {},
      async ({ where, body }) => {
        skills.set(where.skill, body);
        for (const conflict of language.setSkill(body)) await warn(bus, where.skill, conflict);
      },
      ({ skill }) => {
        skills.delete(skill);
        language.removeSkill(skill);
      },
    ),
    await bus.on(
      "devices/listed",
      {},
      ({ where, body }) => {
        lists.set(where.source, body);
        places();
      },
      ({ source }) => {
        lists.delete(source);
        places();
      },
    ),
  ];

  return {
    match: (text, tongue, filter) => language.match(text, tongue, filter),
    skill: (name) => skills.get(name),
    async [Symbol.asyncDispose]() {
      for (const ear of ears) await ear[Symbol.asyncDispose]();
    },
  };
}

type Conflict = ReturnType<ReturnType<typeof createLanguage>["setSkill"]>[number];

async function warn(bus: Bus, skill: string, { sentence, intent, other }: Conflict): Promise<void> {
  await bus.publish(
    "fault",
    {},
    {
      code: "SKILL_CONFLICT",
      message: `"${sentence}" is claimed by ${skill}.${intent} and by ${other.skill}.${other.intent}.`,
      plugin: skill,
      count: 1,
    },
  );
}
