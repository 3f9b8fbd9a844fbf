/** From the words of a turn to what is to be done: the stages that try to understand them, in their order. */
import type { Dialogue } from "../house.ts";
import type { TurnRequest } from "../request.ts";
import type { Chosen } from "../rerank.ts";
import { completed, followedUp, isUndo, pointedBack, pointedToPart } from "./again.ts";
import { corrected, isCorrectionOfLast, reworded } from "./correct.ts";
import { guessesFor } from "./guess.ts";
import { createReader, type Meaning, type Reader } from "./meaning.ts";
import type { Memory } from "./memory.ts";
import { near } from "./near.ts";
import { pointedToAll, severalIn } from "./several.ts";
import { keysOf, textOf, without, wordsOf } from "./tokens.ts";
import type { Noted, Trace } from "./trace.ts";

export type Routed =
  /** `instead`: of this, which was done before and is taken back first. */
  | { readonly to: "do"; readonly parts: readonly Meaning[]; readonly instead?: Meaning }
  /** Nothing is done until the speaker said yes; `doubtful`: something else may have been meant. */
  | { readonly to: "ask"; readonly meaning: Meaning; readonly doubtful?: true }
  /** `undo`: what was done last is taken back, as far as its skill knows how. */
  | { readonly to: "undo" | "decline" | "nothing" };

interface Asked {
  readonly house: Dialogue;
  readonly request: TurnRequest;
  readonly reader: Reader;
  readonly text: string;
  /** The words are not those that were heard, but a sentence of the house in their place. */
  readonly mended: boolean;
  /** What was done last in this room. */
  readonly last: Meaning | undefined;
  /** What the same skill did before that. */
  readonly earlier: Meaning | undefined;
  /** `last`, and the other parts of its sentence: the latest first. */
  readonly parts: readonly Meaning[];
  /** The whole sentence, where that was several commands. */
  readonly all: string | undefined;
  /** That can be taken back. */
  readonly undoes: (meaning: Meaning) => boolean;
  /** What the house asked whether it was meant. */
  readonly question: Meaning | undefined;
}

interface Stage {
  readonly name: Parameters<Trace["stage"]>[0];
  /** What it finds are readings of the same words, the best first; of the others it is all that was said. */
  readonly oneOf?: boolean;
  run(asked: Asked): Noted | Promise<Noted>;
}

const none: Noted = { verdict: "none" };
const taken = (found: readonly Meaning[] | Meaning | undefined): Noted =>
  found === undefined ? none : { verdict: "taken", found: "skill" in found ? [found] : found };

/** "no, the kitchen": something else than was done before, which is taken back. */
function correction({ reader, text, undoes }: Asked, last: Meaning | undefined): Noted | undefined {
  const found =
    corrected(reader, text, last) ?? (last && undoes(last) ? reworded(reader, text, last) : undefined);
  if (!found) return undefined;
  return { ...taken(found), instead: isCorrectionOfLast(reader, text, last) ? last : undefined };
}

/** "set a timer for five minutes", "how long is left", "no, fifteen": only a question may stand between. */
const correctionOfEarlier = (asked: Asked): Noted | undefined =>
  asked.last && asked.reader.risk(asked.last) === "none" ? correction(asked, asked.earlier) : undefined;

/** The first that takes the words, asks or is refused ends the search. */
const stages: readonly Stage[] = [
  { name: "answer", run: answered },
  { name: "again", run: pointed },
  { name: "whole", run: whole },
  {
    name: "several",
    run: (asked) =>
      correction(asked, asked.last) ??
      correctionOfEarlier(asked) ??
      taken(severalIn(asked.reader, asked.text, asked.last)),
  },
  {
    name: "again",
    run: ({ reader, text, last, parts }) => {
      const found =
        pointedToPart(reader, text, parts, { weak: true, opposite: true }) ??
        followedUp(reader, text, last) ??
        pointedBack(reader, text, last, true) ??
        completed(reader, text, last);
      return found || !isUndo(reader, text) ? taken(found) : { verdict: "refused" };
    },
  },
  { name: "whole", run: ({ reader, text }) => taken(notFallback(reader, reader.find(text))) },
  {
    name: "nearest",
    run: ({ house, reader, text }) => near(house.grammars.of(reader.language), reader, text),
  },
  {
    name: "guess",
    run: ({ house, request, reader, text }) => guessesFor(house, reader, { ...request, text }),
    oneOf: true,
  },
  { name: "whole", run: ({ reader, text }) => taken(reader.find(text)) },
];

export async function route(
  house: Dialogue,
  request: TurnRequest,
  heard: { readonly text: string; readonly language: string; readonly by?: Chosen["by"] },
  { memory, trace }: { readonly memory: Memory; readonly trace: Trace },
): Promise<Routed> {
  const { site, persona, area } = request;
  const { language, by = "free" } = heard;
  const { lexicon } = house;
  const reader = createReader({ lexicon, language, skills: persona.skills, area });
  const text = withoutHesitation(heard.text, reader);
  const question = memory.takeQuestion(site);
  const asked: Asked = {
    house,
    request,
    reader,
    text,
    mended: by !== "free",
    last: memory.last(site),
    earlier: memory.earlier(site),
    parts: memory.parts(site),
    all: memory.all(site),
    undoes: (meaning) => memory.undoes(site, meaning),
    question,
  };
  for (const stage of stages.filter((one) => isWorth(one, asked))) {
    const noted = await trace.stage(stage.name, text, () => stage.run(asked));
    const { verdict, found = [], instead, doubtful } = noted;
    const [best] = found;
    if (verdict === "refused") return { to: stage.name === "again" ? "undo" : "decline" };
    const parts = stage.oneOf ? found.slice(0, 1) : found;
    if (verdict === "taken") return { to: "do", parts, ...(instead ? { instead } : {}) };
    if (verdict === "asked" && best) return { to: "ask", meaning: best, ...(doubtful ? { doubtful } : {}) };
  }
  return { to: "nothing" };
}

/** A stage that has nothing to go by is not told of. */
const isWorth = ({ name }: Stage, { question, last, reader, text }: Asked): boolean =>
  name === "answer" ? question !== undefined : name !== "again" || last !== undefined || isUndo(reader, text);

function answered({ reader: { words }, text, question }: Asked): Noted {
  const said = keysOf(text);
  if (words.yes.includes(said)) return taken(question);
  if (words.no.includes(said)) return { verdict: "refused" };
  return none;
}

function pointed({ reader, text, last, earlier, parts, all }: Asked): Noted {
  const undoes = isUndo(reader, text);
  const found =
    (all === undefined ? undefined : pointedToAll(reader, text, all)) ??
    pointedToPart(reader, text, parts) ??
    pointedBack(reader, text, earlier) ??
    (undoes
      ? (pointedToPart(reader, text, parts, { weak: true }) ?? pointedBack(reader, text, earlier, true))
      : undefined);
  if (found || !undoes || !last || reader.isFallback(last) || reader.risk(last) === "none")
    return taken(found);
  return { verdict: "refused" };
}

/** A sentence whose every word is read is taken at once; one with free text waits for a better reading. */
function whole({ reader, text, mended }: Asked): Noted {
  const found = reader.find(text);
  if (!found) return none;
  if (mended && reader.risk(found) === "high") return { verdict: "asked", found: [found] };
  const loose = reader.isFallback(found) || reader.free(found).length > 0;
  return { verdict: loose ? "weak" : "taken", found: [found] };
}

const notFallback = (reader: Reader, meaning: Meaning | undefined): Meaning | undefined =>
  meaning && !reader.isFallback(meaning) ? meaning : undefined;

/** Unless nothing else was said. */
function withoutHesitation(text: string, { words }: Reader): string {
  const said = wordsOf(text);
  const plain = without(said, words.hesitation);
  return plain.length === 0 || plain.length === said.length ? text : textOf(plain);
}
