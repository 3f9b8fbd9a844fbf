/** Hears everything in the house of a test, and keeps what was said and sent in each turn, and how its job ended. */
import type { Bus, Kind, Message, Messages } from "hearsay";
import { topics } from "../../bus-schema/index.ts";

/** How a job ended. */
export interface Over {
  readonly outcome: "done" | "failed" | "cancelled";
  readonly problem?: Messages["job/failed"]["problem"];
  /** What it did can be taken back. */
  readonly undo?: boolean;
}

/** What was said in the room, questions too, and everything else that was sent, in order. */
export interface Kept {
  readonly said: readonly string[];
  readonly sent: readonly { readonly kind: Kind; readonly where: object; readonly body: object }[];
}

export interface TurnLog {
  /** Resolves when the job is over. */
  wait(job: string): Promise<Over>;
  of(turn: string): Kept;
  alarms(): readonly number[];
}

/** Hears everything that is said in the house and keeps what belongs to a turn. */
export async function watchTurns(bus: Bus, site: string): Promise<TurnLog> {
  const turns = new Map<string, Message[]>();
  const waiting = new Map<string, (over: Over) => void>();
  const alarms = new Map<string, number>();
  const keep = (message: Message): void => {
    if (message.turn) turns.set(message.turn, [...(turns.get(message.turn) ?? []), message]);
  };
  const where = { instance: bus.instance };
  await bus.on("job/done", where, ({ body: { job, undo } }) =>
    waiting.get(job)?.({ outcome: "done", ...(undo ? { undo } : {}) }),
  );
  await bus.on("job/failed", where, ({ body: { job, problem } }) => {
    waiting.get(job)?.({ outcome: problem.code === "CANCELLED" ? "cancelled" : "failed", problem });
  });
  await bus.on(
    "alarm/changed",
    {},
    (message) => void alarms.set(message.where.alarm, message.body.at),
    ({ alarm }) => void alarms.delete(alarm),
  );
  for (const [kind, { topic }] of Object.entries(topics)) {
    if (!topic.includes("{instance}") && !topic.includes("{direction}")) await bus.on(kind as Kind, {}, keep);
  }
  return {
    wait: (job) => new Promise((resolve) => waiting.set(job, resolve)),
    alarms: () => [...alarms.values()],
    of(turn) {
      const all = turns.get(turn) ?? [];
      const isHere = ({ kind, where }: Message): boolean =>
        (kind === "reply/say" || kind === "question/ask") && (where as { site: string }).site === site;
      const said = all.filter(isHere).map(({ body }) => (body as { text: string }).text);
      const sent = all.filter((one) => !isHere(one) && one.kind !== "skill/finished");
      return { said, sent: sent.map(({ kind, where, body }) => ({ kind, where, body })) };
    },
  };
}
