/** Tells of sentences that were too much work to be read, seldom enough not to be work itself. */
import { Fault } from "../contract/index.ts";

const remedy =
  "Write sentences with less free text beside free text, and lists with fewer entries that begin alike.";

/** Tells the first, the tenth, the hundredth time of each skill, with how many there were; `undefined`: of a language pack. */
export function strainTeller(
  tell: (skill: string | undefined, fault: Fault, count: number) => Promise<void>,
): (skill: string | undefined, template: string) => void {
  const counts = new Map<string | undefined, number>();
  return (skill, template) => {
    const count = (counts.get(skill) ?? 0) + 1;
    counts.set(skill, count);
    if (!Number.isInteger(Math.log10(count))) return;
    const message = `A sentence fits "${template}" in so many ways that it was given up; ${count} so far.`;
    // The bus may be closing: there is nobody left to be told.
    void tell(skill, new Fault("SENTENCE_INVALID", message, { remedy }), count).catch(() => {});
  };
}
