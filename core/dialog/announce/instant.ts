/** The one moment at which rooms that are ready at about the same time begin to sound. */

/** From the decision to the sound, ms: a satellite must know of it, and have the first frames, before it comes. */
const leadMs = 400;
/** A room that is ready later than this before the moment would miss it, ms. */
const leastMs = 200;

/** Each call is a room that is ready now; what it returns is when it begins, ms since 1970. */
export function createInstant(now: () => number): () => number {
  let moment = Number.NEGATIVE_INFINITY;
  return () => {
    const at = now();
    // Further ahead: the clock was set back meanwhile.
    if (moment - at < leastMs || moment - at > leadMs) moment = at + leadMs;
    return moment;
  };
}
