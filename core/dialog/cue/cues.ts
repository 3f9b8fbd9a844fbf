/** Plays a turn's cues in its room: the ear is open, the turn was taken, thinking takes longer than people wait in silence. */
import { randomInt } from "node:crypto";
import { pcmFrame } from "../../audio/frame.ts";
import { asFault, speechFormat } from "../../contract/index.ts";
import type { Dialogue } from "../house.ts";
import type { TurnRequest } from "../request.ts";
import { type CueKind, cueTone } from "./tones.ts";

/** Nobody has said anything for so long after the ear opened: whoever speaks at once needs no cue, ms. */
const openAfterMs = 400;
/** As long as a pause in a conversation may last, ms. */
const thinkingAfterMs = 1500;
const frameMs = 80;

export interface Cues extends AsyncDisposable {
  /** The ear opens. */
  open(): Promise<void>;
  /** The turn was taken; `voiced`: somebody spoke in it. */
  taken(voiced: boolean): Promise<void>;
  /** The answer sounds. */
  answered(): void;
}

type Facts = Pick<Dialogue, "bus" | "log" | "settings">;

type Asked = Pick<TurnRequest, "site" | "turn" | "aloud" | "signal">;

export function createCues(facts: Facts, asked: Asked): Cues {
  const { bus } = facts;
  const { site, turn } = asked;
  let timer: NodeJS.Timeout | undefined;
  let ears: AsyncDisposable[] = [];
  let talking = false;
  const isWanted = (kind: CueKind): boolean => isOn(facts, asked, kind);
  const later = (kind: CueKind, ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!talking) void play(facts, asked, kind);
    }, ms);
  };
  async function quiet(): Promise<void> {
    clearTimeout(timer);
    talking = false;
    for (const ear of ears.splice(0)) await ear[Symbol.asyncDispose]();
  }

  return {
    async open() {
      if (!isWanted("open")) return;
      const hear = (now: boolean) => (message: { turn?: string }) => {
        if (message.turn === turn) talking = now;
      };
      ears = [
        await bus.on("speech/started", { site }, hear(true)),
        await bus.on("speech/paused", { site }, hear(false)),
      ];
      later("open", openAfterMs);
    },
    async taken(voiced) {
      await quiet();
      if (voiced && isWanted("done")) void play(facts, asked, "done");
      if (voiced && isWanted("thinking")) later("thinking", thinkingAfterMs);
    },
    answered: () => clearTimeout(timer),
    [Symbol.asyncDispose]: quiet,
  };
}

const isOn = ({ settings }: Facts, { aloud }: Asked, kind: CueKind): boolean =>
  aloud && settings().cue?.[kind] === "tone";

/** A cue that cannot be played is no reason to end a turn. */
const play = ({ bus, log }: Facts, asked: Asked, kind: CueKind): Promise<void> =>
  send(bus, asked, kind).catch((error) =>
    log.warn("Could not play a cue.", { site: asked.site, code: asFault(error).code }),
  );

async function send(bus: Facts["bus"], { site, turn, signal }: Asked, kind: CueKind): Promise<void> {
  if (signal.aborted) return;
  const stream = randomInt(2 ** 32);
  const { rate } = speechFormat;
  const samples = cueTone(kind);
  const size = (frameMs * rate) / 1000;
  const frames = Math.ceil(samples.length / size);
  const body = { stream, direction: "out" } as const;
  await bus.publish("audio/started", { site }, { ...body, format: speechFormat }, { turn });
  for (let sequence = 0; sequence < frames; sequence++) {
    const part = samples.slice(sequence * size, (sequence + 1) * size);
    bus.sendAudio({ site, direction: "out" }, pcmFrame(part, { rate, stream, sequence, at: Date.now() }));
  }
  await bus.publish("audio/stopped", { site }, { ...body, frames, lost: 0 }, { turn });
}
