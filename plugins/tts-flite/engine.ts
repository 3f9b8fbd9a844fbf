/** Flite as a function from a sentence to its samples. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "hearsay";
import { openThread } from "./thread.ts";
import type { Order, Result } from "./worker.ts";

export interface Engine extends AsyncDisposable {
  /** Samples at 16 kHz. Rejects with JOB_FAILED; with CANCELLED when aborted, or when the engine is closed. */
  say(order: Order, signal: AbortSignal): Promise<Int16Array>;
}

/** ms a sentence may take; the longest that is ever sent takes about 500. */
const limit = 20_000;
const headerBytes = 44;

/** `wasm`: path of flite.wasm. Rejects with JOB_FAILED when the program does not load. */
export async function startEngine(wasm: string): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), "hearsay-flite-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const module = new URL("./worker.ts", import.meta.url);
  const thread = await openThread<Order, Result>({ module, data: { wasm, folder }, limit }).catch(
    async (thrown: unknown) => {
      await remove();
      throw thrown;
    },
  );
  return {
    say: async (order, signal) => samplesIn((await thread.ask(order, signal)).wav),
    async [Symbol.asyncDispose]() {
      await thread[Symbol.asyncDispose]();
      await remove();
    },
  };
}

function samplesIn(wav: Uint8Array): Int16Array {
  const rate = new DataView(wav.buffer, wav.byteOffset).getUint32(24, true);
  if (rate !== 16_000) throw new Fault("JOB_FAILED", `flite gave ${rate} Hz instead of 16000 Hz.`);
  return new Int16Array(wav.slice(headerBytes, wav.length & ~1).buffer);
}
