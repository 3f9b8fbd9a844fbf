/** Finds who in this process hears a message, and keeps the retained states for those who come later. */
import { type Kind, topics, type Where } from "../../bus-schema/index.ts";
import type { AudioFilter, AudioFrame, AudioWhere, Log, Message } from "../contract/index.ts";
import { createDelivery } from "./delivery.ts";
import { fits, holesOf, topicOf } from "./topics.ts";

export type Holes = Readonly<Record<string, string | undefined>>;

export interface Listener {
  readonly kind: Kind;
  readonly where: Holes;
  readonly hear: (message: Message) => void | Promise<void>;
  readonly gone?: ((where: Holes) => void) | undefined;
}
export type HearAudio = (frame: AudioFrame, where: AudioWhere) => void;

export interface Router {
  /** Hands a checked message to those who hear it; a state also replaces what is kept. */
  deliver(message: Message): void;
  /** A retained state was taken back. */
  forget(kind: Kind, where: Holes): void;
  /** No longer keeps these states, without telling anybody: nothing would keep them up to date. */
  discard(kind: Kind, outdated: (where: Holes) => boolean): void;
  deliverAudio(where: AudioWhere, frame: AudioFrame): void;
  add(listener: Listener): () => void;
  addAudio(filter: AudioFilter, hear: HearAudio): () => void;
  /** The retained states, by topic under the default root. */
  readonly states: ReadonlyMap<string, Message>;
  readonly failures: number;
}

interface Ear extends Listener {
  open: boolean;
  /** States: the id last heard on each topic, so that a replay is heard once. */
  readonly heard: Map<string, string>;
}

export const covers = (filter: Holes, where: Holes): boolean =>
  Object.entries(filter).every(([hole, value]) => value === undefined || where[hole] === value);

/** Adds to a set in a map of sets; what comes back takes it out again, and the set with it when it was the last. */
function enter<T>(map: Map<string, Set<T>>, key: string, item: T): () => void {
  const set = map.get(key) ?? new Set<T>();
  map.set(key, set.add(item));
  return () => {
    set.delete(item);
    if (set.size === 0 && map.get(key) === set) map.delete(key);
  };
}

export function createRouter(log: Log | undefined): Router {
  const delivery = createDelivery(log);
  const states = new Map<string, Message>();
  /** Listeners with every hole given, by topic; all others by kind. */
  const exact = new Map<string, Set<Ear>>();
  const open = new Map<string, Set<Ear>>();
  const audio = createAudioEars(delivery.push);

  const tell = (ear: Ear, topic: string, message: Message): void => {
    delivery.push(message.kind, () => {
      if (!ear.open || ear.heard.get(topic) === message.id) return;
      if (topics[message.kind].retain) ear.heard.set(topic, message.id);
      return ear.hear(message);
    });
  };
  const each = (kind: Kind, where: Holes, topic: string, call: (ear: Ear) => void): void => {
    for (const ear of exact.get(topic) ?? []) call(ear);
    for (const ear of open.get(kind) ?? []) if (covers(ear.where, where)) call(ear);
  };
  const topicFor = (kind: Kind, where: Holes): string => topicOf(kind, where as Where<Kind>);

  return {
    deliver(message) {
      const topic = topicFor(message.kind, message.where);
      if (topics[message.kind].retain) states.set(topic, message);
      each(message.kind, message.where, topic, (ear) => tell(ear, topic, message));
    },
    forget(kind, where) {
      const topic = topicFor(kind, where);
      if (!states.delete(topic)) return;
      each(kind, where, topic, (ear) =>
        delivery.push(kind, () => {
          if (ear.open && ear.heard.delete(topic)) ear.gone?.(where);
        }),
      );
    },
    discard(kind, outdated) {
      for (const [topic, state] of states) {
        if (state.kind === kind && outdated(state.where)) states.delete(topic);
      }
    },
    deliverAudio: audio.deliver,
    addAudio: audio.add,
    add(listener) {
      const ear: Ear = { ...listener, open: true, heard: new Map() };
      const whole = holesOf(listener.kind).every((hole) => fits(hole, listener.where[hole]));
      const leave = whole
        ? enter(exact, topicFor(listener.kind, listener.where), ear)
        : enter(open, listener.kind, ear);
      if (topics[listener.kind].retain) {
        for (const [topic, state] of states) {
          if (state.kind === listener.kind && covers(listener.where, state.where)) tell(ear, topic, state);
        }
      }
      return () => {
        ear.open = false;
        leave();
      };
    },
    states,
    get failures() {
      return delivery.failures;
    },
  };
}

interface AudioEar {
  open: boolean;
  readonly hear: HearAudio;
}

const audioKeys = (where: AudioWhere): readonly string[] =>
  "site" in where
    ? [`${where.site}/${where.direction}`, `+/${where.direction}`]
    : [`@${where.instance}/${where.job}`, `@${where.instance}/+`];

const audioKey = (filter: AudioFilter): string =>
  "direction" in filter
    ? `${filter.site ?? "+"}/${filter.direction}`
    : `@${filter.instance}/${filter.job ?? "+"}`;

function createAudioEars(push: (what: string, call: () => unknown) => void): {
  deliver: Router["deliverAudio"];
  add: Router["addAudio"];
} {
  const ears = new Map<string, Set<AudioEar>>();
  return {
    deliver(where, frame) {
      for (const key of audioKeys(where)) {
        for (const ear of ears.get(key) ?? []) {
          push("audio", () => {
            if (ear.open) ear.hear(frame, where);
          });
        }
      }
    },
    add(filter, hear) {
      const ear: AudioEar = { open: true, hear };
      const leave = enter(ears, audioKey(filter), ear);
      return () => {
        ear.open = false;
        leave();
      };
    },
  };
}
