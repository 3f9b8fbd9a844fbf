/** The bus as everybody sees it, whether it is a function call away or across the network. */
import type { Answers, AskedKind, Kind, Messages, StateKind, Where } from "../../bus-schema/index.ts";
import type { AudioFrame } from "./audio.ts";

export interface Message<K extends Kind = Kind> {
  readonly kind: K;
  readonly where: Where<K>;
  /** UUIDv7. */
  readonly id: string;
  /** ms since 1970. */
  readonly at: number;
  /** Who said it: `hub/dialog`, `plugin/NAME`, `site/NAME`, `client/NAME`. */
  readonly by: string;
  /** Id of the message that led to this one. */
  readonly cause?: string;
  readonly turn?: string;
  /** Instance that an answer or the job's results go to. */
  readonly replyTo?: string;
  readonly body: Messages[K];
}

/** What a sender may add to the envelope. */
export interface Context {
  readonly cause?: string;
  readonly turn?: string;
  readonly replyTo?: string;
}

export interface AskOptions extends Context {
  /** ms until ASK_TIMEOUT; default 5000. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** Told the id of the question before it leaves: job/cancel with it ends the work of a provider that was asked. */
  readonly asked?: (id: string) => void;
}

/** Where frames go: a room's microphone or loudspeaker, or one job of a provider. */
export type AudioWhere =
  | { readonly site: string; readonly direction: "in" | "out" }
  | { readonly instance: string; readonly job: string };
export type AudioFilter =
  | { readonly site?: string; readonly direction: "in" | "out" }
  | { readonly instance: string; readonly job?: string };

export interface Bus {
  /** The name in `by`. */
  readonly by: string;
  /** Where answers to this client go: `hearsay/@{instance}/…`. Unique to this connection. */
  readonly instance: string;
  /** New with every start of this process. */
  readonly bootId: string;

  /** Says something. Rejects with MESSAGE_INVALID (with path) when it breaks its schema. Resolves with the id. */
  publish<K extends Kind>(kind: K, where: Where<K>, body: Messages[K], context?: Context): Promise<string>;
  /**
   * Hears a kind, everywhere that `where` leaves open. Retained states are replayed at once. `gone` is called when a
   * retained state was cleared. Resolves when the subscription stands; disposing ends it.
   */
  on<K extends Kind>(
    kind: K,
    where: Partial<Where<K>>,
    hear: (message: Message<K>) => void | Promise<void>,
    gone?: (where: Where<K>) => void,
  ): Promise<AsyncDisposable>;
  /** Takes a retained state back. */
  clear<K extends StateKind>(kind: K, where: Where<K>): Promise<void>;
  /** Says something and waits for its answer. Rejects with the answer's fault, ASK_TIMEOUT or CANCELLED. */
  ask<K extends AskedKind>(
    kind: K,
    where: Where<K>,
    body: Messages[K],
    options?: AskOptions,
  ): Promise<Answers[K]>;
  /** Answers a kind; what the function throws travels back as a fault. */
  answer<K extends AskedKind>(
    kind: K,
    where: Partial<Where<K>>,
    reply: (message: Message<K>) => Answers[K] | Promise<Answers[K]>,
  ): Promise<AsyncDisposable>;
  /** Sends a frame, QoS 0: never waits; what the transport cannot take is dropped and counted. */
  sendAudio(where: AudioWhere, frame: AudioFrame): void;
  onAudio(
    filter: AudioFilter,
    hear: (frame: AudioFrame, where: AudioWhere) => void,
  ): Promise<AsyncDisposable>;
}
