/** Recordings of a voice with one fault or none, made by rule. */

export interface Made {
  readonly rate?: number;
  readonly seconds?: number;
  /** Amplitudes of the voice and of the room, of full scale. */
  readonly voice?: number;
  readonly room?: number;
  /** s of sound, and of pause after it. */
  readonly on?: number;
  readonly off?: number;
}

/** Bursts of a tone with overtones over the noise of a room. */
export function recordingOfVoice({
  rate = 24_000,
  seconds = 10,
  voice = 0.25,
  room = 0.001,
  on = 0.8,
  off = 0.3,
}: Made) {
  const samples = new Int16Array(Math.round(rate * seconds));
  let seed = 7;
  for (let i = 0; i < samples.length; i++) {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fff_ffff;
    const hiss = (seed / 0x3fff_ffff - 1) * room;
    const isOn = (i / rate) % (on + off) < on;
    const phase = (2 * Math.PI * 150 * i) / rate;
    const tone = isOn ? voice * (Math.sin(phase) + 0.5 * Math.sin(3 * phase)) : 0;
    samples[i] = Math.max(-32_768, Math.min(32_767, Math.round((tone + hiss) * 32_767)));
  }
  return { rate, channels: 1, samples };
}
