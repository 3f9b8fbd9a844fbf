/**
 * Judges what sounds while the house speaks: it makes the answer soft at once, holds it when the voice goes on, and cuts it
 * when words are found that are meant for the house. Pure: it knows capture times only, so that a bench can drive it.
 */
import type { Messages } from "../../contract/index.ts";
import type { Said } from "./words.ts";

export type Why = Messages["barge/judged"]["why"];

/** What the first moments of a sound are like; see core/audio/sound.ts. */
export type Sounds = "speech" | "burst" | "hum";

export interface JudgeFacts {
  /** Makes the answer softer, or as loud as before. */
  duck(soft: boolean): void;
  hold(hold: boolean): void;
  /** Asks for the words since `from`; the answer comes to `words`. */
  decode(from: number): void;
  /** It is over: the answer was cut, or goes on. `held`: ms that it was silent. */
  judged(verdict: {
    readonly cut: boolean;
    readonly why: Why;
    readonly from: number;
    readonly held: number;
  }): void;
  /** What the sound in this time is like. */
  like(from: number, to: number): Sounds;
  /** When in this time something began that the house's own voice does not explain; undefined where that explains it all. */
  foreign(from: number, to: number): number | undefined;
}

export interface Judge {
  /** A voice began, or went on after a pause. */
  started(at: number): void;
  /** The voice was silent for so long since `at`. */
  paused(at: number, silence: number): void;
  /** All sound until `at` has come. */
  heard(at: number): void;
  /** What the words asked for last are. */
  words(said: Said): void;
  /** The answer is over by itself. */
  end(): void;
}

/** A voice that goes on for so long may be a turn: the answer falls silent, ms. */
const holdMs = 80;
/** A cough or a hum may end by itself first, ms. */
const unlikelyHoldMs = 400;
/** Where the voice does not pause, it is decoded after so long, and again after so long, ms. */
const decodeMs = 560;
const decodeAgainMs = 480;
/** Of what sounded last, ms: what is still there. */
const recentMs = 160;
/** A shorter sound holds no word, ms. */
const shortestWord = 120;
/** A voice of so long that is no hum has a word in it, as a rule, ms. */
const wordMs = 500;
/** Murmurs are no longer, ms; recognisers make all sorts of words of them. */
const murmurMs = 620;
/** A voice in which no words are found for so long is no voice, ms. */
const wordlessMs = 2_000;
/** Silences that the voice activity is asked for, ms: within a word, and at its end. */
export const pauses = [64, 160] as const;
/** How long the house's own voice is heard after it was held: what is on its way, and the room's echo, ms. */
const echoTail = 350;

interface Episode {
  /** Of the voice, or of what the house's own voice does not explain. */
  from: number;
  /** When the voice was there last. */
  last: number;
  talking: boolean;
  ducked: boolean;
  heldAt: number | undefined;
  /** A decode is under way; its words are not known. */
  asked: boolean;
  askedAt: number;
  /** No words were found in it when it ended; a recogniser may find some when it is asked again. */
  again: boolean;
  nextDecode: number;
}

const beginning = (from: number, last: number): Episode => ({
  from,
  last,
  talking: true,
  ducked: false,
  heldAt: undefined,
  asked: false,
  askedAt: from,
  again: false,
  nextDecode: from,
});

export function createJudge(facts: JudgeFacts): Judge {
  let now = Number.NEGATIVE_INFINITY;
  let episode: Episode | undefined;
  /** A voice that was judged already, until it pauses. */
  let ignoring = false;

  function conclude(cut: boolean, why: Why): void {
    if (!episode) return;
    const { from, heldAt, ducked, talking } = episode;
    episode = undefined;
    ignoring = talking && !cut;
    if (!cut && heldAt !== undefined) facts.hold(false);
    if (!cut && ducked) facts.duck(false);
    facts.judged({ cut, why, from, held: heldAt === undefined ? 0 : Math.max(0, now - heldAt) });
  }

  function ask(current: Episode): void {
    if (current.asked) return;
    current.asked = true;
    current.askedAt = now;
    current.nextDecode = now + decodeAgainMs;
    facts.decode(current.from);
  }

  /** What only echoes touches nothing; what begins in the middle of an echo begins there. */
  function notice(current: Episode): void {
    const since = facts.foreign(current.from, now);
    if (since === undefined) return;
    current.from = Math.max(current.from, since);
    current.ducked = true;
    facts.duck(true);
  }

  function look(current: Episode): void {
    if (!current.talking) return;
    if (!current.ducked) notice(current);
    if (!current.ducked) return;
    const voiced = now - current.from;
    if (current.heldAt === undefined && voiced >= holdMs) {
      if (facts.foreign(Math.max(current.from, now - recentMs), now) === undefined) {
        relapse(current);
        return;
      }
      const likely = facts.like(current.from, now) === "speech";
      if (likely || voiced >= unlikelyHoldMs) {
        current.heldAt = now;
        facts.hold(true);
      }
    }
    if (current.heldAt === undefined) return;
    // Told of late, a voice is long at once: it is decoded before it is given up.
    const wasAsked = current.nextDecode > current.from;
    if (voiced >= wordlessMs && wasAsked && !current.asked) conclude(false, "noise");
    else if (voiced >= decodeMs && now >= current.nextDecode) ask(current);
  }

  /** A click in the middle of an echo, which goes on: it is listened to again. */
  function relapse({ last }: Episode): void {
    conclude(false, "short");
    ignoring = false;
    episode = beginning(now, last);
  }

  /** Words that the house itself was saying, and that ended when it fell silent. */
  const isOwn = (current: Episode, said: Said): boolean =>
    said.ofReply && current.last <= (current.heldAt ?? now) + echoTail;

  return {
    started(at) {
      if (ignoring) return;
      if (episode) {
        episode.talking = true;
        episode.last = Math.max(episode.last, at);
      } else {
        episode = beginning(at, at);
      }
      look(episode);
    },
    paused(at, silence) {
      ignoring = false;
      if (!episode) return;
      episode.talking = false;
      episode.last = Math.max(episode.last, at);
      const length = episode.last - episode.from;
      if (silence < pauses[1]) return;
      if (!episode.ducked) conclude(false, "echo");
      else if (length < shortestWord) conclude(false, "short");
      else ask(episode);
    },
    heard(at) {
      now = Math.max(now, at);
      if (!episode) return;
      if (episode.talking) episode.last = now;
      look(episode);
    },
    words(said) {
      if (!episode?.asked) return;
      episode.asked = false;
      const own = isOwn(episode, said);
      const slight = said.slight && episode.last - episode.from <= murmurMs;
      if (!own && !slight && (said.kind === "stop" || said.kind === "words"))
        return conclude(true, said.kind);
      if (episode.talking) return;
      // The voice went on after those words were asked for: there may be others.
      if (episode.last - episode.askedAt > shortestWord) return ask(episode);
      if (said.kind === "none" && !episode.again && episode.last - episode.from >= wordMs) {
        episode.again = true;
        return ask(episode);
      }
      conclude(false, own ? "echo" : said.kind === "none" ? "noise" : "backchannel");
    },
    end: () => conclude(false, "over"),
  };
}
