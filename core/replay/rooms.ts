/** The rooms of a played house: real satellites, whose microphones hear what the world says and whose speakers take the time that playing takes. */
import type { Bus, Captured, Speaker } from "../contract/index.ts";
import { startSatellite } from "../satellite/satellite.ts";
import type { HeardAs, Spoken, World } from "./world.ts";

/** One piece of a microphone, ms: a frame of the bus, so that its mark stays at the begin of one. */
const pieceMs = 80;
const rate = 16_000;
const loud = 6000;
const marker = 21_000;

/** What a piece of sound carries besides being loud: whose words it is of, and how far they are. */
export interface Mark {
  /** Index in the world's `spoken`. */
  readonly spoken: number;
  /** ms from the begin of the world: the end of the piece. */
  readonly at: number;
}

/** Reads the mark of a piece; undefined: it is quiet. */
export function markOf(samples: Int16Array): Mark | undefined {
  if (samples[0] !== marker) return undefined;
  const [, spoken = 0, low = 0, high = 0] = samples;
  return { spoken, at: (high << 15) + low };
}

function piece(mark: Mark | undefined): Int16Array {
  const samples = new Int16Array((rate * pieceMs) / 1000);
  if (!mark) return samples;
  for (let at = 0; at < samples.length; at++) samples[at] = at % 80 < 40 ? loud : -loud;
  samples.set([marker, mark.spoken, mark.at & 0x7fff, mark.at >> 15]);
  return samples;
}

/** Opens the rooms on the bus; they end with what comes back. */
export async function openRooms(world: World, busOf: (by: string) => Bus): Promise<AsyncDisposable> {
  const stack = new AsyncDisposableStack();
  for (const [site, { microphone, speaker, hasty, ...state }] of Object.entries(world.rooms)) {
    const given = Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined));
    stack.use(
      await startSatellite({
        ...given,
        bus: busOf(`site/${site}`),
        site,
        name: state.name ?? site,
        ...(microphone ? { microphone: listen(world, site, stack) } : {}),
        ...(hasty ? { passing: true } : {}),
        ...(speaker ? { speaker: hasty ? sink : playInTime() } : {}),
      }),
    );
  }
  return stack;
}

async function* listen(world: World, site: string, stack: AsyncDisposableStack): AsyncGenerator<Captured> {
  const here = world.spoken.map((one, index) => ({ one, index })).filter(({ one }) => one.site === site);
  let open = true;
  stack.defer(() => {
    open = false;
  });
  for (let from = 0; open && from < world.lasts; from += pieceMs) {
    await until(world.start + from + pieceMs);
    const to = from + pieceMs;
    const talking = here.findLast(({ one }) => one.parts.some((part) => part.from < to && part.to > from));
    const samples = piece(talking && { spoken: talking.index, at: to });
    yield { samples, at: world.start + from };
  }
}

const until = (at: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, at - Date.now()));

const sink: Speaker = { play() {}, flush() {} };

function playInTime(): Speaker {
  let flush = Promise.withResolvers<void>();
  return {
    play(samples, hz) {
      const played = new Promise<void>((resolve) => setTimeout(resolve, (samples.length * 1000) / hz));
      return Promise.race([played, flush.promise]);
    },
    flush() {
      flush.resolve();
      flush = Promise.withResolvers();
    },
  };
}

/** The words of it that were said until `at`, as somebody who knows them hears them. */
export function wordsUntil({ parts, heard }: Spoken, at: number): string {
  if (heard) return heardUntil(heard, at)?.text ?? "";
  return parts
    .flatMap(({ from, to, text }) => {
      const words = text.split(/\s+/).filter((word) => word !== "");
      const share = Math.min(1, Math.max(0, (at - from) / Math.max(1, to - from)));
      return share > 0.97 ? words : words.slice(0, Math.floor(words.length * share));
    })
    .join(" ");
}

/** What a recogniser made of it when it had heard that much. */
export const heardUntil = (heard: readonly HeardAs[], at: number): HeardAs | undefined =>
  heard.findLast((one) => one.at <= at + pieceMs);
