/** Flite as a function from a sentence to its samples. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "hearsay";
import { openThread } from "hearsay/voice";
import type { Made, Order, Result } from "./worker.ts";

export interface Engine extends AsyncDisposable {
  /** Samples at 16 kHz. Rejects with JOB_FAILED; with CANCELLED when aborted, or when the engine is closed. */
  say(order: Omit<Order, "folder">, signal: AbortSignal): Promise<Int16Array>;
}

/** ms a sentence may take; the longest that is ever sent takes about 500. */
const limit = 20_000;
/** ms; the thread holds some 60 MB, and is there again in a tenth of a second. */
const idle = 300_000;
const headerBytes = 44;

/** `wasm`: path of flite.wasm. Rejects with JOB_FAILED when the program does not load. */
export async function startEngine(wasm: string): Promise<Engine> {
  const module = new URL("./worker.ts", import.meta.url);
  const data: Made = { wasm };
  const thread = await openThread<Order, Result>({ module, data, limit, idle });
  return {
    async say(order, signal) {
      // Made and removed here, so that nothing stays when the thread is ended in the middle of a sentence.
      const folder = await mkdtemp(join(tmpdir(), "hearsay-flite-"));
      try {
        return samplesIn((await thread.ask({ ...order, folder }, signal)).wav);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    [Symbol.asyncDispose]: () => thread[Symbol.asyncDispose](),
  };
}

function samplesIn(wav: Uint8Array): Int16Array {
  const rate = new DataView(wav.buffer, wav.byteOffset).getUint32(24, true);
  if (rate !== 16_000) throw new Fault("JOB_FAILED", `flite gave ${rate} Hz instead of 16000 Hz.`);
  return new Int16Array(wav.slice(headerBytes, wav.length & ~1).buffer);
}
