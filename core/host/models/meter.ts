/** Adds up the bytes of all parcels of one pull and tells of them. */
import type { Parcel } from "./download.ts";
import type { Progress } from "./types.ts";

export interface Meter {
  /** Counts a parcel in; a second time it changes nothing. */
  expect(key: string, parcel: Parcel): void;
  /** Its bytes are no longer counted: it failed and something else takes its place. */
  forget(key: string): void;
  arrived(key: string, received: number): void;
  tell(model: string, phase: Progress["phase"]): void;
}

export function createMeter(onProgress: ((progress: Progress) => void) | undefined): Meter {
  const parcels = new Map<string, { received: number; readonly bytes: number }>();
  return {
    expect(key, { bytes }) {
      if (!parcels.has(key)) parcels.set(key, { received: 0, bytes });
    },
    forget(key) {
      parcels.delete(key);
    },
    arrived(key, received) {
      const parcel = parcels.get(key);
      if (parcel) parcel.received = received;
    },
    tell(model, phase) {
      const all = [...parcels.values()];
      const received = all.reduce((sum, parcel) => sum + parcel.received, 0);
      const total = all.reduce((sum, parcel) => sum + parcel.bytes, 0);
      onProgress?.({ model, phase, received, total });
    },
  };
}
