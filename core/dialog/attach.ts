/** Keeps a job fed with an utterance's frames: when its provider fails, the next one, or the same after its restart, gets all of them again. */
import type { AudioFrame, Fault as FaultType } from "../contract/index.ts";
import { asFault, Fault } from "../contract/index.ts";
import type { Heard, JobCall } from "./calls.ts";
import type { Provider, Wanted } from "./directory.ts";
import type { Dialogue } from "./house.ts";

/** A crashed process is back within about two seconds; the turn waits that long for it. */
const comebackMs = 4000;

export interface Attached {
  /** One more frame of the utterance. */
  feed(frame: AudioFrame): void;
  /** Says something about the job to whoever has it now. */
  live(): JobCall | undefined;
  provider(): Provider | undefined;
  /** Resolves when the job is done; rejects when no provider is left. */
  readonly over: Promise<void>;
}

export interface Attachment {
  readonly wanted: Wanted;
  readonly signal: AbortSignal;
  start(provider: Provider): Promise<JobCall>;
  /** Called when a provider has been given all frames so far. */
  caughtUp?(call: JobCall): void;
  hear?(heard: Heard): void;
}

export function attach({ bus, directory, log }: Dialogue, attachment: Attachment): Attached {
  const { wanted, signal } = attachment;
  const frames: AudioFrame[] = [];
  let live: { call: JobCall; provider: Provider } | undefined;

  const send = (call: JobCall, frame: AudioFrame): void =>
    bus.sendAudio({ instance: call.instance, job: call.job }, frame);

  async function serveOnce(provider: Provider): Promise<void> {
    const call = await attachment.start(provider);
    const stop = (): void => call.cancel("over");
    signal.addEventListener("abort", stop, { once: true });
    try {
      live = { call, provider };
      for (const frame of frames) send(call, frame);
      attachment.caughtUp?.(call);
      if (signal.aborted) stop();
      for await (const heard of call.heard) attachment.hear?.(heard);
      await call.done;
    } finally {
      live = undefined;
      signal.removeEventListener("abort", stop);
    }
  }

  async function run(): Promise<void> {
    const tried = new Set<string>();
    while (!signal.aborted) {
      const provider = await directory.wait({ ...wanted, not: tried }, comebackMs, signal);
      if (signal.aborted) return;
      if (!provider) throw nobody(wanted);
      tried.add(provider.instance);
      const failed = await serveOnce(provider).then(
        () => undefined,
        (error) => asFault(error),
      );
      if (signal.aborted || failed?.code === "CANCELLED") return;
      directory.report(provider, failed === undefined);
      if (!failed) return;
      log.warn("A provider failed in the middle of a turn.", {
        instance: provider.instance,
        code: failed.code,
      });
    }
  }

  const over = run();
  over.catch(() => {});
  return {
    over,
    live: () => live?.call,
    provider: () => live?.provider,
    feed(frame) {
      frames.push(frame);
      if (live) send(live.call, frame);
    },
  };
}

export function nobody({ capability, language }: Wanted): FaultType {
  const tongue = language === undefined ? "" : ` for ${language}`;
  return new Fault("NO_PROVIDER", `No ${capability} provider${tongue} is ready.`, { retryable: true });
}
