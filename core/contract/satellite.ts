/** A satellite: the microphone and the loudspeaker of one room, and how one is put on the bus. */
import type { Messages } from "../../bus-schema/index.ts";
import type { AudioFormat } from "./audio.ts";

/** Samples whose capture time is known better than by when they come. */
export interface Captured {
  readonly samples: Int16Array;
  /** Capture time of the first sample, ms since 1970. */
  readonly at: number;
}

/** Mono at 16 kHz in pieces of any length, as they are heard; ends when there will be no more. */
export type Microphone = AsyncIterable<Int16Array | Captured>;

export interface Speaker {
  /** Plays mono samples at `rate` Hz. Resolves when it can take more, soon before they have been heard, or at a flush. */
  play(samples: Int16Array, rate: number): void | Promise<void>;
  /** Resolves when all that it was given has been heard; absent: `play` already waits for that. */
  drain?(): Promise<void>;
  /** ms of what it was given that has not sounded yet; absent: what `play` has not resolved for. */
  pending?(): number;
  /** Falls silent at once. */
  flush(): void;
}

/** This machine's own microphone and loudspeaker. */
export interface AudioDevices {
  /** What plays and records; `auto` takes the first that is installed. */
  readonly tool?: "auto" | "pipewire" | "pulseaudio" | "alsa" | "ffmpeg";
  /** As the tool names it; `none` for none; default: the system's. */
  readonly input?: string;
  readonly output?: string;
}

export interface SatelliteOptions {
  /** Its place in topics: lower-case letters, digits, dash, underscore. */
  readonly site: string;
  /** Spoken name of the room; default: the site. */
  readonly name?: string;
  readonly area?: string;
  readonly floor?: string;
  readonly microphone?: Microphone;
  readonly speaker?: Speaker;
  /** In place of `microphone` and `speaker`. */
  readonly devices?: AudioDevices;
  /** Empty: the persona's. */
  readonly wakeWords?: readonly string[];
  /** What the speaker plays, best first; default: mono PCM at 16, 24 and 48 kHz. */
  readonly formats?: readonly AudioFormat[];
  /** Its microphone does not hear its speaker. */
  readonly echoCancelled?: boolean;
  /** What it plays is heard by one person alone. */
  readonly headphones?: boolean;
  /** 0 to 1, default 1. */
  readonly volume?: number;
}

/** Disposing it says that it is offline. */
export interface Satellite extends AsyncDisposable {
  readonly site: string;
  readonly state: Messages["site/state"];
}
