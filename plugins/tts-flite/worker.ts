/** Runs flite in a thread of its own: `start()` of a WASI program blocks until the sentence is done. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { WASI } from "node:wasi";
import { parentPort, workerData } from "node:worker_threads";
import type { Failed } from "hearsay/voice";

/** What the thread is made with. */
export interface Made {
  /** Path of flite.wasm. */
  readonly wasm: string;
}
export interface Order {
  readonly text: string;
  readonly voice: string;
  readonly stretch: number;
  /** An empty folder that flite sees as `.`, and nothing else. */
  readonly folder: string;
}
export type Result = { readonly wav: Uint8Array } | Failed;

/** The global, as much of it as is used here: the types of Node leave it to those of browsers. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => object;
};

/** The part of the program's imports that is called here (WASI preview 1); 0, 1, 2 are the standard streams. */
interface Imports {
  fd_close(fd: number): number;
}
const preopened = 3;

const { wasm } = workerData as Made;
const program = new WebAssembly.Module(readFileSync(wasm));

setFlagsFromString("--expose-gc");
/** An instance's memory of some 20 MB lies outside of the heap, so that many would be left before one is collected. */
const collect = runInNewContext("gc") as () => void;

/** Every sentence gets a fresh instance: flite frees nothing, and its `main` can run only once. */
function synthesise({ text, voice, stretch, folder }: Order): Uint8Array {
  const args = ["flite", "-voice", voice, "--setf", `duration_stretch=${stretch}`, "-t", text, "-o", "o.wav"];
  const wasi = new WASI({ version: "preview1", args, preopens: { ".": folder }, returnOnExit: true });
  const code = wasi.start(new WebAssembly.Instance(program, wasi.getImportObject()));
  // Node closes what a WASI opened when the WASI is collected, which may be never, not even with its thread.
  (wasi.wasiImport as Imports).fd_close(preopened);
  if (code !== 0) throw new Error(`flite ended with code ${code}.`);
  return new Uint8Array(readFileSync(join(folder, "o.wav")));
}

parentPort?.on("message", (order: Order) => {
  let result: Result;
  try {
    result = { wav: synthesise(order) };
  } catch (thrown) {
    result = { problem: thrown instanceof Error ? thrown.message : String(thrown) };
  }
  parentPort?.postMessage(result);
  collect();
});
parentPort?.postMessage("ready");
