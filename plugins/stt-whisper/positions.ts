/**
 * Lets Whisper's encoder hear less than 30 seconds: the file holds the places of all 1500 frames as a constant, which is
 * added to any input; as an input of its own it may be as long as the sound. A command takes a tenth of the time then.
 *
 * Protocol Buffers wire format, and ModelProto, GraphProto, TensorProto and ValueInfoProto of ONNX's onnx.proto.
 */
import { Fault } from "hearsay";

export const positionsName = "embed_positions.weight";

export interface Opened {
  /** The model without the constant, which is its second input now. */
  readonly model: Uint8Array;
  /** One row of `width` for each of the frames. */
  readonly positions: Float32Array;
  readonly width: number;
}

interface Field {
  readonly number: number;
  /** Of the whole field, and of its content. */
  readonly start: number;
  readonly from: number;
  readonly until: number;
  /** Of a number. */
  readonly value: number;
}

const graphField = 7;
const initializerField = 5;
const inputField = 11;
const tensor = { dims: 1, name: 8, raw: 9 } as const;

/** Throws MODEL_CORRUPT when the file is not an encoder of that form. */
export function openPositions(bytes: Uint8Array): Opened {
  const graph = fieldsOf(bytes, 0, bytes.length).find(({ number }) => number === graphField);
  if (!graph) throw corrupt("it has no graph");
  for (const field of fieldsOf(bytes, graph.from, graph.until)) {
    if (field.number !== initializerField) continue;
    const parts = fieldsOf(bytes, field.from, field.until);
    const name = parts.find(({ number }) => number === tensor.name);
    if (!name || textOf(bytes, name) !== positionsName) continue;
    const raw = parts.find(({ number }) => number === tensor.raw);
    const width = dimsOf(bytes, parts)[1];
    if (!raw || !width) throw corrupt("the places of its frames have no values");
    const positions = new Float32Array(Uint8Array.from(bytes.subarray(raw.from, raw.until)).buffer);
    const rest = Buffer.concat([
      bytes.subarray(graph.from, field.start),
      bytes.subarray(field.until, graph.until),
      delimited(inputField, inputOf(width)),
    ]);
    const model = Buffer.concat([
      bytes.subarray(0, graph.start),
      delimited(graphField, rest),
      bytes.subarray(graph.until),
    ]);
    return { model, positions, width };
  }
  throw corrupt(`it has no ${positionsName}`);
}

const corrupt = (why: string): Fault =>
  new Fault("MODEL_CORRUPT", `Whisper's encoder cannot be used: ${why}.`);

const textOf = (bytes: Uint8Array, { from, until }: Field): string =>
  Buffer.from(bytes.subarray(from, until)).toString("utf8");

function fieldsOf(bytes: Uint8Array, from: number, until: number): Field[] {
  const fields: Field[] = [];
  for (let at = from; at < until; ) {
    const start = at;
    const [key, afterKey] = varint(bytes, at);
    const type = key % 8;
    const [value, afterValue] = type === 0 || type === 2 ? varint(bytes, afterKey) : [0, afterKey];
    const content = type === 2 ? value : type === 1 ? 8 : type === 5 ? 4 : 0;
    at = afterValue + content;
    if (at > until || ![0, 1, 2, 5].includes(type)) throw corrupt("it is cut off or no ONNX file");
    fields.push({ number: Math.floor(key / 8), start, from: afterValue, until: at, value });
  }
  return fields;
}

/** Packed or one by one. */
function dimsOf(bytes: Uint8Array, parts: readonly Field[]): number[] {
  const dims: number[] = [];
  for (const { number, from, until, value } of parts) {
    if (number !== tensor.dims) continue;
    if (from === until) dims.push(value);
    for (let at = from; at < until; ) {
      const [dim, next] = varint(bytes, at);
      dims.push(dim);
      at = next;
    }
  }
  return dims;
}

function varint(bytes: Uint8Array, from: number): readonly [number, number] {
  let value = 0;
  for (let at = from, weight = 1; at < from + 10; at++, weight *= 128) {
    const byte = bytes[at];
    if (byte === undefined) break;
    value += (byte & 127) * weight;
    if (byte < 128) return [value, at + 1];
  }
  throw corrupt("it is cut off or no ONNX file");
}

function number(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

const delimited = (field: number, content: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([...number(field * 8 + 2), ...number(content.length)]), content]);

/** A ValueInfoProto: float32 [frames, width]. */
function inputOf(width: number): Buffer {
  const frames = delimited(1, delimited(2, Buffer.from("frames")));
  const wide = delimited(1, Buffer.from([1 * 8, ...number(width)]));
  const type = Buffer.concat([Buffer.from([1 * 8, 1]), delimited(2, Buffer.concat([frames, wide]))]);
  return Buffer.concat([delimited(1, Buffer.from(positionsName)), delimited(2, delimited(1, type))]);
}
