/** Whisper's tokens: the special ones by what they ask for, those that are never words, and the text of the others. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Tokenizer } from "@huggingface/tokenizers";
import { Fault } from "hearsay";

export interface Vocabulary {
  readonly start: number;
  readonly end: number;
  readonly transcribe: number;
  /** No times among the words. */
  readonly plain: number;
  /** Nothing is said. */
  readonly nothing: number;
  /** By base language. */
  readonly languages: ReadonlyMap<string, number>;
  /** Takes what cannot be a word out of the scores; the first one can be neither the end nor a blank. */
  suppress(scores: Float32Array, first: boolean): void;
  textOf(tokens: readonly number[]): string;
}

interface Generation {
  readonly lang_to_id: Readonly<Record<string, number>>;
  readonly suppress_tokens: readonly number[];
  readonly begin_suppress_tokens: readonly number[];
  readonly decoder_start_token_id: number;
  readonly eos_token_id: number;
  readonly no_timestamps_token_id: number;
}

/** Two of Whisper's names are not those of BCP-47. */
const otherNames: Readonly<Record<string, string>> = { jw: "jv", no: "nb" };

/** Throws MODEL_CORRUPT. */
export async function loadVocabulary(folder: string): Promise<Vocabulary> {
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(folder, name), "utf8"));
  try {
    const facts = (await read("generation_config.json")) as Generation;
    const tokenizer = new Tokenizer((await read("tokenizer.json")) as object, {});
    return vocabularyOf(facts, (tokens) =>
      tokens.length === 0 ? "" : tokenizer.decode([...tokens], { skip_special_tokens: true }),
    );
  } catch (cause) {
    throw new Fault("MODEL_CORRUPT", `Whisper's tokens in ${folder} cannot be read.`, { cause });
  }
}

export function vocabularyOf(facts: Generation, decode: (tokens: readonly number[]) => string): Vocabulary {
  const { eos_token_id: end, decoder_start_token_id: start, no_timestamps_token_id: plain } = facts;
  const languages = new Map<string, number>();
  for (const [name, token] of Object.entries(facts.lang_to_id)) {
    const language = name.replace(/[<|>]/g, "");
    languages.set(language, token);
    const other = otherNames[language];
    if (other !== undefined) languages.set(other, token);
  }
  const never = facts.suppress_tokens.filter((token) => token < end);
  return {
    start,
    end,
    plain,
    // The order of the last special tokens is that of Whisper's tokenizer.py.
    transcribe: plain - 4,
    nothing: plain - 1,
    languages,
    suppress(scores, first) {
      for (const token of never) scores[token] = -Infinity;
      scores.fill(-Infinity, end + 1);
      if (first) for (const token of facts.begin_suppress_tokens) scores[token] = -Infinity;
    },
    textOf: (tokens) =>
      decode(tokens.filter((token) => token < end))
        .replace(/\s+/g, " ")
        .trim(),
  };
}
