/** Where the sounds of one utterance come together until it is over: voice activity, words, and how long to wait for more. */
import type { AudioFrame, Messages } from "../../contract/index.ts";
import { durationOf } from "../../contract/index.ts";
import { attach } from "../attach.ts";
import { createClock } from "../capture.ts";
import type { Caught } from "../ears.ts";
import type { DialogSettings, Dialogue } from "../house.ts";
import { createWords, type Words } from "../recognise.ts";
import type { EndRule, Hearing } from "./hearing.ts";
import { createJudge, type Judge } from "./judge.ts";
import { paced, patienceFor, patiencesOf } from "./patience.ts";

/** A pause this long makes the recogniser decode what it has, so that the words are there when it is decided. */
const earlyPauseMs = 128;
/** A sound shorter than this that holds no words was a cough or a door, ms; the ear stays open. */
const coughMs = 500;
/** Without a frame for so long the satellite is taken to be gone. */
const deafMs = 3000;
/** What comes so much faster than real time is a recording; so long its voice activity may take, ms. */
const hurryMs = 1000;
/** Audio before the onset of speech that recognisers want, ms; with seconds of quiet there, Moonshine hears nothing. */
const onsetMs = 300;

export interface Ending {
  readonly rule: EndRule;
  /** When it was decided, ms since 1970. */
  readonly at: number;
}

export interface Post {
  frame(caught: Caught): void;
  started(heardAt: number): void;
  paused(body: Messages["speech/paused"]): Promise<void>;
  stop(rule: EndRule): void;
  fail(why: unknown): void;
  /** Gives up on a satellite that fell silent. */
  look(): void;
  readonly ending: Promise<Ending>;
  words(): Words | undefined;
  /** By the hub's clock; undefined when nobody spoke. */
  spokenAt(): number | undefined;
}

interface Speech {
  readonly voiced: boolean;
  readonly talking: boolean;
  /** Capture times of its onset and of the last voice, ms. */
  readonly from: number;
  readonly last: number;
  /** Silence since then that voice activity has told of, ms. */
  readonly silent: number;
}

/** What a pause is waited for, and which pauses are told. */
function rulesOf(house: Dialogue, hearing: Hearing) {
  const { silence, endpointing } = house.settings();
  const { patience } = hearing;
  if (endpointing === "silence") {
    return { early: Infinity, ordinary: silence, pauses: [silence], wanted: () => silence };
  }
  const judges = new Map<string, Judge>();
  const judgeOf = (language: string): Judge => {
    const judge = judges.get(language) ?? createJudge(house, { ...hearing, language });
    judges.set(language, judge);
    return judge;
  };
  const ordinary = patienceFor({ standing: "unknown", unfinished: false }, patience, silence);
  const all = patiencesOf(patience, silence);
  const early = Math.min(earlyPauseMs, ...all);
  return {
    early,
    ordinary,
    pauses: [...new Set([early, ...all])],
    wanted(words: Words, paused: number) {
      return patienceFor(
        paced(judgeOf(words.language())(words.chosen()), paused, silence),
        patience,
        silence,
      );
    },
  };
}

/** What is known of the utterance so far. */
interface State {
  readonly house: Dialogue;
  readonly hearing: Hearing;
  readonly rules: ReturnType<typeof rulesOf>;
  readonly stream: number;
  readonly signal: AbortSignal;
  readonly end: PromiseWithResolvers<Ending>;
  readonly frames: AudioFrame[];
  readonly clock: ReturnType<typeof createClock>;
  readonly openedAt: number;
  /** As they were set when it was opened. */
  readonly limits: Pick<DialogSettings, "maxUtterance" | "noSpeech">;
  words: Words | undefined;
  /** The words decoded once more, once for each silence, however many pauses are told of it. */
  again: Promise<string> | undefined;
  begun: number | undefined;
  speech: Speech;
  longestPause: number;
  /** No words were before the last pause: at most the wake word, after which anybody may think. */
  wordless: boolean;
  wakeWordDue: boolean;
  waiting: NodeJS.Timeout | undefined;
}

export function openPost(
  house: Dialogue,
  hearing: Hearing,
  given: number | undefined,
  signal: AbortSignal,
): Post {
  const state = begin(house, hearing, given ?? 0, signal);
  const { end, clock } = state;
  const vad = watch(state);
  return {
    frame(caught) {
      vad.feed(caught.frame);
      take(state, caught);
    },
    started(heardAt) {
      vad.worked();
      goOn(state, heardAt);
    },
    paused: (body) => pause(state, body),
    stop: (rule) => stop(state, rule),
    fail: end.reject,
    look() {
      if (clock.idle() > deafMs) stop(state, state.speech.voiced ? "stop" : "none");
    },
    ending: end.promise,
    words: () => state.words,
    spokenAt() {
      const { voiced, talking, last } = state.speech;
      if (!voiced) return undefined;
      return talking ? Date.now() - clock.idle() : clock.wall(last);
    },
  };
}

function begin(house: Dialogue, hearing: Hearing, stream: number, signal: AbortSignal): State {
  const end = Promise.withResolvers<Ending>();
  end.promise.catch(() => {});
  const from = hearing.from ?? 0;
  return {
    house,
    hearing,
    rules: rulesOf(house, hearing),
    stream,
    signal,
    end,
    frames: [],
    clock: createClock(),
    openedAt: Date.now(),
    limits: house.settings(),
    words: undefined,
    again: undefined,
    begun: hearing.from,
    speech: { voiced: false, talking: false, from, last: from, silent: 0 },
    longestPause: 0,
    wordless: false,
    wakeWordDue: hearing.wakeWord !== undefined,
    waiting: undefined,
  };
}

function watch({ house, hearing: { site, turn }, rules, stream, signal, end }: State) {
  const vad = attach(house, {
    wanted: { capability: "vad" },
    signal,
    start: ({ instance }) =>
      house.calls.start("vad/watch", instance, { site, stream, pauses: rules.pauses }, { turn }),
  });
  vad.over.catch(end.reject);
  return vad;
}

const stop = ({ end }: State, rule: EndRule): void => end.resolve({ rule, at: Date.now() });

function take(state: State, caught: Caught): void {
  const { frame } = caught;
  const { maxUtterance, noSpeech } = state.limits;
  state.clock.note(caught);
  state.frames.push(frame);
  state.words?.feed(frame);
  if (state.begun === undefined) {
    state.begun = frame.at;
    state.speech = { ...state.speech, from: frame.at, last: frame.at };
  }
  const { begun, speech } = state;
  const now = frame.at + durationOf(frame);
  if (now - begun > maxUtterance) stop(state, "limit");
  else if (!speech.voiced && now - speech.from > noSpeech) nobodySpoke(state, now - begun);
}

/** A recording may come faster than it is looked through: what is voiced in it is heard of a little later. */
function nobodySpoke(state: State, came: number): void {
  if (state.waiting !== undefined) return;
  const hurried = came > Date.now() - state.openedAt + hurryMs;
  state.waiting = setTimeout(
    () => {
      state.waiting = undefined;
      if (!state.speech.voiced) stop(state, "none");
    },
    hurried ? hurryMs : 0,
  );
}

/** A voice is heard, for the first time or again. */
function goOn(state: State, heardAt: number): void {
  const { speech, words } = state;
  const from = speech.voiced ? speech.from : heardAt;
  if (speech.voiced && !speech.talking && !state.wordless)
    state.longestPause = Math.max(state.longestPause, heardAt - speech.last);
  state.speech = { voiced: true, talking: true, from, last: heardAt, silent: 0 };
  state.again = undefined;
  if (words) words.resumed();
  else state.words = openWords(state, heardAt);
}

function openWords(state: State, heardAt: number): Words {
  const { house, hearing, stream, signal, end, frames } = state;
  const opened = createWords(house, { ...hearing, stream, signal, heard: () => void consider(state) });
  opened.failed.catch(end.reject);
  for (const frame of frames) if (frame.at + durationOf(frame) > heardAt - onsetMs) opened.feed(frame);
  return opened;
}

async function pause(state: State, { heardAt, silence: silent }: Messages["speech/paused"]): Promise<void> {
  // More silence after a sound that was passed over, as a cough is.
  if (!state.speech.voiced) return;
  state.speech = { ...state.speech, talking: false, last: heardAt, silent };
  if (silent >= state.rules.early) state.words?.early();
  await consider(state);
}

/** Ends the turn when the silence so far is enough for the words so far. */
async function consider(state: State): Promise<void> {
  const { speech: now, words: said, rules, signal } = state;
  if (now.talking || now.silent === 0) return;
  if (!said?.known()) {
    if (now.silent >= rules.ordinary) stop(state, "silence");
    return;
  }
  const text = await wordsOf(state, said, now).catch(() => undefined);
  if (state.speech !== now || state.words !== said || signal.aborted || text === undefined) return;
  state.wordless = text === "";
  if (!state.wordless) {
    const wanted = rules.wanted(said, state.longestPause);
    if (now.silent >= wanted) stop(state, wanted < rules.ordinary ? "grammar" : "silence");
  } else if (now.silent < rules.ordinary) return;
  else if (mayStillCome(state)) listenOn(state);
  else stop(state, "silence");
}

async function wordsOf(state: State, said: Words, { silent }: Speech): Promise<string> {
  const text = await said.text(false);
  if (text !== "" || silent < state.rules.ordinary || said.streaming()) return text;
  state.again ??= said.again();
  return await state.again;
}

/** What was voiced was the wake word alone, or no word at all: the command may still come. */
function mayStillCome({ limits, speech, begun, wakeWordDue }: State): boolean {
  const length = speech.last - speech.from;
  return speech.last - (begun ?? 0) < limits.noSpeech && (wakeWordDue || length < coughMs);
}

function listenOn(state: State): void {
  const { words, speech } = state;
  state.wakeWordDue = false;
  if (!words?.streaming()) {
    words?.end();
    state.words = undefined;
  }
  state.speech = { voiced: false, talking: false, from: speech.last, last: speech.last, silent: 0 };
}
