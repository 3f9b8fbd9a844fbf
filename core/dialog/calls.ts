/** The caller's side of jobs: what a provider says of one job, until it is done, failed, cancelled or its provider is gone. */

import { newId } from "../bus/id.ts";
import type { AudioFrame, Bus, Kind, Message, Messages } from "../contract/index.ts";
import { Fault, faultOf } from "../contract/index.ts";
import { createQueue } from "../flow/queue.ts";
import type { Directory } from "./directory.ts";

type Start = "wake/watch" | "vad/watch" | "stt/start" | "tts/start" | "think/start" | "skill/run";
export type Heard =
  | Message<"stt/heard">
  | Message<"tts/spoken">
  | Message<"think/said">
  | Message<"think/called">
  | Message<"think/used">;

export interface JobCall extends AsyncDisposable {
  readonly job: string;
  /** Of the message that opened it: the cause of all that is said for it. */
  readonly asked: string;
  readonly instance: string;
  /** What the provider says; ends with the job, throws its fault. */
  readonly heard: AsyncIterable<Heard>;
  /** Resolves when the job is done, rejects with its fault. */
  readonly done: Promise<void>;
  /** Whether it may have had an effect already; told by skills only. */
  begun(): boolean;
  /** Whether what it did can be taken back; known once it is done. */
  undoable(): boolean;
  /** Says something more to the provider. */
  tell<K extends Kind>(kind: K, body: Messages[K]): Promise<string>;
  /** Ends it with CANCELLED, or with the fault that is named; harmless when it is over. */
  cancel(why: string | Fault): void;
}

export interface Calls extends AsyncDisposable {
  start<K extends Start>(
    kind: K,
    instance: string,
    body: Omit<Messages[K], "job">,
    context: CallContext,
  ): Promise<JobCall>;
}

export interface CallContext {
  readonly turn?: string;
  readonly cause?: string;
  /** Hears the audio that the provider sends back, until the call is disposed. */
  readonly hearAudio?: (frame: AudioFrame) => void;
}

interface Open {
  readonly instance: string;
  begin(): void;
  leaveUndo(): void;
  hear(message: Heard): void;
  end(fault?: Fault): void;
}

/** More than any model says before it is heard: none of its words may be lost. */
const wordsWaiting = 8192;

export async function openCalls(bus: Bus, directory: Directory): Promise<Calls> {
  const open = new Map<string, Open>();
  const listeners = new Map<string, (frame: AudioFrame) => void>();
  const where = { instance: bus.instance };
  const pass = (message: Heard): void => open.get(message.body.job)?.hear(message);
  const ears = [
    await bus.onAudio(where, (frame, to) => {
      if ("job" in to) listeners.get(to.job)?.(frame);
    }),
    await bus.on("stt/heard", where, pass),
    await bus.on("tts/spoken", where, pass),
    await bus.on("think/said", where, pass),
    await bus.on("think/called", where, pass),
    await bus.on("think/used", where, pass),
    await bus.on("job/begun", where, ({ body }) => open.get(body.job)?.begin()),
    await bus.on("job/done", where, ({ body }) => {
      const call = open.get(body.job);
      if (body.undo) call?.leaveUndo();
      call?.end();
    }),
    await bus.on("job/failed", where, ({ body }) => open.get(body.job)?.end(faultOf(body.problem))),
  ];
  const watch = directory.onChange((gone) => {
    if (gone === undefined) return;
    for (const call of [...open.values()]) if (call.instance === gone) call.end(goneFault(gone));
  });

  async function start<K extends Start>(
    kind: K,
    instance: string,
    body: Omit<Messages[K], "job">,
    { hearAudio, ...context }: CallContext,
  ): Promise<JobCall> {
    const job = newId();
    const queue = createQueue<Heard>(wordsWaiting);
    const { promise: done, resolve, reject } = Promise.withResolvers<void>();
    done.catch(() => {});
    if (hearAudio) listeners.set(job, hearAudio);
    let begun = false;
    let undoable = false;
    open.set(job, {
      instance,
      begin() {
        begun = true;
      },
      leaveUndo() {
        undoable = true;
      },
      hear: (message) => void queue.push(message),
      end(fault) {
        open.delete(job);
        queue.close(fault);
        if (fault) reject(fault);
        else resolve();
      },
    });
    const tell = <M extends Kind>(more: M, said: Messages[M]): Promise<string> =>
      bus.publish(more, { instance } as never, said, { ...context, replyTo: bus.instance });
    const cancel = (why: string | Fault): void => {
      const call = open.get(job);
      if (!call) return;
      const fault = typeof why === "string" ? new Fault("CANCELLED", why) : why;
      call.end(fault);
      tell("job/cancel", { job, reason: fault.message }).catch(() => {});
    };
    let asked = "";
    if (!directory.has(instance)) open.get(job)?.end(goneFault(instance));
    else
      asked = await tell(kind, { ...body, job } as Messages[K]).catch((error) => {
        open.delete(job);
        listeners.delete(job);
        throw error;
      });
    return {
      job,
      asked,
      instance,
      heard: queue,
      done,
      begun: () => begun,
      undoable: () => undoable,
      tell,
      cancel,
      async [Symbol.asyncDispose]() {
        listeners.delete(job);
        cancel("over");
      },
    };
  }

  return {
    start,
    async [Symbol.asyncDispose]() {
      watch[Symbol.dispose]();
      for (const call of [...open.values()]) call.end(new Fault("CANCELLED", "The dialog ends."));
      for (const ear of ears) await ear[Symbol.asyncDispose]();
    },
  };
}

const goneFault = (instance: string): Fault =>
  new Fault("PROVIDER_GONE", `${instance} is gone.`, { retryable: true });
