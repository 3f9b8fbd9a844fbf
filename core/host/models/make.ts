/** Builders of the files that no package has in the form a plugin needs. */
import { Fault } from "../../contract/index.ts";

const builders = new Map<string, (source: Buffer) => Buffer>([["llama-tokens", llamaTokens]]);

/** Builders hold their input in memory, so it is small. */
export const makeLimit = 8 * 1024 * 1024;

/** Throws Fault MODEL_FETCH_FAILED when the source is not what the builder expects. */
export function make(builder: string, source: Buffer): Buffer {
  const build = builders.get(builder);
  if (!build) throw new Fault("MODEL_FETCH_FAILED", `There is no builder ${builder} for model files`);
  return build(source);
}

const vocabulary = 32_000;
const extra = 768;

/**
 * Moonshine's tokens as a table: one line an id, base64 of the token's bytes, a tab, the id.
 * The vocabulary is a string constant in the source; it is read, never run.
 */
function llamaTokens(source: Buffer): Buffer {
  const encoded = /\bllama_vocab_base64\s*=\s*"([A-Za-z0-9+/=]+)"/.exec(source.toString("latin1"))?.[1];
  const words = Buffer.from(encoded ?? "", "base64")
    .toString("utf8")
    .split("\n");
  if (words.length !== vocabulary)
    throw new Fault("MODEL_FETCH_FAILED", `A vocabulary of ${vocabulary} tokens was expected`);
  const special = Array.from({ length: extra }, (_, at) => Buffer.from(`<<ST_${at}>>`));
  const tokens = [...words.map(tokenBytes), ...special];
  return Buffer.from(tokens.map((bytes, id) => `${bytes.toString("base64")}\t${id}\n`).join(""));
}

function tokenBytes(word: string): Buffer {
  const byte = /^<0x([0-9A-F]{2})>$/.exec(word)?.[1];
  return byte === undefined ? Buffer.from(word) : Buffer.from(byte, "hex");
}
