/** Keeps a job fed with an utterance's frames: when its provider fails, the next one, or the same after its restart, gets all of them again. */
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import type { AudioFrame } from "../contract/index.ts";
import { asFault, durationOf } from "../contract/index.ts";
import type { Heard, JobCall } from "./calls.ts";
import type { Provider, Wanted } from "./directory.ts";
import { queueFor } from "./free.ts";
import type { Dialogue } from "./house.ts";
import { type EarAccount, earAccount } from "./router/ear-account.ts";
import { isMendable, retryWait } from "./router/limits.ts";

/** A crashed process is back within about two seconds; the turn waits that long for it. */
const comebackMs = 4000;
/** Frames given at once to a provider that takes over: a link drops what it is given faster than it can send. */
const burst = 64;

export interface Attached {
  /** One more frame of the utterance. */
  feed(frame: AudioFrame): void;
  /** Says something about the job to whoever has it now. */
  live(): JobCall | undefined;
  /** It was asked for words now; what it takes counts from here. */
  asked(): void;
  /** Whoever has it now has given something useful: a job that is ended before its time says nothing about its provider. */
  worked(): void;
  provider(): Provider | undefined;
  /** Resolves when the job is done; rejects when no provider is left, or all stay busy. */
  readonly over: Promise<void>;
}

export interface Attachment {
  readonly wanted: Omit<Wanted, "not" | "full">;
  readonly signal: AbortSignal;
  /** Rejects, or gives a call whose `done` does, when the provider cannot take it. */
  start(provider: Provider): Promise<JobCall>;
  /** Called when a provider has been given all frames so far. */
  caughtUp?(call: JobCall): void;
  hear?(heard: Heard): void;
}

export function attach(house: Dialogue, attachment: Attachment): Attached {
  const { bus, directory, log } = house;
  const { wanted, signal } = attachment;
  const frames: AudioFrame[] = [];
  let live: { call: JobCall; provider: Provider } | undefined;
  let account: EarAccount | undefined;

  const send = (call: JobCall, frame: AudioFrame): void =>
    bus.sendAudio({ instance: call.instance, job: call.job }, frame);

  async function serveOnce(provider: Provider): Promise<void> {
    const call = await attachment.start(provider);
    const stop = (): void => call.cancel("over");
    signal.addEventListener("abort", stop, { once: true });
    try {
      for (let next = 0; next < frames.length; next++) {
        const frame = frames[next];
        if (frame) send(call, frame);
        if (next % burst === burst - 1) await setImmediate();
      }
      live = { call, provider };
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
    const retried = new Set<string>();
    const queue = queueFor(directory, wanted, comebackMs, signal);
    while (!signal.aborted) {
      const provider = await queue.next(tried);
      if (!provider) return;
      account = earAccount(house, provider, retried.has(provider.instance));
      const failed = await serveOnce(provider).then(
        () => undefined,
        (error) => asFault(error),
      );
      const isOver = signal.aborted || failed?.code === "CANCELLED";
      const seconds = frames.reduce((sum, frame) => sum + durationOf(frame), 0) / 1000;
      account.end(isOver ? "cancelled" : failed, seconds);
      if (isOver || !failed) return;
      if (failed.code === "PROVIDER_BUSY") {
        queue.refused(provider);
        continue;
      }
      const others = directory.all({ ...wanted, not: new Set([...tried, provider.instance]) });
      if (isMendable(failed) && others.length === 0 && !retried.has(provider.instance)) {
        retried.add(provider.instance);
        await sleep(retryWait(), undefined, { signal }).catch(() => {});
        continue;
      }
      tried.add(provider.instance);
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
    asked: () => account?.asked(),
    worked() {
      account?.worked();
      if (live) directory.report(live.provider, true);
    },
    provider: () => live?.provider,
    feed(frame) {
      frames.push(frame);
      if (live) send(live.call, frame);
    },
  };
}
