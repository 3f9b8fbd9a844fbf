/** Where the sounds of one utterance come together until it is over: voice activity, words, and how long to wait for more. */
import type { AudioFrame, Messages } from "../../contract/index.ts";
import { durationOf } from "../../contract/index.ts";
import { attach } from "../attach.ts";
import { createClock } from "../capture.ts";
import type { Caught } from "../ears.ts";
import type { Dialogue } from "../house.ts";
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

export function openPost(
  house: Dialogue,
  hearing: Hearing,
  given: number | undefined,
  signal: AbortSignal,
): Post {
  const { maxUtterance, noSpeech } = house.settings();
  const { site, turn } = hearing;
  const rules = rulesOf(house, hearing);
  const end = Promise.withResolvers<Ending>();
  end.promise.catch(() => {});
  const stop = (rule: EndRule): void => end.resolve({ rule, at: Date.now() });
  const stream = given ?? 0;
  const frames: AudioFrame[] = [];
  const clock = createClock();
  let words: Words | undefined;
  /** The words decoded once more, once for each silence, however many pauses are told of it. */
  let again: Promise<string> | undefined;
  let begun = hearing.from;
  let speech: Speech = { voiced: false, talking: false, from: begun ?? 0, last: begun ?? 0, silent: 0 };
  let longestPause = 0;
  /** No words were before the last pause: at most the wake word, after which anybody may think. */
  let wordless = false;
  let wakeWordDue = hearing.wakeWord !== undefined;
  const openedAt = Date.now();
  let waiting: NodeJS.Timeout | undefined;

  const vad = attach(house, {
    wanted: { capability: "vad" },
    signal,
    start: ({ instance }) =>
      house.calls.start("vad/watch", instance, { site, stream, pauses: rules.pauses }, { turn }),
  });
  vad.over.catch(end.reject);
  function openWords(heardAt: number): Words {
    const opened = createWords(house, { ...hearing, stream, signal, heard: () => void consider() });
    opened.failed.catch(end.reject);
    for (const frame of frames) if (frame.at + durationOf(frame) > heardAt - onsetMs) opened.feed(frame);
    return opened;
  }
  /** What was voiced was the wake word alone, or no word at all: the command may still come. */
  function mayStillCome(): boolean {
    const length = speech.last - speech.from;
    return speech.last - (begun ?? 0) < noSpeech && (wakeWordDue || length < coughMs);
  }
  function listenOn(): void {
    wakeWordDue = false;
    if (!words?.streaming()) {
      words?.end();
      words = undefined;
    }
    speech = { voiced: false, talking: false, from: speech.last, last: speech.last, silent: 0 };
  }

  /** Ends the turn when the silence so far is enough for the words so far. */
  async function consider(): Promise<void> {
    const pause = speech;
    const said = words;
    if (pause.talking || pause.silent === 0) return;
    if (!said?.known()) {
      if (pause.silent >= rules.ordinary) end.resolve({ rule: "silence", at: Date.now() });
      return;
    }
    const text = await wordsOf(said, pause).catch(() => undefined);
    if (speech !== pause || words !== said || signal.aborted || text === undefined) return;
    wordless = text === "";
    if (!wordless) {
      const wanted = rules.wanted(said, longestPause);
      if (pause.silent >= wanted) stop(wanted < rules.ordinary ? "grammar" : "silence");
    } else if (pause.silent < rules.ordinary) return;
    else if (mayStillCome()) listenOn();
    else stop("silence");
  }
  async function wordsOf(said: Words, { silent }: Speech): Promise<string> {
    const text = await said.text(false);
    if (text !== "" || silent < rules.ordinary || said.streaming()) return text;
    again ??= said.again();
    return await again;
  }

  /** A recording may come faster than it is looked through: what is voiced in it is heard of a little later. */
  function nobodySpoke(came: number): void {
    if (waiting !== undefined) return;
    const hurried = came > Date.now() - openedAt + hurryMs;
    waiting = setTimeout(
      () => {
        waiting = undefined;
        if (!speech.voiced) stop("none");
      },
      hurried ? hurryMs : 0,
    );
  }

  return {
    frame(caught) {
      const { frame } = caught;
      clock.note(caught);
      frames.push(frame);
      vad.feed(frame);
      words?.feed(frame);
      if (begun === undefined) {
        begun = frame.at;
        speech = { ...speech, from: begun, last: begun };
      }
      const now = frame.at + durationOf(frame);
      if (now - begun > maxUtterance) stop("limit");
      else if (!speech.voiced && now - speech.from > noSpeech) nobodySpoke(now - begun);
    },
    started(heardAt) {
      vad.worked();
      const from = speech.voiced ? speech.from : heardAt;
      if (speech.voiced && !speech.talking && !wordless)
        longestPause = Math.max(longestPause, heardAt - speech.last);
      speech = { voiced: true, talking: true, from, last: heardAt, silent: 0 };
      again = undefined;
      if (words) words.resumed();
      else words = openWords(heardAt);
    },
    async paused({ heardAt, silence: silent }) {
      // More silence after a sound that was passed over, as a cough is.
      if (!speech.voiced) return;
      speech = { ...speech, talking: false, last: heardAt, silent };
      if (silent >= rules.early) words?.early();
      await consider();
    },
    stop,
    fail: end.reject,
    look() {
      if (clock.idle() > deafMs) stop(speech.voiced ? "stop" : "none");
    },
    ending: end.promise,
    words: () => words,
    spokenAt() {
      if (!speech.voiced) return undefined;
      return speech.talking ? Date.now() - clock.idle() : clock.wall(speech.last);
    },
  };
}
