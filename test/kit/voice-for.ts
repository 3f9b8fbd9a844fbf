/** A voice and somebody who listens to it, for one file of tests: fetched, started and released around them. */
import { asFault, type Plugin, type TextToSpeech } from "hearsay";
import { afterAll, beforeAll, type TestContext } from "vitest";
import { type Hosted, hostFor } from "./host.ts";
import { openListener } from "./listen.ts";

type Listen = Awaited<ReturnType<typeof openListener>>;

export interface VoiceFor {
  /** Only inside tests. */
  readonly tts: TextToSpeech;
  readonly listen: Listen;
  /** Why its model cannot be had here; undefined before the first test and where it can. */
  readonly skip: string | undefined;
  /** ms that one test of it may take. */
  readonly limit: number;
  /** Skips a test when the model cannot be had. */
  need(context: TestContext): void;
}

/** ms for a model of 100 MB over a slow line. */
const fetching = 600_000;

/** Call it at the top of a test file. Without a connection and without the models, `skip` says so. */
export function voiceFor<Options>(
  plugin: Plugin<Options>,
  options: Partial<Options> = {},
  limit = 20_000,
): VoiceFor {
  let hosted: Hosted | undefined;
  let listen: Listen | undefined;
  let skip: string | undefined;
  beforeAll(async () => {
    try {
      listen = await openListener();
      hosted = await hostFor(plugin, options);
    } catch (thrown) {
      const fault = asFault(thrown);
      if (fault.code !== "MODEL_FETCH_FAILED") throw thrown;
      skip = fault.message;
    }
  }, fetching);
  afterAll(() => hosted?.[Symbol.asyncDispose]());
  return {
    get tts() {
      const tts = hosted?.provided.tts;
      if (!tts) throw new Error(`${plugin.name} provides no tts.`);
      return tts;
    },
    listen(samples, rate) {
      if (!listen) throw new Error("Nobody listens.");
      return listen(samples, rate);
    },
    get skip() {
      return skip;
    },
    limit,
    need(context) {
      if (skip !== undefined) context.skip(skip);
    },
  };
}
