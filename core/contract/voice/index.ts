/** The second front door, imported as "hearsay/voice": what voices have in common beneath their sound, and the grammar that ears walk. */

export { clausesOf, pauseAfter } from "./clauses.ts";
export { type Crew, createCrew } from "./ear/crew.ts";
export { hearPieces, type PieceEar, type PieceHeard } from "./ear/hear.ts";
export { cutLoops, hasWords } from "./ear/loops.ts";
export { loudnessOf } from "./ear/loudness.ts";
export {
  type Emotion,
  emotions,
  type Feeling,
  type Felt,
  type FeltSpan,
  keepSounds,
  plainText,
  readFeeling,
  type SoundMark,
  sounds,
  speeds,
} from "./feeling.ts";
export { type SpeakOptions, speakInOrder } from "./flow.ts";
export type { GrammarData, NetData } from "./grammar/data.ts";
export { disagree, distanceOf, worstWord } from "./grammar/gates.ts";
export { type Near, type NearestOptions, nearest } from "./grammar/nearest.ts";
export { plainForm, plainWords } from "./grammar/plain.ts";
export { type Grammar, openGrammar, type Place } from "./grammar/walk.ts";
export { type Prosody, prosodyOf } from "./prosody.ts";
export { trimQuiet } from "./quiet.ts";
export { type ServedOptions, speakServed } from "./served.ts";
export { escaped, withProsody } from "./ssml.ts";
export { stretched } from "./stretch.ts";
export { type Failed, openThread, type Thread, type ThreadFacts } from "./thread.ts";
