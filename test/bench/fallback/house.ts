/** A house whose voice is a service and whose second voice is its own, with a real satellite that keeps all it plays. */
import { setTimeout as sleep } from "node:timers/promises";
import { joined, type Persona, type TextToSpeech } from "hearsay";
import { startBroker } from "../../../core/bus/broker.ts";
import { openCalls } from "../../../core/dialog/calls.ts";
import { openDirectory } from "../../../core/dialog/directory.ts";
import { openReply } from "../../../core/dialog/reply.ts";
import type { Router } from "../../../core/dialog/router/facts.ts";
import { openRouter } from "../../../core/dialog/router/index.ts";
import { serve } from "../../../core/host/serve/index.ts";
import { startSatellite } from "../../../core/satellite/satellite.ts";
import openai from "../../../plugins/tts-openai/index.ts";
import { hostFor } from "../../kit/host.ts";
import { testLog } from "../../kit/log.ts";
import { personaWith } from "../../kit/persona.ts";

export interface Heard {
  /** ms from the words to the first audible frame at the loudspeaker. */
  readonly firstMs: number;
  /** Mono at 16 kHz, all that the loudspeaker played. */
  readonly samples: Int16Array;
}

export interface FallbackHouse extends AsyncDisposable {
  readonly router: Router;
  say(text: string): Promise<Heard>;
}

const isLoud = (samples: Int16Array): boolean => samples.some((value) => Math.abs(value) > 200);

/** `local`: the voice of the house itself. */
export async function openHouse(url: string, local: TextToSpeech): Promise<FallbackHouse> {
  await using stack = new AsyncDisposableStack();
  const broker = stack.use(await startBroker({ host: "127.0.0.1", port: 0, authenticate: () => undefined }));
  const bus = broker.bus("hub/core");
  const log = testLog("fallback");
  const directory = stack.use(await openDirectory(bus));
  const calls = stack.use(await openCalls(bus, directory));
  const persona: Persona = personaWith({ tts: [{ plugin: "service" }, { plugin: "local", voice: "slt" }] });
  const router = stack.use(
    await openRouter({ bus, log, directory, personaOf: () => persona, language: "en" }),
  );
  const options = { preset: "kokoro", url, key: "test", format: "wav" } as const;
  const service = stack.use(await hostFor(openai, options)).provided.tts;
  if (!service) throw new Error("The plugin provides no tts.");
  const facts = { bus, version: "0", client: "core", log, generation: "g" };
  stack.use(
    await serve(
      "tts",
      { ...service, traits: { ...service.traits, firstMs: 200 } },
      { ...facts, plugin: "service" },
    ),
  );
  stack.use(await serve("tts", local, { ...facts, plugin: "local" }));

  let played: { at: number; samples: Int16Array }[] = [];
  const play = async (samples: Int16Array, rate: number): Promise<void> => {
    played.push({ at: performance.now(), samples: samples.slice() });
    await sleep((samples.length / rate) * 1000);
  };
  stack.use(await startSatellite({ bus, site: "hall", speaker: { play, flush() {} } }));
  const house = { bus, log, directory, calls, router };
  const open = stack.move();
  return {
    router,
    async say(text) {
      played = [];
      const begun = performance.now();
      const order = (language: string) => router.voices(persona, { language });
      const signal = new AbortController().signal;
      const reply = openReply(house, { site: "hall", turn: "t", language: "en", order, aloud: true, signal });
      reply.say({ text });
      await reply.finish();
      const first = played.find(({ samples }) => isLoud(samples));
      return {
        firstMs: (first?.at ?? Number.POSITIVE_INFINITY) - begun,
        samples: joined(played.map(({ samples }) => samples)),
      };
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}
