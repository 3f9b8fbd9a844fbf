/** What came of one question, put together from what the house said during its turn. */
import { resample } from "../audio/resample.ts";
import { toMono } from "../audio/wav.ts";
import { type AudioFrame, type Fault, type Messages, problemOf, samplesOf } from "../contract/index.ts";
import type { TurnRecord } from "./record.ts";

/** What `timing` measures, each in ms from the end of speech. */
export const stages = ["endpoint", "stt", "match", "action", "firstSound"] as const;

export interface AnswerIntent {
  readonly skill: string;
  readonly name: string;
  readonly slots: object;
}

export interface Answer {
  /** The words that were understood, or typed; null when nothing was heard. */
  readonly transcript: string | null;
  /** The first of `intents`. */
  readonly intent: AnswerIntent | null;
  /** What was done, in order: several where several commands were said. */
  readonly intents: readonly AnswerIntent[];
  readonly reply: {
    readonly text: string;
    readonly seconds: number;
    /** Mono. */
    readonly samples: Int16Array;
    /** Hz. */
    readonly rate: number;
  };
  /** null: a stage that was not reached. */
  readonly timing: Readonly<Record<(typeof stages)[number], number | null>>;
  readonly turn: string | null;
  readonly outcome: Messages["turn/finished"]["outcome"];
  /** The reply is a question: the next words in the same room answer it. */
  readonly expects?: Messages["turn/finished"]["expects"];
  /** A skill asks in the middle of what it does: the turn goes on with the next words in the same room. */
  readonly asked?: { readonly text: string; readonly choices?: readonly string[] };
  /** Also of an answer that was done, when it could only be given in words. */
  readonly problem?: Messages["turn/finished"]["problem"];
}

const speechRate = 16_000;

/** `fault`: why its end was not awaited, or why it was not spoken. */
export function answerOf(record: TurnRecord | undefined, fault?: Fault): Answer {
  const { finished } = record ?? {};
  const asked = finished ? undefined : record?.asked;
  const intents = (record?.intents ?? []).map(({ skill, intent, slots }) => ({ skill, name: intent, slots }));
  const problem = finished?.problem ?? (fault && problemOf(fault));
  const sound = soundOf(record?.frames ?? []);
  return {
    transcript: record?.transcript ?? null,
    intent: intents[0] ?? null,
    intents,
    reply: {
      text: record?.text ?? record?.clauses.join(" ") ?? "",
      seconds: Math.round((sound.samples.length / sound.rate) * 1000) / 1000,
      ...sound,
    },
    timing: timingOf(finished?.timing ?? {}),
    turn: record?.turn ?? null,
    outcome: finished?.outcome ?? (asked ? "done" : "failed"),
    ...(asked ? { asked: { text: asked.text, ...(asked.choices ? { choices: asked.choices } : {}) } } : {}),
    ...(finished?.expects === undefined ? {} : { expects: finished.expects }),
    ...(problem === undefined ? {} : { problem }),
  };
}

function timingOf(timing: Messages["turn/finished"]["timing"]): Answer["timing"] {
  const [endpoint, stt, match, action, firstSound] = stages.map((stage) => timing[stage] ?? null);
  return {
    endpoint: endpoint ?? null,
    stt: stt ?? null,
    match: match ?? null,
    action: action ?? null,
    firstSound: firstSound ?? null,
  };
}

/** All streams of the answer one after another, at the rate of the first. */
function soundOf(frames: readonly AudioFrame[]): { samples: Int16Array; rate: number } {
  const rate = frames[0]?.format.rate ?? speechRate;
  const streams = new Map<number, AudioFrame[]>();
  for (const frame of frames.filter(({ format }) => format.codec === "pcm")) {
    const stream = streams.get(frame.stream) ?? [];
    streams.set(frame.stream, stream);
    stream.push(frame);
  }
  const pieces = [...streams.values()].map((stream) => {
    const own = stream[0]?.format.rate ?? rate;
    return resample(
      joined(stream.map((frame) => toMono(samplesOf(frame), frame.format.channels))),
      own,
      rate,
    );
  });
  return { samples: joined(pieces), rate };
}

function joined(pieces: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
