/** A speech service over HTTP that fails in every way while it should speak: one whole sentence is heard, and all is counted. */
import type { TextToSpeech } from "hearsay";
import { afterAll, beforeAll, expect, it } from "vitest";
import flite from "../../plugins/tts-flite/index.ts";
import { drill, type Listen } from "../bench/fallback/drill.ts";
import { faults } from "../bench/fallback/server.ts";
import { type Hosted, hostFor } from "../kit/host.ts";
import { openListener } from "../kit/listen.ts";

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

/** How the one request that met the fault ended, where that is the same however busy the machine is. */
const ends: Partial<Record<(typeof faults)[number], object>> = {
  none: { requests: 8, success: 8, failures: {} },
  slow: { requests: 8, success: 7, lost: 1 },
  "error 500": { success: 7, retries: 1 },
  "error 401": { requests: 8, success: 7, failures: { REMOTE_DENIED: 1 } },
  "error 429": { requests: 8, success: 7, failures: { REMOTE_LIMIT: 1 } },
  "no answer": { requests: 8, success: 7, lost: 1 },
  "no bytes": { requests: 8, success: 7, lost: 1 },
  "cut in the middle": { requests: 8, success: 7, failures: { REMOTE_FAILED: 1 } },
  "stuck in the middle": { requests: 8, success: 7, failures: { JOB_TIMEOUT: 1 } },
};

it.each(faults)("%s", { timeout: 120_000 }, async (fault) => {
  const { heard, whole, counted, tally } = await drill(local, fault, listen);
  expect({ heard, whole, counted }).toEqual({ heard, whole: true, counted: true });
  expect(tally).toMatchObject(ends[fault] ?? { success: 7 });
});
