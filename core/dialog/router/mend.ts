/** Puts a clause together of which one voice said the beginning and another says the rest. */
import { joined, speechFormat } from "../../contract/index.ts";
import { joinOf } from "./join.ts";

const perMs = speechFormat.rate / 1000;
/** So little was heard that the clause begins anew, ms: less than a word. */
const littleMs = 250;
/** Of a sound that is cut, so much grows soft, ms: a step would click. */
const fadeMs = 5;

/**
 * What is to be heard after `heard` ms of the first: the rest of it up to a pause, then the second from there. Undefined
 * where so little was heard that the second is better heard whole.
 */
export function mended(
  first: readonly Int16Array[],
  heard: number,
  second: readonly Int16Array[],
): Int16Array | undefined {
  if (heard <= littleMs) return undefined;
  const [a, b] = [joined(first), joined(second)];
  const { leave, enter } = joinOf(a, heard, b);
  return joined([
    faded(a.slice(Math.round(heard * perMs), Math.round(Math.max(heard, leave) * perMs)), true),
    faded(b.slice(Math.round(enter * perMs)), false),
  ]);
}

function faded(samples: Int16Array, out: boolean): Int16Array {
  const length = Math.min(samples.length, fadeMs * perMs);
  for (let i = 0; i < length; i++) {
    const at = out ? samples.length - 1 - i : i;
    samples[at] = Math.round(((samples[at] ?? 0) * i) / length);
  }
  return samples;
}
