/** Property tests draw the same cases in every run, so that a change alone can break them; `FC_SEED=N` draws others. */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 1) });
