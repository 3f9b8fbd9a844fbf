/** Writes a skill's templates as the sentence engine reads them: words by their keys, slots by what fills them. */
import type { SlotKind } from "../contract/slots.ts";
import { type Chunk, chunksOf, type Spelling, spell } from "./chunk.ts";
import { rulesOf, type Source as SkillSource, type SlotSpec } from "./compile.ts";
import { literally, type Program, compile as program } from "./engine/index.ts";
import type { Block } from "./engine/source.ts";
import { readSentence } from "./normalise.ts";
import { type Part, parseTemplate } from "./parse.ts";
import type { LanguageWords } from "./words/types.ts";

/** One skill in one language, ready to be asked. */
export interface SkillProgram {
  readonly program: Program;
  /** By block: the intent and the template as its author wrote it. */
  readonly said: readonly { readonly intent: string; readonly template: string }[];
  readonly intents: SkillSource["intents"];
  /** What fills the lists that are handed in with each sentence. */
  readonly specs: ReadonlyMap<string, SlotSpec>;
  readonly rule: (name: string) => readonly Part[];
}

interface Writing {
  readonly intent: string;
  readonly source: SkillSource;
  readonly words: LanguageWords;
  readonly rule: (name: string) => readonly Part[];
}

/** `specs`: all slots of the skill, as compiling its templates to words found them. It must have compiled without a fault. */
export function skillProgram(
  source: SkillSource,
  language: string,
  words: LanguageWords,
  specs: Iterable<SlotSpec>,
): SkillProgram {
  const rule = rulesOf(source.rules);
  const said = Object.entries(source.hear).flatMap(([intent, templates]) =>
    templates.map((template) => ({ intent, template })),
  );
  const blocks = said.map(({ intent, template }): Block => {
    const writing = { intent, source, words, rule };
    return { intent, sentences: [sequence(writing, parseTemplate(template))], where: template };
  });
  const byList = new Map([...specs].map((spec) => [listName(spec.name, spec), spec]));
  return {
    program: program(
      {
        language,
        blocks,
        lists: { [freeText]: { kind: "wildcard" } },
        rules: {},
        skipWords: [],
        ignoreWhitespace: false,
      },
      { dynamic: [...byList.keys()].filter((name) => name !== freeText) },
    ),
    said,
    intents: source.intents,
    specs: byList,
    rule,
  };
}

const freeText = "text";

/** Slots that are filled by the same values share a list, and so are looked up once. */
function listName(
  slot: string,
  { kind, min, max }: { readonly kind: SlotKind; readonly min?: number; readonly max?: number },
): string {
  if (kind === "choice") return `choice.${slot}`;
  return min === undefined && max === undefined ? kind : `${kind}.${min ?? ""}.${max ?? ""}`;
}

const sequence = (writing: Writing, parts: readonly Part[]): string =>
  chunksOf(parts)
    .map((chunk) => chunkText(writing, chunk))
    .join(" ");

function chunkText(writing: Writing, chunk: Chunk): string {
  const [only, more] = chunk;
  if (only === undefined || more !== undefined) {
    const ways = spell(chunk, writing.rule).map((spelling) => spelt(writing, spelling));
    return `(${ways.join("|")})`;
  }
  if (only.type === "text") return canonical(writing, only.text);
  if (only.type === "slot") return slotText(writing, only.name);
  const options = only.type === "rule" ? [writing.rule(only.name)] : only.options;
  return `(${options.map((option) => sequence(writing, option)).join("|")})`;
}

const spelt = (writing: Writing, spelling: Spelling): string =>
  spelling
    .map((piece) => (typeof piece === "string" ? canonical(writing, piece) : slotText(writing, piece.slot)))
    .join(" ");

const canonical = ({ words }: Writing, text: string): string =>
  literally(
    readSentence(text, words)
      .tokens.map(({ key }) => key)
      .join(" "),
  );

function slotText({ intent, source }: Writing, slot: string): string {
  const facts = source.intents[intent]?.slots[slot];
  return `{${listName(slot, facts ?? { kind: "text" })}:${slot}}`;
}
