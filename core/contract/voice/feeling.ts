/**
 * Feeling in a reply: marks in square brackets, in one neutral markup that every voice maps to what it has.
 *
 * `[friendly] Hello. [laugh] [slow] Well…`: an emotion and a speed hold until the next one of their kind or `[/]`; a sound
 * stands at its place. Case, and blanks or underscores for dashes, do not matter. What else stands in brackets is text.
 */

export const emotions = [
  "professional",
  "empathetic",
  "excited",
  "confident",
  "curious",
  "friendly",
  "serious",
  "calm",
  "encouraging",
  "analytical",
  "sad",
  "angry",
  "happy",
  "surprised",
  "fearful",
  "disgusted",
  "whisper",
  "neutral",
] as const;
export type Emotion = (typeof emotions)[number];

/** 1 is normal. */
export const speeds = {
  "very-slow": 0.7,
  slow: 0.85,
  "normal-speed": 1,
  fast: 1.2,
  "very-fast": 1.4,
} as const;

export const sounds = ["laugh", "chuckle", "sigh", "gasp", "cough", "yawn", "sniffle", "groan"] as const;
export type SoundMark = (typeof sounds)[number];

/** What holds at a place of an answer. */
export interface Feeling {
  readonly emotion?: Emotion;
  /** Times the usual speed. */
  readonly speed?: number;
}

export interface FeltSpan extends Feeling {
  /** The words, with the marks of sounds as `[laugh]`. */
  readonly text: string;
  readonly sounds: readonly SoundMark[];
}

export interface Felt {
  /** Their texts follow each other; feelings of neighbours differ. */
  readonly spans: readonly FeltSpan[];
  /** What holds after the text, for the text that follows it. */
  readonly end: Feeling;
}

type Mark =
  | { readonly kind: "emotion"; readonly emotion: Emotion }
  | { readonly kind: "speed"; readonly speed: number }
  | { readonly kind: "sound"; readonly sound: SoundMark }
  | { readonly kind: "end" };

const marks: ReadonlyMap<string, Mark> = new Map<string, Mark>([
  ...emotions.map((emotion) => [emotion, { kind: "emotion", emotion }] as const),
  ...Object.entries(speeds).map(([name, speed]) => [name, { kind: "speed", speed }] as const),
  ...sounds.map((sound) => [sound, { kind: "sound", sound }] as const),
  ["/", { kind: "end" }],
]);
const longestMark = 24;

/** The marks of a text; `at`: what held before it. Never throws. */
export function readFeeling(text: string, at: Feeling = {}): Felt {
  const spans: FeltSpan[] = [];
  let now = at;
  let out = "";
  const close = (): void => {
    const words = keepSounds(out, sounds);
    if (words.trim() !== "") add(spans, { ...now, text: words, sounds: soundsIn(words) });
    out = "";
  };
  walk(text, {
    words: (words) => {
      out = joint(out, words);
    },
    mark: (mark) => {
      if (mark.kind === "sound") {
        out += `[${mark.sound}]`;
        return;
      }
      const next = feelingAfter(now, mark);
      if (next.emotion !== now.emotion || next.speed !== now.speed) close();
      now = next;
    },
  });
  close();
  return { spans, end: now };
}

/** What is written down of a text, and told: its words without any mark. */
export const plainText = (text: string): string => keepSounds(text, []);

/** The text with the marks of these sounds and no others. */
export function keepSounds(text: string, kept: readonly string[]): string {
  let out = text;
  // What is taken out may leave a mark behind: "[sa[sad]d]".
  for (let before = ""; before !== out; ) {
    before = out;
    out = strip(out, kept);
  }
  return out;
}

function strip(text: string, kept: readonly string[]): string {
  let out = "";
  let some = false;
  walk(text, {
    words: (words) => {
      out = some ? joint(out, words) : out + words;
    },
    mark: (mark) => {
      if (mark.kind === "sound" && kept.includes(mark.sound)) out += `[${mark.sound}]`;
      else some = true;
    },
  });
  return some && !/^\s/.test(text) ? out.trimStart() : out;
}

function soundsIn(text: string): SoundMark[] {
  const found: SoundMark[] = [];
  walk(text, {
    words: () => {},
    mark: (mark) => void (mark.kind === "sound" && found.push(mark.sound)),
  });
  return found;
}

interface Reader {
  words(words: string): void;
  mark(mark: Mark): void;
}

/** Hands over words and marks in their order. */
function walk(text: string, to: Reader): void {
  let from = 0;
  for (const { 0: whole, 1: name = "", index } of text.matchAll(/\[([^[\]]+)\]/g)) {
    const mark = whole.length <= longestMark ? marks.get(nameOf(name)) : undefined;
    if (!mark) continue;
    if (index > from) to.words(text.slice(from, index));
    to.mark(mark);
    from = index + whole.length;
  }
  if (from < text.length) to.words(text.slice(from));
}

const nameOf = (written: string): string =>
  written
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, "-");

/** Words where a mark was between: one blank of two goes, and none stays before a full stop. */
function joint(before: string, after: string): string {
  if (!/\s$/.test(before)) return before + after;
  if (/^[.,;:!?…]/.test(after)) return before.trimEnd() + after;
  return before + after.replace(/^[^\S\n]+/, "");
}

function feelingAfter(now: Feeling, mark: Exclude<Mark, { kind: "sound" }>): Feeling {
  if (mark.kind === "end") return {};
  if (mark.kind === "emotion") return { ...now, emotion: mark.emotion };
  return { ...now, speed: mark.speed };
}

const speakable = /[\p{L}\p{N}]/u;

/** A stop that stands alone belongs to the words before it. */
function add(spans: FeltSpan[], span: FeltSpan): void {
  const last = spans.at(-1);
  if (!last || speakable.test(span.text)) {
    spans.push(span);
    return;
  }
  const text = keepSounds(joint(last.text, span.text), sounds);
  spans[spans.length - 1] = { ...last, text, sounds: soundsIn(text) };
}
