/** What the house can be asked, as a grammar for each language: for the dialog itself, and on the bus for recognisers that want it. */

import { setImmediate as soon } from "node:timers/promises";
import type { Bus, Log, Messages } from "../contract/index.ts";
import { type Grammar, type GrammarData, openGrammar } from "../contract/voice/index.ts";
import { type GrammarFacts, grammarOf, grammarSteps } from "../language/grammar/build.ts";
import { primary } from "../language/normalise.ts";
import { type Directory, speaks } from "./directory.ts";
import { placesOf } from "./lexicon.ts";

export interface Grammars extends AsyncDisposable {
  /** Of a language that some skill speaks; worked out when it is first asked for after a change. */
  of(language: string): Grammar | undefined;
  /** Works it out beforehand, a little at a time; given up when something changes meanwhile. */
  prepare(language: string): Promise<void>;
}

/** Changes come in crowds, when plugins start; they are worked out together, ms after the last of them. */
const settleMs = 500;
/** Characters as JSON that a grammar may have to be sent: the broker's packets are bounded. */
const longest = 240_000;

interface Made {
  readonly data: GrammarData | undefined;
  grammar: Grammar | undefined;
}

export async function openGrammars(bus: Bus, directory: Directory, log: Log): Promise<Grammars> {
  const skills = new Map<string, Messages["skill/state"]>();
  const lists = new Map<string, Messages["devices/listed"]>();
  const sites = new Map<string, string>();
  const made = new Map<string, Made>();
  /** What is on the bus, by language. */
  const told = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  let changes = 0;

  function factsOf(language: string): GrammarFacts {
    const wake = directory.all({ capability: "wake", full: true });
    return {
      language,
      skills: [...skills.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
      things: placesOf([...lists.values()], sites),
      wakeWords: [...new Set(wake.flatMap(({ words = [] }) => words))].sort(),
    };
  }
  /** Lets others in between; undefined when it changed meanwhile, and will be worked out again. */
  async function makeGently(language: string): Promise<Made | undefined> {
    const known = made.get(language);
    if (known) return known;
    const before = changes;
    const steps = grammarSteps(factsOf(language));
    let step = steps.next();
    while (!step.done) {
      await soon();
      if (changes !== before) return undefined;
      step = steps.next();
    }
    const one: Made = { data: step.value, grammar: undefined };
    made.set(language, one);
    return one;
  }
  /** Languages of the recognisers that learn, as far as skills speak them. */
  function wanted(): string[] {
    const learners = directory
      .all({ capability: "stt", full: true })
      .filter(({ traits }) => traits.grammar === true);
    const spoken = new Set([...skills.values()].flatMap((one) => Object.keys(one.languages).map(primary)));
    return [...spoken].filter((language) => learners.some(({ languages }) => speaks(languages, language)));
  }
  async function tell(): Promise<void> {
    for (const language of wanted()) {
      const data = (await makeGently(language))?.data;
      const text = JSON.stringify(data) ?? "";
      if (!data || told.get(language) === text) continue;
      told.set(language, text);
      if (text.length > longest) {
        log.warn("The house's sentences are too many for a second hearing.", { language, size: text.length });
        await bus.clear("grammar/state", { language });
      } else await bus.publish("grammar/state", { language }, bodyOf(data, bus.bootId));
    }
  }
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      tell().catch((error) => log.warn("Could not say what the house can be asked.", { error }));
    }, settleMs);
    timer.unref();
  };
  const changed = (): void => {
    changes++;
    made.clear();
    later();
  };

  const ears = [
    await bus.on(
      "skill/state",
      {},
      ({ where, body }) => {
        skills.set(where.skill, body);
        changed();
      },
      ({ skill }) => {
        if (skills.delete(skill)) changed();
      },
    ),
    await bus.on(
      "devices/listed",
      {},
      ({ where, body }) => {
        lists.set(where.source, body);
        changed();
      },
      ({ source }) => {
        if (lists.delete(source)) changed();
      },
    ),
    await bus.on(
      "site/state",
      {},
      ({ where, body: { name, passing } }) => {
        if (passing === true || sites.get(where.site) === name) return;
        sites.set(where.site, name);
        changed();
      },
      ({ site }) => {
        if (sites.delete(site)) changed();
      },
    ),
  ];
  const providers = directory.onChange(() => later());

  return {
    of(language) {
      const tag = primary(language);
      const one = made.get(tag) ?? { data: grammarOf(factsOf(tag)), grammar: undefined };
      made.set(tag, one);
      if (one.data) one.grammar ??= openGrammar(one.data);
      return one.grammar;
    },
    async prepare(language) {
      const one = await makeGently(primary(language));
      if (one?.data) one.grammar ??= openGrammar(one.data);
    },
    async [Symbol.asyncDispose]() {
      clearTimeout(timer);
      providers[Symbol.dispose]();
      for (const ear of ears) await ear[Symbol.asyncDispose]();
      for (const language of told.keys()) await bus.clear("grammar/state", { language });
    },
  };
}

/** As the bus has it, whose types know nothing of what is only read. */
function bodyOf(
  { language, start, open, nets, apart }: GrammarData,
  bootId: string,
): Messages["grammar/state"] {
  return {
    language,
    start,
    ...(open === undefined ? {} : { open }),
    nets: nets.map(({ ends, edges }) => ({ ends: [...ends], edges: [...edges] })),
    apart: apart.map((lists) => [...lists]),
    bootId,
  };
}
