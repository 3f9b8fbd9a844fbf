/** One scene through the real voice activity and recogniser, by capture times: the house's judge, or a fixed overlap. */
import type { AudioFrame, SpeechToText, VoiceActivity } from "hearsay";
import { createEcho } from "../../../core/audio/echo.ts";
import { featuresOf, likeOf } from "../../../core/audio/sound.ts";
import { createJudge, pauses, type Why } from "../../../core/dialog/barge/judge.ts";
import { saidOver } from "../../../core/dialog/barge/words.ts";
import { framesOf, join16 } from "../../kit/clips.ts";
import { frameMs, type Room, roomOf, type Scene, wayMs } from "./room.ts";

/** ms after the onset; undefined where it did not happen. */
export interface Outcome {
  readonly duck: number | undefined;
  readonly hold: number | undefined;
  readonly cut: number | undefined;
  readonly why: readonly Why[];
  readonly heard: string;
  /** Held, and let go on. */
  readonly resumed: number;
}

export interface Ears {
  readonly vad: VoiceActivity;
  readonly stt: SpeechToText;
  /** What a decode takes, ms; undefined: as long as it took here. */
  readonly decodeMs: number | undefined;
  /** Whether the house knows what to do for a text. */
  isKnown(text: string): boolean;
}

const onsetMs = 300;
const overlapMs = 500;
const likeMs = 300;

interface Side {
  started(at: number): void;
  paused(at: number, silence: number): void;
  /** A frame was heard and sent; whether the scene is over. */
  frame(heard: Int16Array, sent: Int16Array, from: number): Promise<boolean> | boolean;
}

async function run(vad: VoiceActivity, room: Room, side: Side, asked: readonly number[]): Promise<void> {
  const abort = new AbortController();
  async function* frames(): AsyncGenerator<AudioFrame> {
    for (let index = 0; index * frameMs < room.seconds * 1000; index++) {
      const { heard, sent } = room.frame(index);
      const [frame] = framesOf(heard, { at: index * frameMs, sequence: index });
      if (frame) yield frame;
      // Asked for the next one, the voice activity has told all of this one.
      if (await side.frame(heard, sent, index * frameMs)) return;
    }
  }
  for await (const event of vad.watch(frames(), { pauses: [...asked], signal: abort.signal })) {
    if (event.type === "started") side.started(event.at);
    else side.paused(event.at, event.silence);
  }
}

/** The usual rule: a voice that goes on for a fixed time over the answer cuts it. */
export async function peer(scene: Scene, { vad }: Ears): Promise<Outcome> {
  const room = roomOf(scene);
  let since: number | undefined;
  let cut: number | undefined;
  await run(
    vad,
    room,
    {
      started(at) {
        since ??= at;
      },
      paused() {
        since = undefined;
      },
      frame(_heard, _sent, from) {
        const now = from + frameMs;
        if (since === undefined || now - since < overlapMs) return false;
        cut = now + wayMs - scene.at - scene.onset;
        return true;
      },
    },
    [200],
  );
  return { duck: undefined, hold: undefined, cut, why: [], heard: "", resumed: 0 };
}

export async function ours(scene: Scene, ears: Ears): Promise<Outcome> {
  const room = roomOf(scene);
  const echo = createEcho();
  const after = (now: number): number => now + wayMs - scene.at - scene.onset;
  const found: { -readonly [K in keyof Outcome]: Outcome[K] } & { why: Why[] } = {
    duck: undefined,
    hold: undefined,
    cut: undefined,
    why: [],
    heard: "",
    resumed: 0,
  };
  let all: Int16Array = new Int16Array(0);
  let now = 0;
  let decoding: { readonly due: number; readonly text: string } | undefined;
  let wanted: number | undefined;
  let held = false;
  const judge = createJudge({
    duck(soft) {
      if (soft) found.duck ??= after(now);
      if (!held) room.play(now, soft ? 0.2 : 1);
    },
    hold(hold) {
      held = hold;
      if (hold) found.hold ??= after(now);
      else found.resumed++;
      room.play(now, hold ? 0 : 1);
      echo.sounds(hold ? undefined : room.position(now));
    },
    decode(from) {
      wanted = from;
    },
    judged({ cut, why }) {
      found.why.push(why);
      decoding = wanted = undefined;
      if (cut) found.cut = after(now);
    },
    like: (from, to) => likeOf(featuresOf(all.subarray(from * 16, Math.min(to, from + likeMs) * 16))),
    foreign(from, to) {
      const other = scene.loss === undefined ? from : echo.other(from, to);
      if (other === "none") return undefined;
      if (other !== "unknown") return other;
      return echo.delay() !== undefined || to < 2_000 ? undefined : from;
    },
  });
  echo.sounds(0);
  const side: Side = {
    started: judge.started,
    paused: judge.paused,
    async frame(heard, sent, from) {
      now = from + frameMs;
      all = join16(all, heard);
      echo.played(sent);
      echo.heard(heard, from);
      judge.heard(now);
      if (wanted !== undefined) {
        const { text, ms } = await decoded(ears, all.slice(Math.max(0, wanted - onsetMs) * 16));
        decoding = { due: now + ms, text };
        wanted = undefined;
      }
      if (decoding && now >= decoding.due) {
        found.heard = decoding.text;
        const said = saidOver(decoding.text, scene.replyText, "en", ears.isKnown);
        decoding = undefined;
        judge.words(said);
      }
      return found.cut !== undefined;
    },
  };
  await run(ears.vad, room, side, pauses);
  return found;
}

async function decoded({ stt, decodeMs }: Ears, samples: Int16Array): Promise<{ text: string; ms: number }> {
  const begun = performance.now();
  async function* audio(): AsyncGenerator<AudioFrame> {
    yield* framesOf(samples, { at: 0 });
  }
  let text = "";
  const asked = { language: "en", hints: [], signal: new AbortController().signal };
  for await (const heard of stt.transcribe(audio(), asked)) text = heard.text;
  return { text, ms: decodeMs ?? performance.now() - begun };
}
