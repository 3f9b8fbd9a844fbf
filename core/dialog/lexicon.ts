/** Keeps the sentence engine in step with the skills, devices and areas that the bus tells of. */
import type { Bus, Messages } from "../contract/index.ts";
import { asFault, Fault, problemOf } from "../contract/index.ts";
import { type Conflict, createLanguage, type Match } from "../language/index.ts";

export interface Lexicon extends AsyncDisposable {
  /** `place`: where it was said, as an area's id or name; decides between things of one name. */
  match(
    text: string,
    language: string,
    skills: { allow?: string[]; deny?: string[] },
    place: string,
  ): Match | undefined;
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
        try {
          for (const conflict of language.setSkill(body))
            await report(bus, where.skill, conflictFault(where.skill, conflict));
        } catch (error) {
          await report(bus, where.skill, asFault(error, "SENTENCE_INVALID"));
        }
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
    match(text, tongue, filter, place) {
      const areas = [...lists.values()].flatMap((one) => one.areas);
      const area = areas.find(({ id, name }) => id === place || plain(name) === plain(place))?.id;
      return language.match(text, tongue, area === undefined ? filter : { ...filter, area });
    },
    skill: (name) => skills.get(name),
    async [Symbol.asyncDispose]() {
      for (const ear of ears) await ear[Symbol.asyncDispose]();
    },
  };
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ");

function conflictFault(skill: string, { sentence, intent, other }: Conflict): Fault {
  const message = `"${sentence}" is claimed by ${skill}.${intent} and by ${other.skill}.${other.intent}.`;
  return new Fault("SKILL_CONFLICT", message);
}

async function report(bus: Bus, plugin: string, fault: Fault): Promise<void> {
  const { code, message, remedy } = problemOf(fault);
  await bus.publish("fault", {}, { code, message, remedy, plugin, count: 1 });
}
