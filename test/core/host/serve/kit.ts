/** One provider on a real bus, and a caller who hears everything that its jobs say. */
import { startBroker } from "../../../../core/bus/broker.ts";
import type {
  AudioFrame,
  Bus,
  Capability,
  Kind,
  Message,
  Messages,
} from "../../../../core/contract/index.ts";
import { type Served, serve } from "../../../../core/host/serve/index.ts";

const silentLog = { debug() {}, info() {}, warn() {}, error() {}, private() {} };
const heardKinds = [
  "stt/heard",
  "tts/spoken",
  "job/done",
  "job/failed",
  "wake/heard",
  "speech/started",
  "speech/paused",
  "provider/state",
] as const;

export interface Desk extends AsyncDisposable {
  readonly bus: Bus;
  readonly served: Served;
  readonly said: Message[];
  /** Says a command to the provider, as a caller does. */
  tell<K extends Kind>(kind: K, body: Messages[K]): Promise<void>;
  frame(job: string, frame: AudioFrame): void;
  /** Resolves with the end of a job: "done", or the code of its failure. */
  end(job: string): Promise<string>;
}

export async function openDesk<C extends Exclude<Capability, "skill">>(
  capability: C,
  made: Parameters<typeof serve<C>>[1],
): Promise<Desk> {
  await using stack = new AsyncDisposableStack();
  const broker = stack.use(await startBroker({ host: "127.0.0.1", port: 0, authenticate: () => undefined }));
  const bus = broker.bus("hub/core");
  const said: Message[] = [];
  const looking = new Set<() => void>();
  for (const kind of heardKinds) {
    await bus.on(kind, {}, (message) => {
      said.push(message as Message);
      for (const look of [...looking]) look();
    });
  }
  const facts = { bus, plugin: "p", version: "0", client: "core", log: silentLog, generation: "g1" };
  const served = stack.use(await serve(capability, made, facts));
  const open = stack.move();
  return {
    bus,
    served,
    said,
    async tell(kind, body) {
      await bus.publish(kind, { instance: served.instance } as never, body, { replyTo: bus.instance });
    },
    frame: (job, frame) => bus.sendAudio({ instance: served.instance, job }, frame),
    end(job) {
      const { promise, resolve } = Promise.withResolvers<string>();
      const look = (): void => {
        for (const { kind, body } of said) {
          if (kind === "job/done" && (body as Messages["job/done"]).job === job) resolve("done");
          const failed = body as Messages["job/failed"];
          if (kind === "job/failed" && failed.job === job) resolve(failed.problem.code);
        }
      };
      looking.add(look);
      look();
      return promise.finally(() => looking.delete(look));
    },
    [Symbol.asyncDispose]: () => open[Symbol.asyncDispose](),
  };
}

/** `ms` of sound at 16 kHz. */
export const frameOf = (sequence: number, ms = 20): AudioFrame => ({
  format: { codec: "pcm", rate: 16_000, channels: 1 },
  stream: 1,
  sequence,
  at: 1000 + sequence * ms,
  data: new Uint8Array(ms * 32),
});

export const startStt = (job: string) => ({
  job,
  site: "kitchen",
  stream: 1,
  language: "en",
  hints: [],
});

/** Counts the frames it is given. */
export const counting = {
  streaming: false,
  async *transcribe(audio: AsyncIterable<unknown>) {
    let frames = 0;
    for await (const item of audio) {
      if (item === "flush") yield { text: String(frames), final: false };
      else frames++;
    }
    yield { text: String(frames), final: true };
  },
};
