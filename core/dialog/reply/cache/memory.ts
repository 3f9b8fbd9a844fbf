/** Sounds that were used last, without the disk: few, since each second of them is 32 kB. */

export interface Remembered {
  get(key: string): Int16Array | undefined;
  put(key: string, samples: Int16Array): void;
  clear(): void;
  readonly bytes: number;
}

const most = 8_000_000;

/** `limit`: bytes at most; the least recently used are forgotten first. */
export function createRemembered(limit: number = most): Remembered {
  const sounds = new Map<string, Int16Array>();
  let bytes = 0;
  const forget = (key: string): void => {
    bytes -= sounds.get(key)?.byteLength ?? 0;
    sounds.delete(key);
  };
  return {
    get(key) {
      const samples = sounds.get(key);
      if (!samples) return undefined;
      sounds.delete(key);
      sounds.set(key, samples);
      return samples;
    },
    put(key, samples) {
      forget(key);
      if (samples.byteLength > limit) return;
      sounds.set(key, samples);
      bytes += samples.byteLength;
      for (const oldest of sounds.keys()) {
        if (bytes <= limit) break;
        forget(oldest);
      }
    },
    clear() {
      sounds.clear();
      bytes = 0;
    },
    get bytes() {
      return bytes;
    },
  };
}
