/** Names a sound by all that makes it what it is, so that equal names are equal sounds. */
import { createHash } from "node:crypto";
import { speechFormat } from "../../../contract/index.ts";
import type { Provider } from "../../directory.ts";
import type { Manner } from "../clause.ts";

/** Of the way that sounds are made between a voice and the cache. */
const generation = 1;

/** 64 hexadecimal digits. */
export function keyOf(
  { plugin, version, sound = "" }: Pick<Provider, "plugin" | "version" | "sound">,
  { text, language, voice = "", emotion = "", speed = 1 }: Manner,
): string {
  const { codec, rate, channels } = speechFormat;
  const facts = [generation, text.trim(), plugin, version, sound, voice, language, emotion, speed];
  return createHash("sha256")
    .update(JSON.stringify([...facts, codec, rate, channels]))
    .digest("hex");
}
