/** Facts about people: kept as a persona's memory allows, few and short, and told to whoever asks what is known. */
import { newId } from "../../../bus/id.ts";
import type { Answers, Bus, Messages, Persona } from "../../../contract/index.ts";
import type { NoteStore, StoredFact } from "../../../store/index.ts";
import { bare } from "../../wakeword.ts";

/** What is kept about one person; longer facts are refused, and the one that was told longest ago goes for a new one. */
export const factLimits = { count: 64, longest: 200, characters: 4000 } as const;

export interface FactsFacts {
  readonly bus: Bus;
  readonly notes: NoteStore;
  /** How a persona keeps facts. */
  readonly policyOf: (persona: string) => Persona["memory"]["facts"];
  /** ms since 1970. */
  readonly now?: () => number;
}

type Keep = Messages["memory/keep"];
type Kept = Answers["memory/keep"];

/** Answers `memory/keep`, `memory/list` and `memory/forget`. */
export async function openFacts(facts: FactsFacts): Promise<AsyncDisposable> {
  const { bus, notes } = facts;
  await using stack = new AsyncDisposableStack();
  let last: Promise<unknown> = Promise.resolve();
  /** One after another: two that are kept at once must not both find room for one. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work, work);
    last = done.catch(() => {});
    return done;
  };
  stack.use(await bus.answer("memory/keep", {}, ({ body }) => inTurn(() => keep(facts, body))));
  stack.use(
    await bus.answer("memory/list", {}, async ({ body: { person = "" } }) => ({
      facts: (await notes.facts({ person })).map(shown),
    })),
  );
  stack.use(
    await bus.answer("memory/forget", {}, ({ body }) =>
      inTurn(async () => ({ facts: (await forget(notes, body)).map(shown) })),
    ),
  );
  const open = stack.move();
  return { [Symbol.asyncDispose]: () => open.disposeAsync() };
}

async function keep({ notes, policyOf, now = Date.now }: FactsFacts, wish: Keep): Promise<Kept> {
  const { person = "", persona, language, origin, turn } = wish;
  const text = wish.text.replace(/\s+/gu, " ").trim();
  const why = refusal(text, origin, persona === undefined ? "noted" : policyOf(persona));
  if (why) return { kept: false, why, known: false, dropped: [] };
  const known = await notes.facts({ person });
  const same = known.find((one) => bare(one.text) === bare(text));
  const id = same?.id ?? newId();
  const at = now();
  await notes.keepFact({ id, person, text, language, origin, at, ...(turn === undefined ? {} : { turn }) });
  const dropped = excess(await notes.facts({ person }));
  for (const one of dropped) await notes.forgetFacts({ id: one.id });
  return { kept: true, known: same !== undefined, dropped: dropped.map(shown) };
}

function refusal(
  text: string,
  origin: Keep["origin"],
  policy: Persona["memory"]["facts"],
): Kept["why"] | undefined {
  if (text === "") return "empty";
  if (text.length > factLimits.longest) return "long";
  if (policy === "never") return "never";
  return origin === "noted" && policy === "told" ? "untold" : undefined;
}

/** Of facts told last first, what is too much, oldest first. */
function excess(facts: readonly StoredFact[]): readonly StoredFact[] {
  let characters = 0;
  const fits = (fact: StoredFact, index: number): boolean => {
    characters += fact.text.length;
    return index < factLimits.count && characters <= factLimits.characters;
  };
  return facts.filter((fact, index) => !fits(fact, index)).toReversed();
}

async function forget(notes: NoteStore, wish: Messages["memory/forget"]): Promise<readonly StoredFact[]> {
  const { person = "", id, site, all } = wish;
  if (all === true) {
    await notes.forgetSummaries({ person, ...(person === "" && site !== undefined ? { site } : {}) });
    return await notes.forgetFacts({ person });
  }
  return id === undefined ? [] : await notes.forgetFacts({ id, person });
}

const shown = ({ person: _, ...fact }: StoredFact) => fact;
