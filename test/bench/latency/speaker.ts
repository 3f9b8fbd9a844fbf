/** A satellite that says one clip in real time into a hub, and notes when the house acted and when it was first heard. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Bus } from "hearsay";
import { startSatellite } from "../../../core/satellite/satellite.ts";

export interface Spoken {
  /** ms from the end of speech until a skill had done it; undefined where none did. */
  readonly action: number | undefined;
  /** ms from there to the first frame of the answer. */
  readonly firstSound: number | undefined;
  /** The turn was taken from its speaker. */
  readonly cut: boolean;
  readonly heard: string;
  readonly skill: string | undefined;
}

const chunkMs = 20;
const perMs = 16;
const quietBefore = 400;
const quietAfter = 6000;
/** The turn may end so long before the end of speech: what follows is breath, ms. */
const breathMs = 150;
const answerMs = 20_000;

/** `end`: where in the clip its speaker stops, ms. */
export async function speak(bus: Bus, site: string, samples: Int16Array, end: number): Promise<Spoken> {
  await using parts = new AsyncDisposableStack();
  const begin = Promise.withResolvers<number>();
  const done = new AbortController();
  const microphone = inRealTime(samples, begin.promise, done.signal);
  const speaker = { play() {}, flush() {} };
  const listening = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  const noted: { action?: number; sound?: number; ended?: number; heard?: string; skill?: string } = {};
  parts.use(
    await bus.on("session/state", { site }, ({ body }) => {
      if (body.phase === "listening") listening.resolve();
    }),
  );
  parts.use(
    await bus.on("speech/ended", { site }, () => {
      noted.ended ??= Date.now();
    }),
  );
  parts.use(
    await bus.on("transcript/final", { site }, ({ body }) => {
      noted.heard ??= body.text;
    }),
  );
  parts.use(
    await bus.on("skill/finished", { site }, ({ body }) => {
      noted.action ??= Date.now();
      noted.skill ??= body.skill;
    }),
  );
  parts.use(
    await bus.onAudio({ site, direction: "out" }, () => {
      noted.sound ??= Date.now();
    }),
  );
  parts.use(await bus.on("turn/finished", { site }, () => over.resolve()));
  const satellite = parts.use(await startSatellite({ bus, site, speaker, passing: true, microphone }));
  parts.defer(() => done.abort());
  const stream = satellite.state.stream ?? 0;
  await bus.publish("listen/start", { site }, { reason: "remote", stream });
  await Promise.race([listening.promise, sleep(answerMs)]);
  const spokenAt = Date.now() + quietBefore + end;
  begin.resolve(Date.now());
  await Promise.race([over.promise, sleep(answerMs + samples.length / perMs)]);
  const since = (at: number | undefined): number | undefined =>
    at === undefined ? undefined : at - spokenAt;
  return {
    action: since(noted.action),
    firstSound: since(noted.sound),
    cut: noted.ended !== undefined && noted.ended < spokenAt - breathMs,
    heard: noted.heard ?? "",
    skill: noted.skill,
  };
}

/** What a microphone gives: each chunk when its last sample was captured, with quiet before and after the clip. */
async function* inRealTime(
  samples: Int16Array,
  begin: Promise<number>,
  signal: AbortSignal,
): AsyncGenerator<Int16Array> {
  const began = await begin;
  const size = chunkMs * perMs;
  const before = quietBefore * perMs;
  const whole = new Int16Array(before + samples.length + quietAfter * perMs);
  whole.set(samples, before);
  for (let at = 0; at < whole.length && !signal.aborted; at += size) {
    const late = began + (at + size) / perMs - Date.now();
    if (late > 0) await sleep(late);
    yield whole.slice(at, at + size);
  }
}
