/** What a plugin can offer. Plain objects: the host puts them on the bus, so none of them knows of messages. */
import type { AudioFrame } from "./audio.ts";
import type { Skill } from "./skill.ts";
import type { OfferedTool, ThinkRequest, Thought, ToolCall, ToolResult } from "./think.ts";
import type { GrammarData } from "./voice/grammar/data.ts";

/** Facts every provider may state; the directory chooses by them. */
export interface Traits {
  /** BCP-47 tags; empty or absent means every language. */
  readonly languages?: readonly string[];
  /** Jobs at once; default 8. */
  readonly limit?: number;
  /** SPDX expression of model and code, where it matters. */
  readonly licence?: string;
  /** What else is worth knowing; plain data. */
  readonly traits?: Readonly<Record<string, unknown>>;
}

interface Asked {
  /** Aborted when the job is cancelled; end then. */
  readonly signal: AbortSignal;
}

export interface WakeHit {
  readonly word: string;
  /** 0 to 1. */
  readonly score: number;
  /** dBFS of the word and of the room before it. */
  readonly level: number;
  readonly noise: number;
  /** Capture time when the word ended, ms since 1970. */
  readonly heardAt: number;
  readonly model: string;
}
export interface WakeDetector extends Traits {
  readonly words: readonly string[];
  /** `words`: those to listen for, empty for all; `sensitivity` 0 to 1, 0.5 normal. */
  watch(
    frames: AsyncIterable<AudioFrame>,
    asked: Asked & { readonly words: readonly string[]; readonly sensitivity: number },
  ): AsyncIterable<WakeHit>;
}

export type VoiceEvent =
  /** Speech begins or goes on; `at`: capture time of its first sound. */
  | { readonly type: "started"; readonly at: number }
  /** Silent for `silence` ms since `at`, the capture time of the last voiced sound; once for each asked pause. */
  | { readonly type: "paused"; readonly at: number; readonly silence: number };
export interface VoiceActivity extends Traits {
  /** `pauses`: silences to report, ms, rising. */
  watch(
    frames: AsyncIterable<AudioFrame>,
    asked: Asked & { readonly pauses: readonly number[] },
  ): AsyncIterable<VoiceEvent>;
}

export interface Transcript {
  readonly text: string;
  /** The words as they were heard, where `text` is a sentence of the house in their place. */
  readonly heard?: string;
  /** What `text` was found by: listening freely, the nearest sentence to those words, or listening for sentences of the house. */
  readonly by?: "free" | "nearest" | "grammar";
  /** What else may have been said, likeliest first, without `text`. */
  readonly alternatives?: { text: string; confidence?: number }[];
  /** The last one of an utterance. */
  readonly final: boolean;
  readonly language?: string;
  /** 0 to 1. */
  readonly confidence?: number;
}
/** Among the frames: "decode what you have and go on". Answer with a transcript that is not final. */
export type Flush = "flush";
export interface SpeechToText extends Traits {
  readonly streaming: boolean;
  /** Told what the house can be asked in one of its languages, whenever that changes; undefined: nothing any more. */
  learn?(grammar: GrammarData | undefined, language: string): void;
  /** The end of `audio` asks for the final transcript. Silence gives a final one with empty text. */
  transcribe(
    audio: AsyncIterable<AudioFrame | Flush>,
    asked: Asked & {
      readonly language: string;
      /** What else may be spoken: whoever can tell languages apart says in the transcript which one it was. */
      readonly languages?: readonly string[];
      readonly hints: readonly string[];
    },
  ): AsyncIterable<Transcript>;
}

export interface Voice {
  readonly name: string;
  readonly language: string;
  readonly about?: string;
}
export interface SpeechPiece {
  /** Mono. */
  readonly samples: Int16Array;
  /** Hz. */
  readonly rate: number;
  /** The words that begin with this piece; absent while the same clause goes on. */
  readonly text?: string;
}
export interface TextToSpeech extends Traits {
  readonly voices: readonly Voice[];
  /** Another one as soon as a voice sounds different for a reason that lies neither in the options nor in a model. */
  readonly sound?: string | undefined;
  /** Each item of `text` is a clause or more, spoken as it comes. An unknown voice is the default one. */
  speak(
    text: AsyncIterable<string>,
    asked: Asked & {
      readonly language: string;
      readonly voice?: string;
      readonly emotion?: string;
      /** 1 is normal, 2 twice as fast. */
      readonly speed: number;
    },
  ): AsyncIterable<SpeechPiece>;
}

export interface IntentGuess {
  readonly skill: string;
  readonly intent: string;
  /** One that the sentence engine understands, with the slots' words of the text in it. */
  readonly sentence: string;
  /** 0 to 1: how sure that it means what the text means. */
  readonly score: number;
}
export interface IntentGuesser extends Traits {
  /**
   * What words may mean that no sentence of a skill fits: best first, one guess for each sentence, none where nothing is
   * near. What can be asked stands in the retained skill/state and devices/listed. Ends soon when `signal` aborts.
   */
  guess(text: string, asked: Asked & { readonly language: string }): Promise<readonly IntentGuess[]>;
}

export interface Thinker extends Traits {
  /** Keeps nothing between jobs. Ends within 200 ms of an abort, with the request to its service closed. */
  think(asked: Asked & ThinkRequest): AsyncIterable<Thought>;
}

export interface ToolBox extends Traits {
  /** At most 128; another list is told by offering the box anew. */
  readonly tools: readonly OfferedTool[];
  /** The arguments fit the tool's schema. A failure that the model should know of is a result, not an exception. */
  call(
    call: Pick<ToolCall, "name" | "arguments">,
    asked: Asked & { readonly language: string; readonly site: string; readonly person?: string },
  ): Promise<ToolResult>;
}

export interface Capabilities {
  wake: WakeDetector;
  vad: VoiceActivity;
  stt: SpeechToText;
  tts: TextToSpeech;
  intent: IntentGuesser;
  think: Thinker;
  tool: ToolBox;
  skill: Skill;
}
export type Capability = keyof Capabilities;
