/** A dialog on a real bus with small providers whose answers a test decides; their messages, jobs and audio are the real ones. */
import { startBroker } from "../../../core/bus/broker.ts";
import type {
  Bus,
  Kind,
  Message,
  Persona,
  Skill,
  SpeechToText,
  TextToSpeech,
  VoiceActivity,
  WakeDetector,
} from "../../../core/contract/index.ts";
import { defineSkill, Fault, samplesOf, slot } from "../../../core/contract/index.ts";
import { type Dialog, openDialog } from "../../../core/dialog/dialog.ts";
import type { DialogSettings } from "../../../core/dialog/house.ts";
import { serve } from "../../../core/host/serve/index.ts";
import { serveSkill } from "../../../core/host/serve/skill.ts";
import type { WordsByLanguage } from "../../../core/host/serve/skill-check.ts";
import { type HubStore, openStore } from "../../../core/store/index.ts";
import { personaWith } from "../../kit/persona.ts";
import { peopleOf, type StagePersonas } from "./stage-people.ts";
import { openRoom } from "./stage-room.ts";

export const silentLog = { debug() {}, info() {}, warn() {}, error() {}, private() {} };
const loud = (samples: Int16Array): boolean => samples.some((value) => Math.abs(value) > 1000);

/** Speech is what is loud; pauses are judged by capture time. */
export const loudness: VoiceActivity = {
  async *watch(frames, { pauses }) {
    let last: number | undefined;
    let told = 0;
    for await (const frame of frames) {
      if (loud(samplesOf(frame))) {
        if (last === undefined || told > 0) yield { type: "started", at: frame.at };
        last = frame.at + 80;
        told = 0;
      } else if (last !== undefined) {
        for (; told < pauses.length && frame.at + 80 - last >= (pauses[told] ?? 0); told++) {
          yield { type: "paused", at: last, silence: pauses[told] ?? 0 };
        }
      }
    }
  },
};

/** Hears `words` in anything loud. */
export const hears = (words: string): SpeechToText => ({
  streaming: false,
  languages: ["en"],
  async *transcribe(audio) {
    let voiced = false;
    for await (const item of audio) {
      if (item === "flush") yield { text: voiced ? words : "", final: false };
      else voiced ||= loud(samplesOf(item));
    }
    yield { text: voiced ? words : "", final: true };
  },
});

/** What a provider's answer is when it fails before it said anything. */
export const failing = (): AsyncIterable<never> => ({
  [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Fault("JOB_FAILED", "It broke.")) }),
});
export const breaks: SpeechToText = { streaming: false, languages: ["en"], transcribe: failing };

/** A second of sound for each item. */
export const tone: TextToSpeech = {
  languages: ["en", "de"],
  voices: [{ name: "tone", language: "en" }],
  async *speak(text) {
    for await (const words of text)
      yield { samples: new Int16Array(16_000).fill(2000), rate: 16_000, text: words };
  },
};

export const wakes = (word: string): WakeDetector => ({
  words: [word],
  async *watch(frames, { signal }) {
    for await (const frame of frames) {
      if (signal.aborted) return;
      if (loud(samplesOf(frame))) {
        yield { word, score: 0.9, level: -20, noise: -50, heardAt: frame.at + 80, model: "loud" };
        return;
      }
    }
  },
});

const lampSkill = defineSkill({
  name: "lamp",
  about: "Switches the lamp.",
  deadline: 400,
  intents: {
    on: {
      about: "Turn it on.",
      slots: { level: slot.number().maybe() },
      run: ({ say }) => say("on"),
    },
    hang: {
      about: "Never ends.",
      slots: {},
      run: ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    },
  },
  alarm: ({ say }) => say("ring"),
});
const lampWords = {
  en: {
    hear: { on: ["turn on the lamp [to {level}]"], hang: ["wait for ever"] },
    say: { on: ["The lamp is on."], ring: ["Wake up."] },
  },
};

export interface Stage extends AsyncDisposable {
  readonly bus: Bus;
  readonly dialog: Dialog;
  /** Everything that was said, in order. */
  readonly said: Message[];
  /** Resolves with the next message of a kind that fits; those already said count. */
  next<K extends Kind>(kind: K, fits?: (message: Message<K>) => boolean): Promise<Message<K>>;
  /** Resolves with the n-th message of a kind, from 1. */
  nth<K extends Kind>(kind: K, count: number): Promise<Message<K>>;
  offer<C extends "wake" | "vad" | "stt" | "tts" | "intent" | "think" | "tool">(
    capability: C,
    plugin: string,
    made: Parameters<typeof serve<C>>[1],
  ): Promise<{ gone(): Promise<void> }>;
  /** A room with a loudspeaker; `speak` sends so many frames, loud or not. */
  room(
    site: string,
    passing?: boolean,
  ): Promise<{
    readonly stream: number;
    speak(frames: number, loud: boolean): Promise<void>;
    /** Resolves when the house's voice activity hears this room: before that, what is said may be lost. */
    open(): Promise<void>;
    /** Its satellite says good-bye. */
    leave(): Promise<void>;
    readonly flushes: () => number;
  }>;
}

const watched: readonly Kind[] = [
  "turn/started",
  "turn/asked",
  "turn/finished",
  "turn/recent",
  "transcript/partial",
  "transcript/final",
  "intent/matched",
  "intent/missed",
  "skill/finished",
  "announce/finished",
  "audio/started",
  "reply/started",
  "reply/clause",
  "reply/finished",
  "speech/ended",
  "wake/heard",
  "wake/yielded",
  "wake/refused",
  "fault",
  "session/state",
];

interface StageOptions {
  readonly endpointing?: "sentences" | "silence";
  readonly noSpeech?: number;
  /** ms for which the ear stays open after an answer. */
  readonly followUp?: number;
  readonly prefer?: string[];
  readonly actions?: "words" | "tone";
  readonly persona?: Partial<Persona>;
  readonly bargeIn?: "auto" | "off";
  /** When talk is summed up. */
  readonly summaries?: { readonly idle: number };
  /** Instead of one that answers everywhere. */
  readonly personas?: StagePersonas;
  /** What holds for single rooms; its hours are UTC. */
  readonly rooms?: NonNullable<DialogSettings["rooms"]>;
  readonly skills?: readonly { readonly skill: Skill; readonly words: WordsByLanguage }[];
  /** What an earlier stage has kept; absent: nothing. */
  readonly store?: HubStore;
  /** Days for which turns are kept; default: 7. */
  readonly keep?: number;
  /** The folder in which what is heard is kept; absent: it is not. */
  readonly audio?: string;
}

export async function openStage(settings: StageOptions = {}): Promise<Stage> {
  const stack = new AsyncDisposableStack();
  const broker = stack.use(await startBroker({ host: "127.0.0.1", port: 0, authenticate: () => undefined }));
  const bus = broker.bus("hub/core");
  const store = settings.store ?? stack.use(await openStore({ memory: true }));
  const said: Message[] = [];
  const waiting = new Set<() => void>();
  const heard = { frames: 0 };
  for (const kind of watched) {
    stack.use(
      await bus.on(kind, {}, (message) => {
        said.push(message as Message);
        for (const look of waiting) look();
      }),
    );
  }
  const factsOf = (plugin: string) => ({
    bus,
    plugin,
    version: "0",
    client: "core",
    log: silentLog,
    generation: Math.random().toString(36).slice(2, 6),
    store: store.scope(plugin),
    timeZone: "UTC",
  });
  const usual = personaWith({
    stt: linksTo(settings.prefer),
    tts: linksTo(settings.prefer),
    actions: settings.actions ?? "words",
    ...settings.persona,
  });
  const { see, ...people } = await peopleOf(settings.personas, { bus, store, stack, usual });
  const dialog = stack.use(
    await openDialog({
      bus,
      log: silentLog,
      settings: () => ({
        silence: 400,
        endpointing: settings.endpointing ?? "sentences",
        maxUtterance: 5000,
        noSpeech: settings.noSpeech ?? 2000,
        followUp: settings.followUp ?? 0,
        skillDeadline: 1000,
        bargeIn: settings.bargeIn ?? "auto",
        rooms: settings.rooms ?? {},
      }),
      ...people,
      language: "en",
      timeZone: "UTC",
      store: store.scope("dialog"),
      summaries: settings.summaries ?? {},
      history: {
        turns: store.turns,
        notes: store.notes,
        settings: () => ({ keep: settings.keep ?? 7, turns: 100, audio: settings.audio !== undefined }),
        folder: settings.audio ?? "",
      },
    }),
  );
  see(dialog);
  stack.use(await serveSkill(lampSkill, lampWords, factsOf("lamp")));
  for (const { skill, words } of settings.skills ?? [])
    stack.use(await serveSkill(skill, words, factsOf(skill.name)));

  return {
    bus,
    dialog,
    said,
    next<K extends Kind>(kind: K, fits: (message: Message<K>) => boolean = () => true) {
      return new Promise<Message<K>>((resolve) => {
        const look = (): void => {
          const same = said.filter((message) => message.kind === kind) as unknown as Message<K>[];
          const found = same.find(fits);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      });
    },
    nth<K extends Kind>(this: Stage, kind: K, count: number) {
      const isIt = (message: Message<K>): boolean =>
        said.filter((one) => one.kind === kind).indexOf(message as unknown as Message) === count - 1;
      return this.next(kind, isIt);
    },
    async offer(capability, plugin, made) {
      const served = await serve(capability, made, factsOf(plugin));
      stack.use(served);
      if (capability === "vad")
        stack.use(await bus.onAudio({ instance: served.instance }, () => void heard.frames++));
      return { gone: async () => served[Symbol.asyncDispose]() };
    },
    room: (site, passing = false) => openRoom({ bus, stack, heard }, site, passing),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

const linksTo = (plugins: readonly string[] = []) => plugins.map((plugin) => ({ plugin }));
