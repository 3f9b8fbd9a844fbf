/** Where the loudspeaker is in a stream: the clock's guess, set right by what the satellite reports. */

/** How far the loudspeaker may be behind the clock before the clock waits for it, ms: the way there and the device. */
const slackMs = 400;
/** Nobody holds an answer longer, and its satellite goes on by itself then: whoever held it is gone, ms. */
const longestHold = 10_000;
/** Satellites report at least as often, ms of audio. */
const reportEvery = 500;

export interface Playhead {
  /** The first sound leaves now, or will be played at `at`, ms since 1970. */
  begin(at?: number): void;
  readonly begun: boolean;
  /** The satellite has played so many ms. */
  report(position: number): void;
  /** It stands still meanwhile, for 10 s at most. */
  hold(held: boolean): void;
  readonly held: boolean;
  /** ms that have been played, for sending ahead of it. */
  position(): number;
  /** ms that were surely heard of `sent`: no more than the report before the next one allows. */
  heard(sent: number): number;
}

/** `now`: ms since 1970. */
export function createPlayhead(now: () => number = Date.now): Playhead {
  let begun = false;
  let heldAt: number | undefined;
  let anchor = { at: 0, position: 0 };
  let last: { at: number; position: number } | undefined;
  const isHeld = (): boolean => heldAt !== undefined && now() - heldAt < longestHold;
  /** ms that it moved since `at`. */
  const movedSince = (at: number): number => {
    const from = heldAt === undefined ? at : Math.max(at, heldAt + longestHold);
    return Math.max(0, now() - from);
  };
  const position = (): number => (begun ? anchor.position + movedSince(anchor.at) : 0);

  return {
    begin(at) {
      if (begun) return;
      begun = true;
      anchor = { at: Math.max(now(), at ?? 0), position: 0 };
    },
    get begun() {
      return begun;
    },
    report(played) {
      last = { at: now(), position: played };
      const guess = position();
      if (played > guess) anchor = { at: now(), position: played };
      else if (guess - played > slackMs) anchor = { at: now(), position: played + slackMs };
    },
    hold(wanted) {
      if (wanted === (heldAt !== undefined)) return;
      anchor = { at: begun ? Math.max(now(), anchor.at) : 0, position: position() };
      // What was heard until then stands; the time that it was held does not count.
      if (last && heldAt !== undefined) {
        last = { at: now(), position: last.position + Math.max(0, heldAt - last.at) };
      }
      heldAt = wanted ? now() : undefined;
    },
    get held() {
      return isHeld();
    },
    position,
    heard(sent) {
      const since = last ?? { at: anchor.at, position: 0 };
      const more = Math.min(reportEvery, movedSince(since.at));
      return begun ? Math.min(sent, since.position + more) : 0;
    },
  };
}
