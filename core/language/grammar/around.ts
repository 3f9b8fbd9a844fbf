/** What stands around the sentences of skills in a grammar: wake words and politeness. */
import { plainForm, plainWords } from "../../contract/voice/grammar/plain.ts";
import { wordsFor } from "../words/index.ts";
import { add, type Draft, newDraft, skip } from "./automaton.ts";
import { spokenIn } from "./spoken/index.ts";
import { say } from "./write.ts";

export function writePoliteness(
  drafts: Map<string, Draft>,
  language: string,
  wakeWords: readonly string[],
): void {
  const { leading, trailing } = wordsFor(language);
  const { fillers } = spokenIn(language);
  const wake = wakeWords.map((word) => plainWords(plainForm(word)));
  for (const [net, phrases] of Object.entries({
    "said first": leading,
    "said last": trailing,
    "wake words": wake,
  })) {
    const draft = newDraft();
    for (const phrase of phrases.map((words) => words.join(" "))) {
      // "would you" is meant before a command, and nothing after it.
      const isFiller = net !== "wake words" && fillers.includes(phrase);
      const opens = net === "said first" && phrase.includes(" ");
      if (!isFiller || opens) draft.ends.add(say(draft, { variants: {} }, 0, phrase));
    }
    drafts.set(net, draft);
  }
}

/** The wake word, up to two polite phrases, a sentence of some skill, one more. */
export function writeWhole(drafts: Map<string, Draft>, name: string, skills: readonly string[]): string {
  const draft = newDraft();
  let at = 0;
  for (const before of ["wake words", "said first", "said first"]) {
    const to = skip(draft, at, draft.states++);
    add(draft, at, { call: before }, to);
    at = to;
  }
  const said = draft.states++;
  for (const skill of skills) add(draft, at, { call: skill }, said);
  draft.ends.add(said);
  draft.ends.add(add(draft, said, { call: "said last" }));
  drafts.set(name, draft);
  return name;
}
