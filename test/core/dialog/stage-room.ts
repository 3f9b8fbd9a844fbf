/** A room of the stage: a real satellite whose microphone sends what a test says, and whose loudspeaker hurries. */
import type { Bus } from "../../../core/contract/index.ts";
import { startSatellite } from "../../../core/satellite/satellite.ts";

const tenTimesTooFast = (samples: Int16Array, rate: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, (samples.length / rate) * 100));

interface RoomParts {
  readonly bus: Bus;
  readonly stack: AsyncDisposableStack;
  /** Frames that reached voice activity, of any room. */
  readonly heard: { readonly frames: number };
}

export async function openRoom({ bus, stack, heard }: RoomParts, site: string, passing: boolean) {
  let flushes = 0;
  const satellite = stack.use(
    await startSatellite({
      bus,
      site,
      name: site,
      passing,
      microphone: { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) },
      speaker: { play: tenTimesTooFast, flush: () => void flushes++ },
    }),
  );
  const { stream = 0 } = satellite.state;
  let sequence = 0;
  let at = Date.now();
  async function speak(frames: number, isLoud: boolean, pace = 2): Promise<void> {
    for (let i = 0; i < frames; i++) {
      const data = new Uint8Array(new Int16Array(1280).fill(isLoud ? 8000 : 0).buffer);
      const format = { codec: "pcm", rate: 16_000, channels: 1 } as const;
      bus.sendAudio({ site, direction: "in" }, { format, stream, sequence: sequence++, at, data });
      at += 80;
      await new Promise((resolve) => setTimeout(resolve, pace));
    }
  }
  return {
    stream,
    flushes: () => flushes,
    speak: (frames: number, isLoud: boolean) => speak(frames, isLoud),
    async open(): Promise<void> {
      const { frames } = heard;
      while (heard.frames === frames) await speak(1, false, 20);
    },
    leave: async () => satellite[Symbol.asyncDispose](),
  };
}
