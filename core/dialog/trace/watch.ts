/** Reads from the bus what a turn's trace should show, so that whoever does it need not know that it is traced. */
import type { Bus, Kind, Message } from "../../contract/index.ts";
import type { TurnTrace } from "./trace.ts";

/** What is known of a room's clock: its capture times and so many ms are the hub's. */
type OffsetOf = (site: string) => number | undefined;

export interface Watch extends AsyncDisposable {
  follow(trace: TurnTrace): Disposable;
}

interface Followed {
  readonly trace: TurnTrace;
  /** Its answer's stream, once there is one. */
  stream?: number;
  played?: true;
}

type Show<K extends Kind> = (followed: Followed, message: Message<K>) => void;

/** Rejects as `Bus.on` does. */
export async function openWatch(bus: Bus, offsetOf: OffsetOf): Promise<Watch> {
  const turns = new Map<string, Followed>();
  await using ears = new AsyncDisposableStack();
  const show = async <K extends Kind>(kind: K, mark: Show<K>): Promise<void> => {
    const hear = (message: Message<K>): void => {
      const followed = message.turn === undefined ? undefined : turns.get(message.turn);
      if (followed) mark(followed, message);
    };
    ears.use(await bus.on(kind, {}, hear));
  };
  const moment = <K extends Kind>(kind: K, stage: string, note?: (message: Message<K>) => string) =>
    show(kind, ({ trace }, message) => trace.mark(stage, trace.now(), undefined, note?.(message)));

  await show("speech/started", ({ trace }, { where, body }) => {
    trace.mark("speech", captured(trace, body.heardAt, offsetOf(where.site)));
  });
  await show("speech/paused", ({ trace }, { where, body: { heardAt, silence } }) => {
    trace.mark("pause", captured(trace, heardAt, offsetOf(where.site)), trace.now(), `${silence} ms`);
  });
  await moment("vad/watch", "vad asked", ({ where }) => where.instance);
  await moment("stt/start", "stt asked", ({ where }) => where.instance);
  await moment("stt/flush", "early decode asked");
  await moment("transcript/partial", "partial");
  await moment("intent/matched", "matched", ({ body }) => `${body.skill}/${body.intent} by ${body.by}`);
  await moment("intent/missed", "missed", ({ body }) => body.reason);
  await moment("device/command", "device command", ({ body }) => body.action);
  await moment("tts/start", "voice asked", ({ where }) => where.instance);
  await show("reply/started", (followed, { body }) => {
    followed.stream = body.stream;
  });
  ears.use(
    await bus.on("audio/played", {}, ({ body: { stream, position } }) => {
      const followed = position > 0 && [...turns.values()].find((one) => one.stream === stream);
      if (!followed || followed.played) return;
      followed.played = true;
      const now = followed.trace.now();
      followed.trace.mark(
        "first sound played",
        now - position,
        now,
        `heard of after ${Math.round(position)} ms`,
      );
    }),
  );
  const open = ears.move();

  return {
    follow(trace) {
      turns.set(trace.turn, { trace });
      return { [Symbol.dispose]: () => void turns.delete(trace.turn) };
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

/** A clock that nobody has compared with the hub's, and that is so far from it, ms, tells nothing. */
const strangeMs = 10_000;

/** Clocks that are not quite in step must not put a sound into the future. */
function captured(trace: TurnTrace, at: number, offset: number | undefined): number {
  const now = trace.now();
  if (offset === undefined && Math.abs(now - at) > strangeMs) return now;
  return Math.min(now, at + (offset ?? 0));
}
