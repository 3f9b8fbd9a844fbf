/** The microphone's side of a satellite: its samples as frames on the bus, unless it is muted. */
import { randomInt } from "node:crypto";
import { asFault, type Bus, type Fault, type Microphone, speechFormat } from "../contract/index.ts";
import { type Capture, createCapture } from "./capture.ts";

export interface EarOptions {
  readonly bus: Bus;
  readonly site: string;
  readonly microphone: Microphone;
  readonly clock: () => number;
  /** Its microphone is heard in shorter pieces now. */
  isBrief?(): boolean;
  onFault(fault: Fault): void;
}

export interface Ear {
  /** Begins a stream; resolves with its number when it was announced. */
  open(): Promise<number>;
  /** Ends the stream; what is heard from now on goes nowhere. */
  close(): Promise<void>;
  /** Resolves when the microphone has ended. */
  readonly over: Promise<void>;
}

export function createEar({ bus, site, microphone, clock, isBrief, onFault }: EarOptions): Ear {
  let live: { readonly stream: number; readonly capture: Capture } | undefined;

  async function listen(): Promise<void> {
    for await (const heard of microphone) {
      for (const frame of live?.capture.take(heard) ?? []) bus.sendAudio({ site, direction: "in" }, frame);
    }
  }

  async function close(): Promise<void> {
    if (!live) return;
    const { stream, capture } = live;
    live = undefined;
    const body = { stream, direction: "in", frames: capture.frames, lost: capture.lost } as const;
    await bus.publish("audio/stopped", { site }, body);
  }

  return {
    async open() {
      await close();
      const stream = randomInt(2 ** 32);
      await bus.publish("audio/started", { site }, { stream, direction: "in", format: speechFormat });
      live = { stream, capture: createCapture(stream, clock, isBrief) };
      return stream;
    },
    close,
    over: listen().catch((thrown) => onFault(asFault(thrown, "AUDIO_DEVICE_MISSING"))),
  };
}
