/** `hearsay skills try`: which skill a sentence goes to, with which slots, and why not to another. */
import { decidedBy } from "../../language/engine/index.ts";
import type { Match, Verdict } from "../../language/index.ts";
import type { Call } from "../command.ts";
import type { Understanding } from "../understanding.ts";

/** How many other intents are named that would have taken the sentence. */
const runnersUp = 3;

/** Exit code 1 when nobody understands it. */
export function trySentence(
  { language }: Pick<Understanding, "language">,
  text: string,
  tag: string,
  { io, values }: Call,
): number {
  const [match, ...others] = eachIntentOnce(language.matches(text, tag)).slice(0, runnersUp + 1);
  const verdict = language.verdict(text, tag);
  if (values.json) {
    const because = others.map((other) => ({ ...other, because: match && reason(match, other) }));
    io.out(JSON.stringify({ text, language: tag, match: match ?? null, others: because, ...verdict }));
  } else if (!match) io.out(`No skill understands "${text}" (${tag}).${hopeOf(verdict)}`);
  else for (const line of linesOf(match, others, verdict)) io.out(line);
  return match ? 0 : 1;
}

/** Of a skill's templates for one intent, the best. */
function eachIntentOnce(matches: readonly Match[]): Match[] {
  const seen = new Set<string>();
  return matches.filter(({ skill, intent }) => {
    const key = `${skill}/${intent}`;
    return !seen.has(key) && seen.add(key);
  });
}

const hopeOf = ({ grows }: Verdict): string => (grows ? " It is the beginning of a sentence, though." : "");

function* linesOf(match: Match, others: readonly Match[], { grows }: Verdict): Generator<string> {
  yield `${match.skill}/${match.intent}  score ${match.score.toFixed(2)}`;
  yield `  template  ${match.template}`;
  for (const [slot, value] of Object.entries(match.slots)) {
    const raw = match.said[slot]?.raw;
    yield `  {${slot}}  ${JSON.stringify(value)}${raw === undefined ? "" : `  from "${raw}"`}`;
  }
  for (const other of others) {
    yield `  else      ${other.skill}/${other.intent}: ${other.template}`;
    yield `            ${reason(match, other)}`;
  }
  if (grows) yield "  more words could make another sentence of it";
}

function reason(match: Match, other: Match): string {
  const decided = decidedBy(match.counts, other.counts);
  if (!decided)
    return "as good: the skill whose name comes first has it, and in one skill the first template";
  return `behind by ${decided.name}: ${decided.more}`;
}
