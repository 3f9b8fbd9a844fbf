/** Follows what the house's processes hold while it is used, and how that grows. */
import { connectAsync } from "mqtt";
import type { SpawnedHub } from "../load/hub.ts";

interface Sample {
  /** Minutes since it began. */
  readonly at: number;
  /** That had begun. */
  readonly turns: number;
  readonly hub: number;
  readonly speech: number;
  readonly descriptors: number;
}
export interface Held {
  readonly hubMb: Growth;
  readonly speechMb: Growth;
  /** Of the hub's process. */
  readonly descriptors: Growth;
  /** At the beginning, after each quarter of the turns, and at the end. */
  readonly curve: readonly Sample[];
}
interface Growth {
  /** After the first quarter, when all parts have been used once. */
  readonly early: number;
  readonly end: number;
  readonly most: number;
  /** Over the second half, by least squares: so much a minute. */
  readonly slope: number;
}

const everyMs = 2000;

/** `turns`: that have begun so far; `wanted`: that will. */
export function watchHeld(hub: SpawnedHub, turns: () => number, wanted: number): { end(): Held } {
  const samples: Sample[] = [];
  const begun = performance.now();
  const timer = setInterval(async () => {
    const { hub: own, speech } = await hub.costs();
    // A process that was just killed, or just began, tells nothing of what it will hold.
    if (speech.mb < 200) return;
    const at = (performance.now() - begun) / 60_000;
    samples.push({
      at: Math.round(at * 10) / 10,
      turns: turns(),
      hub: own.mb,
      speech: speech.mb,
      descriptors: own.descriptors,
    });
  }, everyMs);
  const growth = (read: (sample: Sample) => number): Growth => {
    const values = samples.map(read);
    const round = (value = 0): number => Math.round(value * 10) / 10;
    return {
      early: round(values[Math.floor(values.length / 4)]),
      end: round(values.at(-1)),
      most: round(Math.max(0, ...values)),
      slope: round(slopeOf(samples.slice(samples.length / 2).map((one) => [one.at, read(one)]))),
    };
  };
  return {
    end() {
      clearInterval(timer);
      return {
        hubMb: growth(({ hub: mb }) => mb),
        speechMb: growth(({ speech }) => speech),
        descriptors: growth(({ descriptors }) => descriptors),
        curve: [0, 0.25, 0.5, 0.75, 1].flatMap(
          (part) => samples.find((one) => one.turns >= part * wanted) ?? samples.at(-1) ?? [],
        ),
      };
    },
  };
}

function slopeOf(points: readonly (readonly [number, number])[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);
  const x = mean(points.map(([at]) => at));
  const y = mean(points.map(([, value]) => value));
  const over = points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0);
  const under = points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
  return under === 0 ? 0 : over / under;
}

/** Messages that the broker keeps. */
export async function retainedIn({ facts }: SpawnedHub): Promise<number> {
  const url = `mqtt://127.0.0.1:${facts.mqtt}`;
  const client = await connectAsync(url, { username: "local", password: facts.token });
  let count = 0;
  let last = performance.now();
  client.on("message", (_topic, _payload, { retain }) => {
    if (!retain) return;
    count++;
    last = performance.now();
  });
  await client.subscribeAsync("hearsay/#");
  while (performance.now() - last < 2000) await new Promise((resolve) => setTimeout(resolve, 100));
  await client.endAsync();
  return count;
}
