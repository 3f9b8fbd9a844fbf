/** What an endpointer is tried on: the commands as they were spoken, and the same with a pause between two words. */
import type { Clip, Clips } from "../../kit/clips.ts";
import { samplesOfClip } from "../../kit/clips.ts";
import type { Hosted } from "../../kit/host.ts";
import { wordsOf } from "../../kit/score.ts";
import type { Ears } from "./ears.ts";
import { paused, roomOf, weakPlaces } from "./room.ts";
import { type Stretch, voiceIn } from "./voice.ts";

/** The tail after every take, ms: longer than anything waits. */
const tailMs = 6000;
/** Weak places of a clip that are looked at, and word boundaries among them that are used. */
const looked = 8;
const used = 3;

export interface Take {
  readonly clip: Clip;
  /** `whole`: as it was spoken; `paused`: with a pause put in between two words. */
  readonly kind: "whole" | "paused";
  /** Before the pause, as the true words have it. */
  readonly before: string;
  /** ms put in. */
  readonly pause: number;
  /** Sound and tail. */
  readonly samples: Int16Array;
  readonly voice: readonly Stretch[];
  /** Where the speaker stopped, ms. */
  readonly end: number;
}

export interface TakeFacts {
  readonly clips: Clips;
  readonly vad: Hosted;
  readonly ears: Ears;
  readonly pauses: readonly number[];
  log(text: string): void;
}

export async function* takesOf(clip: Clip, facts: TakeFacts): AsyncGenerator<Take> {
  const { clips, vad, ears, pauses, log } = facts;
  const samples = samplesOfClip(clips, clip.file);
  const tail = roomOf(samples, tailMs);
  const voice = await voiceIn(vad, samples, tail);
  const [first, last] = [voice[0], voice.at(-1)];
  if (!first || !last || clip.transcript === null) return;
  const end = clip.end ?? last.to;
  yield { clip, kind: "whole", before: clip.transcript, pause: 0, samples: join(samples, tail), voice, end };
  if (pauses.length === 0) return;
  const span = { from: first.from, to: last.to };
  let found = 0;
  for (const at of weakPlaces(samples, span, looked)) {
    const before = await wordsBefore(clip.transcript, samples, at, tail, ears);
    if (before === undefined) continue;
    log(`${clip.file}: "${before}" …`);
    for (const pause of pauses) {
      const whole = paused(samples, at, roomOf(samples, pause));
      const said = await voiceIn(vad, whole, tail);
      yield {
        clip,
        kind: "paused",
        before,
        pause,
        samples: join(whole, tail),
        voice: said,
        end: end + pause,
      };
    }
    if (++found === used) return;
  }
}

/** The true words before a place, where both sides of it are heard as whole words of the truth; else it is in a word. */
async function wordsBefore(
  transcript: string,
  samples: Int16Array,
  at: number,
  tail: Int16Array,
  ears: Ears,
): Promise<string | undefined> {
  const words = wordsOf(transcript);
  const room = tail.subarray(0, 4800);
  const left = wordsOf((await ears.hear(join(samples.slice(0, at), room))).free);
  const right = wordsOf((await ears.hear(join(room, samples.slice(at)))).free);
  const fits = left.length > 0 && right.length > 0 && left.length + right.length === words.length;
  const same = fits && [...left, ...right].every((word, index) => word === words[index]);
  return same ? left.join(" ") : undefined;
}

function join(one: Int16Array, other: Int16Array): Int16Array {
  const whole = new Int16Array(one.length + other.length);
  whole.set(one);
  whole.set(other, one.length);
  return whole;
}
