/** WAV files: the forms that recorders write, and no crash on any other bytes. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readWav, toMono, writeWav } from "../../../core/audio/wav.ts";
import { asFault } from "../../../core/contract/index.ts";

const chunk = (id: string, body: Buffer, length = body.length): Buffer => {
  const head = Buffer.alloc(8);
  head.write(id, "latin1");
  head.writeUInt32LE(length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
};
const format = (tag: number, bits: number, channels = 1, rate = 16_000): Buffer => {
  const body = Buffer.alloc(16);
  body.writeUInt16LE(tag, 0);
  body.writeUInt16LE(channels, 2);
  body.writeUInt32LE(rate, 4);
  body.writeUInt32LE((rate * channels * bits) / 8, 8);
  body.writeUInt16LE((channels * bits) / 8, 12);
  body.writeUInt16LE(bits, 14);
  return body;
};
const riff = (...chunks: Buffer[]): Buffer => {
  const body = Buffer.concat([Buffer.from("WAVE"), ...chunks]);
  return chunk("RIFF", body);
};
const extensible = Buffer.concat([format(0xfffe, 16), Buffer.alloc(24)]);
extensible.writeUInt16LE(22, 16);
extensible.writeUInt16LE(1, 24);
const floats = Buffer.from(new Float32Array([0, 0.5, -1, 2, Number.NaN]).buffer);
const pcm = Buffer.from(Int16Array.of(1, -2, 300).buffer);

describe("reading WAV", () => {
  it.each<[string, Buffer, number[]]>([
    ["16 bits", riff(chunk("fmt ", format(1, 16)), chunk("data", pcm)), [1, -2, 300]],
    [
      "8 bits",
      riff(chunk("fmt ", format(1, 8)), chunk("data", Buffer.of(128, 255, 0))),
      [0, 32_512, -32_768],
    ],
    [
      "24 bits",
      riff(chunk("fmt ", format(1, 24)), chunk("data", Buffer.of(0, 1, 0, 255, 255, 127, 0, 0, 128))),
      [1, 32_767, -32_768],
    ],
    [
      "32 bits",
      riff(chunk("fmt ", format(1, 32)), chunk("data", Buffer.from(Int32Array.of(65_536, -65_536).buffer))),
      [1, -1],
    ],
    ["float32", riff(chunk("fmt ", format(3, 32)), chunk("data", floats)), [0, 16_384, -32_767, 32_767, 0]],
    ["the extensible form", riff(chunk("fmt ", extensible), chunk("data", pcm)), [1, -2, 300]],
    [
      "other chunks of odd length before and after",
      riff(
        chunk("LIST", Buffer.from("odd")),
        chunk("fmt ", format(1, 16)),
        chunk("fact", Buffer.alloc(4)),
        chunk("data", pcm),
        chunk("id3 ", Buffer.alloc(7)),
      ),
      [1, -2, 300],
    ],
    [
      "a length that the writer did not know",
      riff(chunk("fmt ", format(1, 16)), chunk("data", pcm, 0xffff_ffff)),
      [1, -2, 300],
    ],
    [
      "half a sample at the end",
      riff(chunk("fmt ", format(1, 16)), chunk("data", Buffer.concat([pcm, Buffer.of(9)]))),
      [1, -2, 300],
    ],
    ["no samples at all", riff(chunk("fmt ", format(1, 16)), chunk("data", Buffer.alloc(0))), []],
  ])("takes %s", (_, file, samples) => {
    expect([...readWav(file).samples]).toEqual(samples);
  });

  it.each<[string, Buffer]>([
    ["nothing", Buffer.alloc(0)],
    ["another kind of file", Buffer.from("OggS and then some more")],
    ["no format", riff(chunk("LIST", pcm))],
    ["no samples", riff(chunk("fmt ", format(1, 16)))],
    ["samples before their format", riff(chunk("data", pcm), chunk("fmt ", format(1, 16)))],
    ["a file cut short", riff(chunk("fmt ", format(1, 16)), chunk("data", pcm, 400))],
    ["a chunk longer than the file", riff(chunk("LIST", pcm, 0xffff_fff0), chunk("fmt ", format(1, 16)))],
    ["a short format", riff(chunk("fmt ", format(1, 16).subarray(0, 10)), chunk("data", pcm))],
    ["12 bits", riff(chunk("fmt ", format(1, 12)), chunk("data", pcm))],
    ["mu-law", riff(chunk("fmt ", format(7, 8)), chunk("data", pcm))],
    ["no channel", riff(chunk("fmt ", format(1, 16, 0)), chunk("data", pcm))],
    ["a rate of 0", riff(chunk("fmt ", format(1, 16, 1, 0)), chunk("data", pcm))],
  ])("refuses %s", (_, file) => {
    try {
      readWav(file);
      expect.unreachable();
    } catch (thrown) {
      expect(asFault(thrown).code).toBe("AUDIO_UNSUPPORTED");
    }
  });

  it("reads or refuses a file whatever was changed in it", () => {
    const good = riff(chunk("fmt ", format(1, 16)), chunk("LIST", pcm), chunk("data", pcm));
    const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), fc.nat(good.length), (changes, end) => {
        const file = Buffer.from(good);
        for (const [at, value] of changes) file[at] = value;
        try {
          readWav(file.subarray(0, end));
        } catch (thrown) {
          expect(asFault(thrown).code).toBe("AUDIO_UNSUPPORTED");
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("writing WAV", () => {
  it("gives what reading takes", () => {
    const rate = fc.integer({ min: 8_000, max: 48_000 });
    fc.assert(
      fc.property(
        fc.int16Array({ maxLength: 200 }),
        rate,
        fc.constantFrom(1, 2),
        (samples, hertz, channels) => {
          const whole = samples.subarray(0, samples.length - (samples.length % channels));
          const wav = readWav(writeWav(whole, hertz, channels));
          expect(wav).toEqual({ rate: hertz, channels, samples: Int16Array.from(whole) });
        },
      ),
    );
  });

  it("mixes channels down to their mean", () => {
    expect([...toMono(Int16Array.of(100, 200, -100, -300, 32_767, 32_767), 2)]).toEqual([150, -200, 32_767]);
    expect([...toMono(Int16Array.of(3, 6, 9), 3)]).toEqual([6]);
  });
});
