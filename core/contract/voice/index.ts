/** The second front door, imported as "hearsay/voice": what voices have in common beneath their sound. */
export { clausesOf, pauseAfter } from "./clauses.ts";
export { type SpeakOptions, speakInOrder } from "./flow.ts";
export { trimQuiet } from "./quiet.ts";
export { type Failed, openThread, type Thread, type ThreadFacts } from "./thread.ts";
