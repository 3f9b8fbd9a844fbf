/** A speech service over HTTP that fails in every way while it should speak: one whole sentence is heard, and all is counted. */
import type { TextToSpeech } from "hearsay";
import { afterAll, beforeAll, expect, it } from "vitest";
import flite from "../../plugins/tts-flite/index.ts";
import { drill, type Listen } from "../bench/fallback/drill.ts";
import { faults } from "../bench/fallback/server.ts";
import { type Hosted, hostFor } from "../kit/host.ts";
import { openListener } from "../kit/listen.ts";

/** Sentences before the fault: how fast a voice speaks must be known to tell that a sentence ended early. */
const spokenBefore = (fault: string): number => (fault === "ended early" ? 6 : 3);

let hosted: Hosted;
let local: TextToSpeech;
let listen: Listen;
beforeAll(async () => {
  listen = await openListener();
  hosted = await hostFor(flite);
  if (!hosted.provided.tts) throw new Error("The plugin provides no tts.");
  local = hosted.provided.tts;
});
afterAll(() => hosted?.[Symbol.asyncDispose]());

it.each(faults)("%s", { timeout: 120_000 }, async (fault) => {
  const { heard, whole, counted, tally } = await drill(local, fault, listen, spokenBefore(fault));
  expect({ heard, whole, counted }).toEqual({ heard, whole: true, counted: true });
  // On a busy machine the service may have been late before, and the other voice first.
  if (fault !== "none") expect(tally.success).toBeLessThan(tally.requests);
});
