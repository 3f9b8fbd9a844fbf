/** Speaks through a provider of `tts` and gathers what it says. */
import type { SpeechPiece, TextToSpeech } from "hearsay";

type Asked = Parameters<TextToSpeech["speak"]>[1];

/** All that one job said. */
export interface Spoken {
  readonly pieces: readonly SpeechPiece[];
  readonly samples: Int16Array;
  readonly rate: number;
  readonly seconds: number;
  /** The marked words, in order, single blanks between them. */
  readonly words: string;
}

/** Speaks `items` and gathers what comes. */
export async function speakAll(
  tts: TextToSpeech,
  items: readonly string[] | AsyncIterable<string>,
  asked: Partial<Asked> = {},
): Promise<Spoken> {
  const text = Symbol.asyncIterator in items ? items : from(items);
  const pieces: SpeechPiece[] = [];
  const signal = asked.signal ?? new AbortController().signal;
  for await (const piece of tts.speak(text, { language: "en", speed: 1, ...asked, signal })) {
    pieces.push(piece);
  }
  return gather(pieces);
}

export function gather(pieces: readonly SpeechPiece[]): Spoken {
  const rate = pieces[0]?.rate ?? 0;
  const samples = new Int16Array(pieces.reduce((sum, piece) => sum + piece.samples.length, 0));
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece.samples, at);
    at += piece.samples.length;
  }
  const words = pieces.flatMap(({ text }) => text ?? []).join(" ");
  return { pieces, samples, rate, seconds: rate ? samples.length / rate : 0, words: plain(words) };
}

async function* from(items: readonly string[]): AsyncGenerator<string> {
  yield* items;
}

const plain = (text: string): string => text.replace(/\s+/g, " ").trim();
