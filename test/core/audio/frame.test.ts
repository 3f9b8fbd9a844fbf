/** The frame codec: what goes in comes out, and no other bytes are taken for a frame. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bytesOf,
  decodeFrame,
  encodeFrame,
  headerBytes,
  maxFrameBytes,
  pcmFrame,
} from "../../../core/audio/frame.ts";
import { type AudioFrame, asFault, samplesOf } from "../../../core/contract/index.ts";

const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const frames: fc.Arbitrary<AudioFrame> = fc
  .record({
    codec: fc.constantFrom("pcm" as const, "opus" as const),
    rate: fc.integer({ min: 8_000, max: 48_000 }),
    channels: fc.constantFrom(1, 2),
    stream: u32,
    sequence: u32,
    at: fc.double({ min: 0, max: 1e15, noNaN: true }),
    blocks: fc.uint8Array({ minLength: 1, maxLength: 400 }),
  })
  .map(({ codec, rate, channels, stream, sequence, at, blocks }) => ({
    format: { codec, rate, channels },
    stream,
    sequence,
    at,
    data: codec === "pcm" ? new Uint8Array(Buffer.concat(Array(4).fill(blocks))) : blocks,
  }));

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (thrown) {
    return asFault(thrown).code;
  }
  return "none";
};

const good = pcmFrame(new Int16Array(320), { rate: 16_000, stream: 7, sequence: 1, at: 1_000 });

describe("the audio frame", () => {
  it("comes back as it was sent", () => {
    fc.assert(
      fc.property(frames, (frame) => {
        const back = decodeFrame(encodeFrame(frame));
        expect({ ...back, data: [...back.data] }).toEqual({ ...frame, data: [...frame.data] });
      }),
    );
  });

  it("comes back from any place in a larger buffer", () => {
    fc.assert(
      fc.property(frames, fc.integer({ min: 0, max: 9 }), (frame, offset) => {
        const bytes = encodeFrame(frame);
        const large = Buffer.concat([Buffer.alloc(offset, 1), bytes, Buffer.alloc(3)]);
        const back = decodeFrame(large.subarray(offset, offset + bytes.length));
        if (frame.format.codec === "pcm") expect(samplesOf(back)).toEqual(samplesOf(frame));
        expect(Buffer.from(back.data).equals(Buffer.from(frame.data))).toBe(true);
      }),
    );
  });

  it("refuses or reads any bytes, and never does anything else", () => {
    const starts = fc.constantFrom([], [0x48], [0x48, 1], [0x48, 1, 0, 1, 0x80, 0x3e, 0, 0]);
    fc.assert(
      fc.property(starts, fc.uint8Array({ maxLength: 80 }), (start, rest) => {
        const bytes = Uint8Array.from([...start, ...rest]);
        let frame: AudioFrame;
        try {
          frame = decodeFrame(bytes);
        } catch (thrown) {
          expect(asFault(thrown).code).toBe("FRAME_INVALID");
          return;
        }
        expect(encodeFrame(frame).equals(Buffer.from(bytes))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("has the layout of bus-schema/audio.md", () => {
    const bytes = encodeFrame(
      pcmFrame(Int16Array.of(1, -2), { rate: 16_000, stream: 258, sequence: 3, at: 1 }),
    );
    expect(bytes.toString("hex")).toBe(
      ["48", "01", "00", "01", "803e0000", "02010000", "03000000", "000000000000f03f", "0100", "feff"].join(
        "",
      ),
    );
  });

  const set = (offset: number, ...values: number[]): Buffer => {
    const bytes = encodeFrame(good);
    bytes.set(values, offset);
    return bytes;
  };
  const nan = encodeFrame(good);
  nan.writeDoubleLE(Number.NaN, 16);
  it.each([
    ["nothing", Buffer.alloc(0)],
    ["half a header", encodeFrame(good).subarray(0, 20)],
    ["a header alone", encodeFrame(good).subarray(0, headerBytes)],
    ["another magic", set(0, 0x47)],
    ["another version", set(1, 2)],
    ["another codec", set(2, 2)],
    ["no channel", set(3, 0)],
    ["three channels", set(3, 3)],
    ["7,999 Hz", set(4, 0x3f, 0x1f, 0, 0)],
    ["48,001 Hz", set(4, 0x81, 0xbb, 0, 0)],
    ["an odd payload", encodeFrame(good).subarray(0, 101)],
    ["half a stereo sample", set(3, 2).subarray(0, headerBytes + 6)],
    ["no capture time", nan],
    ["more than 64 KiB", Buffer.concat([encodeFrame(good), Buffer.alloc(maxFrameBytes)])],
  ])("refuses to read %s", (_, bytes) => {
    expect(codeOf(() => decodeFrame(bytes))).toBe("FRAME_INVALID");
  });

  it.each<[string, Partial<AudioFrame>]>([
    ["a payload over 64 KiB", { data: new Uint8Array(maxFrameBytes - headerBytes + 2) }],
    ["no payload", { data: new Uint8Array(0) }],
    ["an odd payload", { data: new Uint8Array(3) }],
    ["a negative stream", { stream: -1 }],
    ["a sequence over 32 bits", { sequence: 2 ** 32 }],
    ["a capture time that is none", { at: Number.POSITIVE_INFINITY }],
    ["a rate out of range", { format: { codec: "pcm", rate: 96_000, channels: 1 } }],
    ["a codec nobody knows", { format: { codec: "mp3" as "pcm", rate: 16_000, channels: 1 } }],
  ])("refuses to write %s", (_, change) => {
    expect(codeOf(() => encodeFrame({ ...good, ...change }))).toBe("FRAME_INVALID");
  });

  it("takes the largest frame", () => {
    const data = new Uint8Array(maxFrameBytes - headerBytes);
    expect(decodeFrame(encodeFrame({ ...good, data })).data).toHaveLength(data.length);
  });

  it("shares the samples it is given", () => {
    const samples = Int16Array.of(5, 6, 7).subarray(1);
    expect([...bytesOf(samples)]).toEqual([6, 0, 7, 0]);
  });
});
