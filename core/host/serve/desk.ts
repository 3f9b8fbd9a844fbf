/** The jobs of one provider on the bus: limit, cancellation, failure, draining and its retained provider/state. */
import { createHash } from "node:crypto";
import type { Bus, Capability, Log, Message, Traits, Voice } from "../../contract/index.ts";
import { asFault, Fault, problemOf } from "../../contract/index.ts";

export interface ServeFacts {
  readonly bus: Bus;
  readonly plugin: string;
  readonly version: string;
  /** Name of the bus connection whose last will ends these providers. */
  readonly client: string;
  readonly log: Log;
  /** New with every load of the plugin; makes the instance's name unique. */
  readonly generation: string;
  /** Another one as soon as its settings or models are others: what a voice says may sound different then. */
  readonly sound?: string;
}

export interface Served extends AsyncDisposable {
  readonly instance: string;
  readonly capability: Capability;
  /** Takes another object in the place of the one that it serves; absent: it cannot. Jobs under way end as they began. */
  renew?(made: unknown): Promise<void>;
  /** Jobs under way. */
  active(): number;
  /** Takes nothing new; resolves when all jobs ended, at the latest after `limitMs`. */
  drain(limitMs: number): Promise<void>;
}

export interface Job {
  readonly id: string;
  readonly signal: AbortSignal;
  readonly replyTo: string;
  readonly turn: string | undefined;
  readonly cause: string;
}

type Started = "wake/watch" | "vad/watch" | "stt/start" | "tts/start" | "think/start" | "skill/run";
/** An object that it resolves with is a part of job/done. */
type Work = (job: Job) => Promise<unknown>;

export interface Desk extends Served {
  /** Runs a job that a message opened; says job/done or job/failed to whoever asked. */
  open(message: Message<Started>, work: Work): void;
  /** The same for a question, whose answer tells how it went. Rejects with PROVIDER_BUSY, or what the work rejects with. */
  answer<T>(
    message: Message<"intent/guess" | "tool/run">,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T>;
  /** Disposed with the desk, last first. */
  own(thing: AsyncDisposable): void;
  /** Says the provider's state: call it once all its ears are open. */
  announce(): Promise<void>;
}

export interface DeskOptions {
  readonly capability: Capability;
  readonly made: Traits;
  readonly facts: ServeFacts;
  readonly voices?: readonly Voice[];
  /** What the voices sound like depends on this too. */
  readonly sound?: string | undefined;
  readonly words?: readonly string[];
}

/** A provider's name on the bus; unique to this load of the plugin. */
const instanceOf = (facts: ServeFacts, capability: Capability): string =>
  `${facts.plugin}.${capability}.${facts.generation}`;

interface Running {
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

export async function openDesk(options: DeskOptions): Promise<Desk> {
  const { capability, made, facts } = options;
  const { bus, log } = facts;
  const instance = instanceOf(facts, capability);
  const limit = made.limit ?? 8;
  const running = new Map<string, Running>();
  const owned: AsyncDisposable[] = [];
  let draining = false;
  let gone = false;

  async function announce(): Promise<void> {
    if (gone) return;
    await bus.publish(
      "provider/state",
      { instance },
      {
        ...describe(options),
        jobs: running.size,
        limit,
        ready: !draining && running.size < limit,
        draining,
        bootId: bus.bootId,
      },
    );
  }
  const announceLater = (): void => {
    announce().catch((error) => log.warn("Could not announce the provider's state.", { error }));
  };

  /** Why no job can begin now. */
  function busy(): Fault | undefined {
    if (!draining && running.size < limit) return undefined;
    const why = draining ? "is being replaced" : `already runs ${limit} jobs`;
    return new Fault("PROVIDER_BUSY", `${instance} ${why}.`, { retryable: true });
  }
  function keep(id: string, abort: AbortController, work: Promise<void>): void {
    const done = work.finally(() => {
      running.delete(id);
      announceLater();
    });
    running.set(id, { abort, done });
    announceLater();
  }

  function open(message: Message<Started>, work: Work): void {
    const { job: id } = message.body;
    const reply = message.replyTo ?? "";
    if (running.has(id)) return;
    const fault = busy();
    if (fault) {
      tell(bus, reply, id, fault, log);
      return;
    }
    const abort = new AbortController();
    const job = { id, signal: abort.signal, replyTo: reply, turn: message.turn, cause: message.id };
    keep(id, abort, runJob(bus, log, job, work));
  }

  async function answer<T>(
    { id }: Message<"intent/guess" | "tool/run">,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const fault = busy();
    if (fault) throw fault;
    const abort = new AbortController();
    const result = work(abort.signal);
    const settled = result.then(
      () => undefined,
      () => undefined,
    );
    keep(id, abort, settled);
    return await result;
  }

  owned.push(
    await bus.on("job/cancel", { instance }, ({ body }) => {
      running.get(body.job)?.abort.abort(new Fault("CANCELLED", body.reason));
    }),
  );

  let connected = 0;
  // Whoever asked took the connection's last will for the end of its jobs: they must not go on beside those of the retry.
  owned.push(
    await bus.on("client/state", { client: facts.client }, ({ body }) => {
      if (!body.online || body.bootId !== bus.bootId || ++connected === 1) return;
      const fault = new Fault("PROVIDER_GONE", `${instance} was off the bus for a while.`, {
        retryable: true,
      });
      for (const { abort } of running.values()) abort.abort(fault);
    }),
  );

  async function drain(limitMs: number): Promise<void> {
    draining = true;
    await announce();
    await settled(running, limitMs);
    for (const { abort } of running.values()) {
      abort.abort(new Fault("PROVIDER_GONE", `${instance} was replaced.`, { retryable: true }));
    }
    await settled(running, 2000);
  }

  async function dispose(): Promise<void> {
    if (gone) return;
    await drain(0);
    gone = true;
    for (const thing of owned.reverse()) await thing[Symbol.asyncDispose]();
    await bus.clear("provider/state", { instance });
  }

  return {
    instance,
    capability,
    active: () => running.size,
    open,
    answer,
    own: (thing) => void owned.push(thing),
    announce,
    drain,
    [Symbol.asyncDispose]: dispose,
  };
}

function describe({ capability, made, facts, voices, sound: own, words }: DeskOptions) {
  const sound = own === undefined ? facts.sound : nameOf([facts.sound, own]);
  return {
    capability,
    plugin: facts.plugin,
    client: facts.client,
    version: facts.version,
    languages: [...(made.languages ?? [])],
    ...(voices ? { voices: voices.map((voice) => ({ ...voice })) } : {}),
    ...(capability === "tts" && sound !== undefined ? { sound } : {}),
    ...(words ? { words: [...words] } : {}),
    traits: { ...made.traits },
    licence: made.licence ?? "",
  };
}

/** 16 hexadecimal digits that stand for all of it. */
const nameOf = (facts: unknown): string =>
  createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 16);

async function runJob(bus: Bus, log: Log, job: Job, work: Work): Promise<void> {
  const context = envelopeOf(job);
  try {
    const more = await work(job);
    if (job.signal.aborted) throw job.signal.reason;
    const over = { job: job.id, ...(typeof more === "object" ? more : {}) };
    if (job.replyTo) await bus.publish("job/done", { instance: job.replyTo }, over, context);
  } catch (error) {
    const fault = job.signal.aborted ? asFault(job.signal.reason, "JOB_FAILED") : failureOf(error);
    if (fault.code !== "CANCELLED") log.warn("A job failed.", { code: fault.code, message: fault.message });
    tell(bus, job.replyTo, job.id, fault, log, context);
  }
}

/** Only the caller cancels a job: a provider that was stopped by something of its own has failed. */
function failureOf(error: unknown): Fault {
  const fault = asFault(error, "JOB_FAILED");
  return fault.code === "CANCELLED" ? new Fault("JOB_FAILED", fault.message, { cause: error }) : fault;
}

/** The part of the envelope that ties a job's messages to the turn that asked for it. */
export function envelopeOf(job: Job): { cause: string; turn?: string } {
  return { cause: job.cause, ...(job.turn === undefined ? {} : { turn: job.turn }) };
}

function tell(bus: Bus, replyTo: string, job: string, fault: Fault, log: Log, context = {}): void {
  if (!replyTo) return;
  bus
    .publish("job/failed", { instance: replyTo }, { job, problem: problemOf(fault) }, context)
    .catch((error) => log.warn("Could not say that a job failed.", { error }));
}

async function settled(running: ReadonlyMap<string, Running>, limitMs: number): Promise<void> {
  if (running.size === 0 || limitMs === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([Promise.allSettled([...running.values()].map(({ done }) => done)), late]);
  clearTimeout(timer);
}
