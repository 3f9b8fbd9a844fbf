/** Writes down what the house says in one room, turn by turn, for those who asked and wait for the answer. */
import { type AudioFrame, type Bus, Fault, type Message, type Messages } from "../contract/index.ts";

export interface TurnRecord {
  readonly turn: string;
  reason?: Messages["turn/started"]["reason"];
  /** What it is answered in. */
  language?: string;
  transcript?: string;
  /** What was done, in order: several where several commands were said. */
  readonly intents: Messages["intent/matched"][];
  missed?: Messages["intent/missed"];
  speechEnded?: boolean;
  readonly clauses: string[];
  /** The whole answer, when it is over. */
  text?: string;
  /** The answer, or the rest of it, could not be spoken. */
  unspoken?: boolean;
  readonly streams: Set<number>;
  readonly frames: AudioFrame[];
  /** The question that waits for an answer, while it does. */
  asked?: Messages["turn/asked"] | undefined;
  finished?: Messages["turn/finished"];
}

export interface RoomRecord extends AsyncDisposable {
  readonly turns: ReadonlyMap<string, TurnRecord>;
  readonly wakes: readonly Messages["wake/heard"][];
  readonly yielded: readonly Messages["wake/yielded"][];
  /** What `look` finds, as soon as it finds something; rejects with what `late` makes after `timeout` ms, or CANCELLED. */
  until<T>(look: () => T | undefined, facts: Waiting): Promise<T>;
}

export interface Waiting {
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
  late(): Fault;
}

/** Begins to write down; resolves when nothing more can be missed. */
export async function openRecord(bus: Bus, site: string): Promise<RoomRecord> {
  const turns = new Map<string, TurnRecord>();
  const wakes: Messages["wake/heard"][] = [];
  const yielded: Messages["wake/yielded"][] = [];
  const waiting = new Set<() => void>();
  const changed = (): void => {
    for (const look of [...waiting]) look();
  };
  const edit = ({ turn }: Message, change: (record: TurnRecord) => void): void => {
    if (turn === undefined) return;
    const record = turns.get(turn) ?? { turn, intents: [], clauses: [], streams: new Set(), frames: [] };
    turns.set(turn, record);
    change(record);
    changed();
  };
  const hearFrame = (frame: AudioFrame): void => {
    for (const record of turns.values()) {
      if (record.streams.has(frame.stream)) record.frames.push(frame);
    }
  };
  await using parts = new AsyncDisposableStack();
  parts.use(await bus.onAudio({ site, direction: "out" }, hearFrame));
  for (const ear of await followTurns(bus, site, edit)) parts.use(ear);
  const keep = <T>(list: T[], body: T): void => {
    list.push(body);
    changed();
  };
  parts.use(await bus.on("wake/heard", { site }, ({ body }) => keep(wakes, body)));
  parts.use(await bus.on("wake/yielded", { site }, ({ body }) => keep(yielded, body)));
  const kept = parts.move();

  async function until<T>(look: () => T | undefined, { timeout, signal, late }: Waiting): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const lookAgain = (): void => {
      const found = look();
      if (found !== undefined) resolve(found);
    };
    const cancel = (): void => reject(new Fault("CANCELLED", "The question was given up."));
    const timer = setTimeout(() => reject(late()), timeout);
    waiting.add(lookAgain);
    signal?.addEventListener("abort", cancel);
    if (signal?.aborted) cancel();
    lookAgain();
    return await promise.finally(() => {
      clearTimeout(timer);
      waiting.delete(lookAgain);
      signal?.removeEventListener("abort", cancel);
    });
  }
  return { turns, wakes, yielded, until, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

type Edit = (message: Message, change: (record: TurnRecord) => void) => void;

async function followTurns(bus: Bus, site: string, edit: Edit): Promise<AsyncDisposable[]> {
  const where = { site };
  return [
    await bus.on("turn/started", where, (m) =>
      edit(m, (t) => {
        t.reason = m.body.reason;
        t.language ??= m.body.language;
      }),
    ),
    await bus.on("speech/ended", where, (m) => edit(m, (t) => (t.speechEnded = true))),
    await bus.on("transcript/final", where, (m) => edit(m, (t) => (t.transcript = m.body.text))),
    await bus.on("intent/matched", where, (m) => edit(m, (t) => t.intents.push(m.body))),
    await bus.on("intent/missed", where, (m) => edit(m, (t) => (t.missed = m.body))),
    await bus.on("reply/say", where, (m) => edit(m, (t) => Object.assign(t, languageIn(m)))),
    await bus.on("reply/started", where, (m) => edit(m, (t) => t.streams.add(m.body.stream))),
    await bus.on("reply/clause", where, (m) => edit(m, (t) => t.clauses.push(m.body.text.trim()))),
    await bus.on("reply/finished", where, (m) =>
      edit(m, (t) => {
        t.text = t.text === undefined ? m.body.text : `${t.text} ${m.body.text}`;
        t.unspoken ||= m.body.cut === "fault";
      }),
    ),
    await bus.on("turn/asked", where, (m) => edit(m, (t) => (t.asked = m.body))),
    await bus.on("turn/finished", where, (m) => edit(m, (t) => (t.finished = m.body))),
  ];
}

const languageIn = ({ body: { language } }: Message<"reply/say">) =>
  language === undefined ? {} : { language };
