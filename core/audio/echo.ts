/**
 * Tells the house's own voice from somebody's in what a microphone hears: what the loudspeaker is given is compared with
 * it, band by band, so that the delay and the loss on the way are learnt, and what that does not explain is another sound.
 */
import { bandCount, createBands, floorDb, hopMs } from "./bands.ts";

export interface Echo {
  /** What the loudspeaker plays next; mono at 16 kHz. */
  played(samples: Int16Array): void;
  /** What the microphone heard from `at` on, capture time in ms. */
  heard(samples: Int16Array, at: number): void;
  /** The loudspeaker begins at this place of what it was given, or goes on there; undefined: it is silent. ms. */
  sounds(position: number | undefined): void;
  /**
   * When in this time a sound began that its own voice does not explain; "none" where that explains all that was heard,
   * "unknown" where that is not known, or yet.
   */
  other(from: number, to: number): number | "none" | "unknown";
  /** ms from the loudspeaker's beginning to the microphone; undefined until it was found. */
  delay(): number | undefined;
}

/** The longest and the shortest way from the moment that a sound is sent to that in which it is heard, ms. */
const latest = 1_200;
const earliest = -160;
/** What is compared to find the delay, and how often, rows. */
const compared = 112;
const comparedLeast = 48;
const comparedEvery = 8;
/** From which likeness on a delay is believed, and how often it must be found one after another: chance finds another each time. */
const alike = 0.65;
const foundOften = 4;
/** Rows kept of the microphone, and of the loudspeaker: that is sent seconds ahead. */
const heardKept = 192;
const playedKept = 1_024;
/** A room's echo dies away by so much a row, dB: half a second for 60 dB. */
const decay = 2;
/** Ratios kept a band, and how many make one known. */
const ratiosKept = 128;
const ratiosNeeded = 16;
/** Above the room's noise, and above the echo, so much is another sound, dB; in so many bands at once. */
const aboveNoise = 9;
const aboveEcho = 8;
const bandsNeeded = 2;
/** Another voice sounds in so many rows of so many one after another. */
const rowsNeeded = 4;
const rowsTogether = 6;

interface Row {
  readonly at: number;
  readonly levels: Float32Array;
  /** Sounds above the room's noise; is not explained by the echo; undefined where none could be predicted. */
  active: boolean;
  other: boolean | undefined;
}

export function createEcho(): Echo {
  const ear = createBands();
  const mouth = createBands();
  const ratios = Array.from({ length: bandCount }, () => [] as number[]);
  const noise = new Float32Array(bandCount).fill(0);
  /** What is lost on the way, dB; undefined until enough was heard. */
  let loss: readonly (number | undefined)[] = [];
  const rows: Row[] = [];
  let reference: Float32Array[] = [];
  /** Index of the first row of `reference` in all that was played. */
  let first = 0;
  let smeared: Float32Array | undefined;
  /** Capture time at which place 0 would have been sent. */
  let base: number | undefined;
  let wanted: number | undefined;
  let delay: number | undefined;
  /** The likeliest delay of late, and how often in a row. */
  let candidate: number | undefined;
  let found = 0;
  let sinceLook = 0;

  /** What sounded `lag` ms before `at`, with the echo of what came before it; undefined where nothing was given. */
  const playedAt = (at: number, lag: number): Float32Array | undefined =>
    base === undefined ? undefined : reference[Math.round((at - base - lag) / hopMs) - first];

  function note(levels: Float32Array, at: number): void {
    for (let band = 0; band < bandCount; band++) {
      const level = levels[band] ?? floorDb;
      const before = noise[band] ?? 0;
      noise[band] = level < before ? level : before + 0.02;
    }
    const active = countOf((band) => (levels[band] ?? 0) > (noise[band] ?? 0) + aboveNoise) >= bandsNeeded;
    const row: Row = { at, levels, active, other: undefined };
    rows.push(row);
    if (rows.length > heardKept) rows.shift();
    if (base === undefined) return;
    if (++sinceLook >= comparedEvery) look();
    judge(row);
  }

  function look(): void {
    sinceLook = 0;
    const recent = rows.slice(-compared).filter(({ at }) => base !== undefined && at >= base);
    if (recent.length < comparedLeast) return;
    let best = { lag: 0, likeness: 0 };
    for (let lag = earliest; lag <= latest; lag += hopMs) {
      const likeness = likenessOf(recent, (at) => playedAt(at, lag));
      if (likeness > best.likeness) best = { lag, likeness };
    }
    loss = ratios.map((some) => (some.length < ratiosNeeded ? undefined : medianOf(some)));
    if (best.likeness < alike) return;
    found = candidate !== undefined && Math.abs(best.lag - candidate) <= hopMs ? found + 1 : 1;
    candidate = best.lag;
    if (found >= foundOften && (delay === undefined || Math.abs(best.lag - delay) > hopMs)) {
      delay = best.lag;
      for (const row of recent) judge(row);
    }
  }

  function judge(row: Row): void {
    if (delay === undefined) return;
    const played = playedAt(row.at, delay);
    if (!played) return;
    const around = [playedAt(row.at - hopMs, delay), played, playedAt(row.at + hopMs, delay)];
    const most = (band: number): number => Math.max(...around.map((one) => one?.[band] ?? floorDb));
    const excess = (band: number): number => (row.levels[band] ?? 0) - most(band) - (loss[band] ?? Infinity);
    const known = loss.length > 0 && loss.every((one) => one !== undefined);
    const loud = (band: number): boolean => (row.levels[band] ?? 0) > (noise[band] ?? 0) + aboveNoise;
    row.other = known ? countOf((band) => loud(band) && excess(band) > aboveEcho) >= bandsNeeded : undefined;
    if (row.other) return;
    for (let band = 0; band < bandCount; band++) {
      const some = ratios[band];
      if (!some || (played[band] ?? floorDb) < -60) continue;
      some.push((row.levels[band] ?? 0) - (played[band] ?? 0));
      if (some.length > ratiosKept) some.shift();
    }
  }

  return {
    played(samples) {
      for (const levels of mouth.push(samples)) {
        const before = smeared;
        const now = levels.map((level, band) => Math.max(level, (before?.[band] ?? floorDb) - decay));
        smeared = now;
        reference.push(now);
      }
      const over = reference.length - playedKept;
      if (over <= 0) return;
      reference = reference.slice(over);
      first += over;
    },
    heard(samples, at) {
      if (wanted !== undefined) {
        base = at - wanted;
        wanted = undefined;
      }
      ear.push(samples).forEach((levels, i) => {
        note(levels, at + i * hopMs);
      });
    },
    sounds(position) {
      wanted = position;
      if (position === undefined) base = undefined;
    },
    other(from, to) {
      const some = rows.filter((row) => row.at >= from - hopMs && row.at < to && row.active);
      const judged = some.filter(({ other }) => other !== undefined);
      if (judged.length === 0) return "unknown";
      const first = judged.findIndex(({ other }, index) => {
        const next = judged.slice(index, index + rowsTogether);
        return other && next.filter((one) => one.other).length >= Math.min(rowsNeeded, judged.length);
      });
      return judged[first]?.at ?? "none";
    },
    delay: () => delay,
  };
}

function countOf(fits: (band: number) => boolean): number {
  let count = 0;
  for (let band = 0; band < bandCount; band++) if (fits(band)) count++;
  return count;
}

/** Pearson's correlation of the levels, each band about its own mean. */
function likenessOf(rows: readonly Row[], playedAt: (at: number) => Float32Array | undefined): number {
  const pairs = rows.flatMap(({ at, levels }) => {
    const played = playedAt(at);
    return played ? [{ levels, played }] : [];
  });
  if (pairs.length < comparedLeast) return 0;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let band = 0; band < bandCount; band++) {
    const meanX = pairs.reduce((sum, { levels }) => sum + (levels[band] ?? 0), 0) / pairs.length;
    const meanY = pairs.reduce((sum, { played }) => sum + (played[band] ?? 0), 0) / pairs.length;
    for (const { levels, played } of pairs) {
      const x = (levels[band] ?? 0) - meanX;
      const y = (played[band] ?? 0) - meanY;
      xy += x * y;
      xx += x * x;
      yy += y * y;
    }
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

function medianOf(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
