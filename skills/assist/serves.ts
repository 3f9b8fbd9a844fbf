/** Lets the intents of this skill stand in several files and still know what fills their slots. */
import type { Intent, Slots } from "hearsay";

export const serves = <const S extends Slots>(intent: Intent<S>): Intent<S> => intent;
