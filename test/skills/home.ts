/** Sentences said one after the other in the virtual home: what is commanded, and what is said. */
import type { Bus, Skill } from "hearsay";
import { afterAll, beforeAll, expect, it } from "vitest";
import virtualHome from "../../plugins/virtual-home/index.ts";
import { hostFor } from "../kit/host.ts";
import {
  type HouseOptions,
  houseFor,
  type Said,
  type TestHouse,
  type WordsByLanguage,
} from "../kit/house-for.ts";

type Tongue = "en" | "de";

const home =
  (language: Tongue = "en") =>
  (bus: Bus): Promise<AsyncDisposable> =>
    hostFor(virtualHome, { language }, { bus });

export const openHome = (
  skill: Skill,
  words: WordsByLanguage,
  language: Tongue = "en",
  options: HouseOptions = {},
): Promise<TestHouse> =>
  houseFor(skill, words, { site: "office", language, plugins: [home(language)], ...options });

/** Commands of a turn in short: `office_light on`, `robot start area=kitchen`. A question is said, and nobody answers it. */
export const heard = async (house: TestHouse, sentence: string) => shortly(await house.hear(sentence));

/** What comes of the answer to a question, as `heard` has it; one that does not answer it is not asked again. */
export async function answered(house: TestHouse, answer: string) {
  const heard = await house.say(answer);
  return shortly(heard.outcome === "asked" ? await house.silence() : heard);
}

function shortly({ said, sent }: Pick<Said, "said" | "sent">) {
  const commands = sent.flatMap(({ kind, body }) => {
    if (kind !== "device/command") return [];
    const { device, action, values } = body as {
      device: string;
      action: string;
      values: Readonly<Record<string, unknown>>;
    };
    return [[device, action, ...Object.entries(values).map(([name, value]) => `${name}=${value}`)].join(" ")];
  });
  return { said: said.join(" "), commands: commands.sort() };
}

export type Saying = readonly [sentence: string, commands: readonly string[], said: string];

/** In one house, in this order: what an earlier sentence changed stays so. */
export function sayings(
  skill: Skill,
  words: WordsByLanguage,
  language: Tongue,
  rows: readonly Saying[],
  options: HouseOptions = {},
): void {
  let house: TestHouse;
  beforeAll(async () => {
    house = await openHome(skill, words, language, options);
  });
  afterAll(() => house[Symbol.asyncDispose]());
  it.each(rows)("%s", async (sentence, commands, said) => {
    expect(await heard(house, sentence)).toEqual({ commands: [...commands].sort(), said });
  });
}
