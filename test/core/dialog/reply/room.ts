/** A room that speaks: a real bus and satellite, a loudspeaker that notes what it plays, and voices that a test makes up. */
import { setTimeout as sleep } from "node:timers/promises";
import { startBroker } from "../../../../core/bus/broker.ts";
import type { Bus, Kind, Message, Persona, TextToSpeech } from "../../../../core/contract/index.ts";
import { type Calls, openCalls } from "../../../../core/dialog/calls.ts";
import { type Directory, openDirectory } from "../../../../core/dialog/directory.ts";
import { openSoundCache, type SoundCache } from "../../../../core/dialog/reply/cache/cache.ts";
import { openReply, type Reply, type ReplyOptions } from "../../../../core/dialog/reply.ts";
import type { Router } from "../../../../core/dialog/router/facts.ts";
import { openRouter } from "../../../../core/dialog/router/index.ts";
import { serve } from "../../../../core/host/serve/index.ts";
import { startSatellite } from "../../../../core/satellite/satellite.ts";
import { personaWith } from "../../../kit/persona.ts";
import { silentLog } from "../stage.ts";

/** Every clause sounds as long as its letters: 40 ms each, all of one value that tells it from others. */
export const letters = (value: number, more: Partial<TextToSpeech> = {}): TextToSpeech => ({
  languages: ["en"],
  voices: [{ name: "plain", language: "en" }],
  async *speak(text) {
    for await (const words of text) {
      yield { samples: new Int16Array(640 * words.trim().length).fill(value), rate: 16_000, text: words };
    }
  },
  ...more,
});

export interface SpeakingRoom extends AsyncDisposable {
  readonly bus: Bus;
  readonly house: {
    readonly bus: Bus;
    readonly log: typeof silentLog;
    readonly directory: Directory;
    readonly calls: Calls;
    readonly router: Router;
    readonly sounds?: SoundCache;
  };
  /** The values of the frames that left the loudspeaker, one each. */
  readonly played: number[];
  /** Resolves when so many frames have begun to be played. */
  plays(count: number): Promise<void>;
  /** Frames that were sent to the room. */
  readonly sent: () => number;
  readonly said: Message[];
  offer(plugin: string, made: TextToSpeech): Promise<void>;
  open(more?: Partial<ReplyOptions>): Reply;
  abort(reason: Error): void;
  /** Its satellite says good-bye. */
  leave(): Promise<void>;
}

const heardKinds: readonly Kind[] = [
  "reply/started",
  "reply/clause",
  "reply/finished",
  "audio/stopped",
  "audio/played",
];

/** `speed`: of the loudspeaker; 1 is real time. `folder`: of the sounds that are kept. */
export async function openRoom(speed: number, folder?: string): Promise<SpeakingRoom> {
  const stack = new AsyncDisposableStack();
  const broker = stack.use(await startBroker({ host: "127.0.0.1", port: 0, authenticate: () => undefined }));
  const bus = broker.bus("hub/core");
  const said: Message[] = [];
  for (const kind of heardKinds) await bus.on(kind, {}, (message) => void said.push(message as Message));
  const directory = stack.use(await openDirectory(bus));
  const calls = stack.use(await openCalls(bus, directory));
  const personaOf = (): Persona => personaWith({ tts: [{ plugin: "first" }, { plugin: "second" }] });
  const router = stack.use(await openRouter({ bus, log: silentLog, directory, personaOf, language: "en" }));
  const kept = folder === undefined ? undefined : { folder, limit: () => 1e7, bus, log: silentLog };
  const sounds = kept && stack.use(openSoundCache(kept));
  await sounds?.settled();
  const played: number[] = [];
  const looking = new Set<() => void>();
  let sent = 0;
  await bus.onAudio({ site: "hall", direction: "out" }, () => void sent++);
  const play = async (samples: Int16Array, rate: number): Promise<void> => {
    played.push(samples[0] ?? 0);
    for (const look of looking) look();
    await sleep((samples.length / rate) * (1000 / speed));
  };
  const satellite = stack.use(await startSatellite({ bus, site: "hall", speaker: { play, flush() {} } }));
  const abort = new AbortController();
  const facts = { bus, version: "0", client: "core", log: silentLog };
  const house = { bus, log: silentLog, directory, calls, router, ...(sounds ? { sounds } : {}) };
  let offered = 0;
  return {
    bus,
    house,
    played,
    plays: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (played.length < count) return;
          looking.delete(look);
          resolve();
        };
        looking.add(look);
        look();
      }),
    sent: () => sent,
    said,
    async offer(plugin, made) {
      stack.use(await serve("tts", made, { ...facts, plugin, generation: `g${offered++}` }));
    },
    open: (more = {}) =>
      openReply(house, {
        site: "hall",
        turn: "t",
        language: "en",
        order: (language) => router.voices(personaOf(), { language }),
        aloud: true,
        signal: abort.signal,
        ...more,
      }),
    abort: (reason) => abort.abort(reason),
    leave: async () => satellite[Symbol.asyncDispose](),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** What was said of a kind. */
export const bodies = <K extends Kind>(room: SpeakingRoom, kind: K): Message<K>["body"][] =>
  room.said.filter((message) => message.kind === kind).map(({ body }) => body as Message<K>["body"]);
