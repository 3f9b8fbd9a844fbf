/** Talks with a skill for a test: sentences one after the other, with time in between. */
import type { TestHouse } from "../kit/house-for.ts";

export const minute = 60_000;

/** Says one sentence after the other; `+5` lets five minutes pass. Resolves with all that was said, in order. */
export async function talk(house: TestHouse, script: readonly string[]): Promise<string[]> {
  const said: string[] = [];
  for (const line of script) {
    const heard = line.startsWith("+")
      ? await house.advance(Number(line) * minute)
      : (await house.hear(line)).said;
    said.push(...heard);
  }
  return said;
}
