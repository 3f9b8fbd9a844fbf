/** Speaks what will be said word for word before anybody asks, while the house is idle, so that it then sounds at once. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Messages, Persona, VoiceLink } from "../../contract/index.ts";
import { nearest } from "../../language/normalise.ts";
import type { Provider } from "../directory.ts";
import type { Dialogue } from "../house.ts";
import { isRemote } from "../router/limits.ts";
import { mannerFor, type Order, wantedOf } from "../router/order.ts";
import { fixedHousePhrases } from "../words/index.ts";
import type { SoundCache } from "./cache/cache.ts";
import { keyOf } from "./cache/key.ts";
import { type Manner, mannersOf } from "./clause.ts";
import { createSound } from "./sound.ts";
import { makeSound } from "./voice.ts";

export interface AheadTimes {
  /** ms that nothing happens before it begins. */
  readonly idle: number;
  /** How many times as long as a sentence took to make nothing is made after it. */
  readonly rest: number;
}

/** Long enough that a start, or an answer to an answer, is not slowed down; at most a quarter of one core. */
const usual: AheadTimes = { idle: 20_000, rest: 3 };
const shortestRest = 100;
const mostClauses = 1024;
/** Of the room for sounds, what it may fill: the rest is for what people really hear. */
const share = 0.5;
const mostFaults = 3;

interface Wish {
  readonly manner: Manner;
  readonly order: Order<VoiceLink>;
}

type Skill = Messages["skill/state"];

/** Stops at once when a turn begins in any room, and goes on when all have been idle for a while. */
export async function openAhead(
  house: Dialogue,
  sounds: SoundCache,
  times: AheadTimes = usual,
): Promise<AsyncDisposable> {
  const { bus } = house;
  const skills = new Map<string, Skill>();
  const speakers = new Set<string>();
  const busy = new Set<string>();
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let abort = new AbortController();
  let work = Promise.resolve();

  /** What was begun is given up; another round begins after a while without a change. */
  const look = (): void => {
    clearTimeout(timer);
    if (busy.size > 0) abort.abort();
    if (busy.size > 0 || closed) return;
    timer = setTimeout(begin, times.idle);
    timer.unref();
  };
  const begin = (): void => {
    work = work.then(async () => {
      if (closed || busy.size > 0) return;
      abort = new AbortController();
      await speakAll(house, sounds, wishesOf(house, skills, speakers), times.rest, abort.signal).catch(
        (error) => {
          if (!abort.signal.aborted) house.log.warn("Nothing more is spoken ahead.", { error });
        },
      );
    });
  };
  const room = (site: string, isBusy: boolean): void => {
    if (isBusy === busy.has(site)) return;
    if (isBusy) busy.add(site);
    else busy.delete(site);
    look();
  };
  await using stack = new AsyncDisposableStack();
  stack.use(
    await bus.on(
      "session/state",
      {},
      ({ where, body }) => room(where.site, body.phase !== "idle"),
      ({ site }) => room(site, false),
    ),
  );
  stack.use(
    await bus.on(
      "site/state",
      {},
      ({ where, body }) => {
        const speaks = body.online && body.speaker && body.passing !== true;
        if (speaks === speakers.has(where.site)) return;
        if (speaks) speakers.add(where.site);
        else speakers.delete(where.site);
        look();
      },
      ({ site }) => void speakers.delete(site),
    ),
  );
  stack.use(
    await bus.on(
      "skill/state",
      {},
      ({ where, body }) => {
        skills.set(where.skill, body);
        look();
      },
      ({ skill }) => void skills.delete(skill),
    ),
  );
  const providers = house.directory.onChange(look);
  stack.defer(() => {
    providers[Symbol.dispose]();
    closed = true;
    clearTimeout(timer);
    abort.abort();
    return work;
  });
  return stack.move();
}

/** What the personas of the rooms with a loudspeaker say word for word: none where nobody would hear it. */
function wishesOf(
  house: Dialogue,
  skills: ReadonlyMap<string, Skill>,
  speakers: ReadonlySet<string>,
): Wish[] {
  const personas = new Map<string, Persona>();
  for (const site of speakers) {
    const persona = house.personaOf(site);
    personas.set(persona.name, persona);
  }
  return [...personas.values()]
    .flatMap((persona) => {
      const language = persona.languages[0] ?? house.language;
      const order = house.router.voices(persona, { language });
      return phrasesIn(skills, language).flatMap((phrase) =>
        mannersOf(phrase, { language }, true).map((manner) => ({ manner, order })),
      );
    })
    .slice(0, mostClauses);
}

/** As skills choose their language: the nearest that they have. */
function phrasesIn(skills: ReadonlyMap<string, Skill>, language: string) {
  const said = [...skills.values()].flatMap(({ languages }) => {
    const found = nearest(language, Object.keys(languages));
    const { phrases = [] } = (found === undefined ? undefined : languages[found]) ?? {};
    return phrases.map((text) => ({ text, language: found ?? language }));
  });
  return [...fixedHousePhrases(language), ...said];
}

async function speakAll(
  house: Dialogue,
  sounds: SoundCache,
  wishes: readonly Wish[],
  rest: number,
  signal: AbortSignal,
): Promise<void> {
  let faults = 0;
  for (const { manner, order } of wishes) {
    const { bytes, limit } = sounds.stats;
    if (bytes > limit * share || signal.aborted) return;
    const wanted = { capability: "tts", language: manner.language, ...wantedOf(order) } as const;
    const provider = house.directory.choose(wanted);
    // A service would be paid for what nobody may ever ask.
    if (!provider || isRemote(provider) || isKept(sounds, provider, manner, order)) continue;
    const begun = performance.now();
    // Its sound is kept where it is made; nobody takes it from here.
    const sound = createSound(signal);
    const failed = await makeSound({ ...house, ahead: true }, manner, sound, {
      order: () => order,
      signal,
    }).catch(() => true);
    if (failed === true && ++faults >= mostFaults) return;
    await sounds.settled();
    await sleep(Math.max(shortestRest, (performance.now() - begun) * rest), undefined, { signal });
  }
}

function isKept(sounds: SoundCache, provider: Provider, manner: Manner, order: Order<VoiceLink>): boolean {
  const link = order.links.find(({ plugin }) => plugin === provider.plugin);
  return sounds.has(keyOf(provider, mannerFor(provider, link, manner, order.tone)));
}
