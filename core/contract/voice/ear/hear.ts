/** One utterance, heard when it is asked for: its sound is taken in while a decode waits, which then hears all that has come. */
import { type AudioFrame, samplesOf } from "../../audio.ts";
import type { Flush, Transcript } from "../../capabilities.ts";
import { Fault } from "../../fault.ts";
import { createUtterance, type Utterance } from "./utterance.ts";

/** What was made of a piece of sound. */
export interface PieceHeard {
  /** "" when there are no words in it. */
  readonly text: string;
  readonly by: NonNullable<Transcript["by"]>;
  /** The words heard freely, where others were taken. */
  readonly free?: string;
  /** BCP-47. */
  readonly language?: string;
}
/** Hears whole pieces of sound, not as they come. */
export interface PieceEar {
  /**
   * `take` gives mono samples at 16 kHz when the turn of this decode comes; those of which `stale` holds then let all
   * others go before them. No words when it is aborted.
   */
  decode(take: () => Int16Array | undefined, signal: AbortSignal, stale?: () => boolean): Promise<PieceHeard>;
}

/** Pieces of a long speech that wait to be decoded; then its sound waits too. */
const mostPieces = 4;
const noWords: PieceHeard = { text: "", by: "free" };

/** What has come of the sound, and what is wanted of it. */
interface Inbox {
  readonly utterance: Utterance;
  readonly pieces: Int16Array[];
  /** Flushes that are not answered yet. */
  asked: number;
  ended: boolean;
  failure?: unknown;
  /** Resolves when something has changed. */
  change(): Promise<void>;
  /** A piece was taken out. */
  taken(): void;
}

/** Answers every flush and the end with the words so far; `ear` decodes when it is asked, and when a speech grows long. */
export async function* hearPieces(
  ear: PieceEar,
  audio: AsyncIterable<AudioFrame | Flush>,
  signal: AbortSignal,
): AsyncGenerator<Transcript> {
  const inbox = openInbox(audio, signal);
  const { utterance, pieces } = inbox;
  const done: PieceHeard[] = [];
  /** The words of what came up to the last decode. */
  let known: PieceHeard | undefined;
  /** Several flushes that wait are answered at once: all but the last were overtaken by more speech. */
  async function hear(): Promise<number> {
    let answers = inbox.asked;
    // What gave no words may give some with all the quiet around it.
    const wordless = known?.text === "";
    if (known && !wordless && utterance.unchanged()) return answers;
    const take = (): Int16Array | undefined => {
      answers = inbox.asked;
      utterance.mark();
      return wordless ? utterance.whole() : utterance.rest();
    };
    known = utterance.rest() ? await ear.decode(take, signal, utterance.wentOn) : noWords;
    return answers;
  }

  try {
    while (!signal.aborted) {
      if (inbox.failure !== undefined) throw inbox.failure;
      const piece = pieces.shift();
      if (piece) {
        inbox.taken();
        done.push(await ear.decode(() => piece, signal));
        known = undefined;
      } else if (inbox.asked === 0 && !inbox.ended) await inbox.change();
      else {
        const final = inbox.asked === 0;
        const answers = await hear();
        // A long speech was cut meanwhile: its words are more than those that were decoded.
        if (signal.aborted || pieces.length > 0 || !known) continue;
        const words = whole([...done, known]);
        inbox.asked -= answers;
        for (let n = 0; n < answers; n++) yield { ...words, final: false };
        if (!final) continue;
        yield { ...words, final: true };
        return;
      }
    }
  } finally {
    inbox.taken();
  }
}

function openInbox(audio: AsyncIterable<AudioFrame | Flush>, signal: AbortSignal): Inbox {
  let wake = (): void => {};
  let room = (): void => {};
  const inbox: Inbox = {
    utterance: createUtterance(),
    pieces: [],
    asked: 0,
    ended: false,
    change: () =>
      new Promise((resolve) => {
        wake = resolve;
      }),
    taken: () => room(),
  };
  const { utterance, pieces } = inbox;
  async function read(): Promise<void> {
    for await (const item of audio) {
      if (signal.aborted) return;
      if (item === "flush") {
        inbox.asked++;
        utterance.want();
      } else utterance.push(speechOf(item));
      const piece = utterance.overflow();
      if (piece) pieces.push(piece);
      wake();
      if (pieces.length < mostPieces) continue;
      await new Promise<void>((resolve) => {
        room = resolve;
      });
    }
  }
  const end = (failure?: unknown): void => {
    inbox.failure = failure;
    inbox.ended = true;
    wake();
  };
  read().then(() => end(), end);
  signal.addEventListener("abort", () => end(), { once: true });
  return inbox;
}

/** A command is one piece; of a longer speech nothing but the free words counts, and its first words tell the language. */
function whole(pieces: readonly PieceHeard[]): Omit<Transcript, "final"> {
  const language = pieces.find((piece) => piece.language !== undefined && piece.text !== "")?.language;
  const spoken = language === undefined ? {} : { language };
  const [only, more] = pieces;
  if (only && !more && only.free !== undefined) {
    return { text: only.text, heard: only.free, by: only.by, ...spoken };
  }
  const text = pieces.map((piece) => piece.free ?? piece.text).filter(Boolean);
  return { text: text.join(" "), ...spoken };
}

function speechOf(frame: AudioFrame): Int16Array {
  const { codec, rate, channels } = frame.format;
  if (codec === "pcm" && rate === 16_000 && channels === 1) return samplesOf(frame);
  throw new Fault(
    "AUDIO_UNSUPPORTED",
    `The recogniser hears PCM, 16000 Hz, mono; not ${codec}, ${rate} Hz, ${channels}.`,
  );
}
