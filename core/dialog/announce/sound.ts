/** The sound of an announcement: made once by a voice, whole, for every room that will play it. */
import { joined, type Messages, type Persona } from "../../contract/index.ts";
import type { Dialogue } from "../house.ts";
import { mannersOf } from "../reply/clause.ts";
import { createSound, type Maker } from "../reply/sound.ts";
import { makeSound } from "../reply/voice.ts";

export interface Words {
  readonly samples: Int16Array;
  readonly by: Maker;
}

/** Rejects with NO_PROVIDER, the last voice's fault, or the reason of an abort. */
export async function soundOf(
  house: Dialogue,
  { text, language, voice }: Messages["announce/start"],
  persona: Persona,
  signal: AbortSignal,
): Promise<Words> {
  const spoken = language ?? persona.languages[0] ?? house.language;
  const defaults = { language: spoken, ...(voice === undefined ? {} : { voice }) };
  const order = (tongue: string) => house.router.voices(persona, { language: tongue });
  const pieces: Int16Array[] = [];
  let by: Maker = { provider: "none", voice: "none" };
  for (const manner of mannersOf({ text }, defaults, true)) {
    const sound = createSound(signal);
    const made = makeSound(house, manner, sound, { order, signal, whole: true });
    // What it rejects with, the sound ends with.
    made.catch(() => {});
    const before = pieces.length;
    for (let piece = await sound.take(); piece; piece = await sound.take()) {
      // Where a voice broke off, another has begun anew: nothing of it has sounded yet.
      if (piece.begins) pieces.length = before;
      by = piece.begins ?? by;
      pieces.push(piece.samples);
    }
  }
  return { samples: joined(pieces), by };
}
