/** Rooms of the soak: a satellite over a wire that may break, with a clock that may jump, in which things are typed and said. */
import { setTimeout as sleep } from "node:timers/promises";
import { connectBus, type RemoteBus } from "../../../core/bus/remote.ts";
import type { Captured } from "../../../core/contract/index.ts";
import type { RunFacts } from "../../../core/host/runfile.ts";
import { startSatellite } from "../../../core/satellite/satellite.ts";

export interface SoakRoom extends AsyncDisposable {
  readonly site: string;
  readonly bus: RemoteBus;
  /** Somebody says this into the microphone, in real time. */
  speak(samples: Int16Array): Promise<void>;
  stream(): number | undefined;
  /** The satellite's clock jumps by so many ms. */
  jump(ms: number): void;
}

const chunkMs = 80;
const perMs = 16;

export async function openSoakRoom(facts: RunFacts, port: number, site: string): Promise<SoakRoom> {
  await using parts = new AsyncDisposableStack();
  const bus = parts.use(
    await connectBus({
      url: `mqtt://127.0.0.1:${port}`,
      username: "local",
      password: facts.token,
      by: `site/${site}`,
      client: `satellite-${site}`,
    }),
  );
  const over = new AbortController();
  let offset = 0;
  let pending = new Int16Array(0);
  const clock = (): number => Date.now() + offset;
  async function* microphone(): AsyncGenerator<Captured> {
    const size = chunkMs * perMs;
    for (let at = Date.now(); !over.signal.aborted; at += chunkMs) {
      const samples = new Int16Array(size).map(() => Math.round((Math.random() - 0.5) * 24));
      samples.set(pending.subarray(0, size));
      pending = pending.subarray(size);
      await sleep(Math.max(0, at + chunkMs - Date.now()));
      yield { samples, at: at + offset };
    }
  }
  const speaker = { play() {}, flush() {} };
  const satellite = parts.use(await startSatellite({ bus, site, speaker, microphone: microphone(), clock }));
  parts.defer(() => over.abort());
  const kept = parts.move();
  return {
    site,
    bus,
    async speak(samples) {
      pending = new Int16Array(samples);
      await sleep(samples.length / perMs);
    },
    stream: () => satellite.state.stream,
    jump(ms) {
      offset += ms;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
