/** A dialog reduced to its messages: it hears a sound end by its silence, and answers what its script says. */
import { randomInt } from "node:crypto";
import { pcmFrame } from "../../../core/audio/frame.ts";
import { dbfs } from "../../../core/audio/level.ts";
import { newId } from "../../../core/bus/id.ts";
import type { AudioFrame, Bus, Messages } from "../../../core/contract/index.ts";
import { samplesOf, speechFormat } from "../../../core/contract/index.ts";

export interface Butler {
  /** What it was sent in each room, frame by frame. */
  readonly heard: AudioFrame[];
}

export interface Script {
  readonly outcome?: Messages["turn/finished"]["outcome"];
  readonly problem?: Messages["turn/finished"]["problem"];
  /** No voice speaks the answer. */
  readonly mute?: boolean;
  /** It never ends the turn. */
  readonly hangs?: boolean;
  /** Says this instead of opening a turn when it is woken. */
  readonly yieldsTo?: string;
}

/** Above this the microphone hears something, dBFS. */
const sound = -40;

export async function startButler(bus: Bus, script: Script = {}): Promise<Butler> {
  const heard: AudioFrame[] = [];
  const open = new Map<string, { turn: string; stream: number; voiced: boolean; quiet: number }>();

  const begin = async (site: string, stream: number, reason: "remote" | "wake"): Promise<void> => {
    const turn = newId();
    open.set(site, { turn, stream, voiced: false, quiet: 0 });
    await bus.publish("turn/started", { site }, { reason, persona: "house", language: "en" }, { turn });
  };
  const listen = async (site: string, frame: AudioFrame): Promise<void> => {
    const state = open.get(site);
    if (!state || frame.stream !== state.stream) return;
    const loud = dbfs(samplesOf(frame)) > sound;
    state.voiced ||= loud;
    state.quiet = loud ? 0 : state.quiet + 80;
    if (!state.voiced || state.quiet < 480) return;
    open.delete(site);
    await bus.publish(
      "speech/ended",
      { site },
      { stream: state.stream, rule: "silence", silence: 480 },
      state,
    );
    await bus.publish(
      "transcript/final",
      { site },
      { text: "beep", language: "en", provider: "butler" },
      state,
    );
    await answer(bus, site, state.turn, script, true);
  };
  await bus.on("listen/start", {}, ({ where, body }) => begin(where.site, body.stream ?? 0, "remote"));
  await bus.on("wake/heard", {}, async ({ where: { site }, body }) => {
    if (!script.yieldsTo) return begin(site, body.stream, "wake");
    await bus.publish("wake/yielded", { site }, { to: script.yieldsTo, word: body.word });
  });
  await bus.onAudio({ direction: "in" }, (frame, where) => {
    heard.push(frame);
    if ("site" in where) void listen(where.site, frame);
  });
  await bus.answer("utterance/handle", {}, ({ where: { site }, body }) => {
    const turn = newId();
    void answer(bus, site, turn, script, body.speak !== false);
    return { turn };
  });
  return { heard };
}

async function answer(bus: Bus, site: string, turn: string, script: Script, aloud: boolean): Promise<void> {
  const { outcome = "done", problem, hangs, mute = false } = script;
  if (hangs) return;
  const about = { turn };
  const text = "It is ten. Good night.";
  const matched = {
    skill: "time",
    intent: "tell",
    slots: { zone: "here" },
    score: 1,
    by: "sentences",
  } as const;
  await bus.publish("intent/matched", { site }, matched, about);
  const stream = randomInt(2 ** 32);
  if (aloud && !mute) await speak(bus, site, turn, stream);
  const cut = mute ? ("fault" as const) : ("none" as const);
  const said = { text, heard: text, seconds: 0.24, cut, ...(aloud ? { stream } : {}) };
  await bus.publish("reply/finished", { site }, said, about);
  const timing = { endpoint: 480, stt: 500, match: 501, action: 505, firstSound: 600, other: 1 };
  await bus.publish("turn/finished", { site }, { outcome, timing, ...(problem ? { problem } : {}) }, about);
}

/** Three frames of an answer; resolves when the room says that they were played. */
async function speak(bus: Bus, site: string, turn: string, stream: number): Promise<void> {
  const played = Promise.withResolvers<void>();
  const ear = await bus.on("audio/played", { site }, ({ body }) => {
    if (body.stream === stream && body.ended) played.resolve();
  });
  const about = { turn };
  await bus.publish("reply/started", { site }, { stream, voice: "v", provider: "butler" }, about);
  await bus.publish("audio/started", { site }, { stream, direction: "out", format: speechFormat }, about);
  await bus.publish("reply/clause", { site }, { index: 0, text: "It is ten.", position: 0 }, about);
  for (let sequence = 0; sequence < 3; sequence++) {
    const samples = new Int16Array(1_280).fill(sequence + 1);
    const facts = { rate: 16_000, stream, sequence, at: Date.now() };
    bus.sendAudio({ site, direction: "out" }, pcmFrame(samples, facts));
  }
  await bus.publish("audio/stopped", { site }, { stream, direction: "out", frames: 3, lost: 0 }, about);
  await played.promise;
  await ear[Symbol.asyncDispose]();
}
