/** Sound of services: whatever the pieces it comes in, the samples are the same; what is no sound is told. */
import fc from "fast-check";
import { fileOf, recordingOf, request, speechFrom, speechOf, writeWav } from "hearsay/remote";
import { describe, expect, it } from "vitest";
import { readWav } from "../../../../core/audio/wav.ts";
import { collect, framesOf, join16 } from "../../../kit/clips.ts";
import { remoteServer, type Script } from "../../../kit/remote.ts";

const rate = 24_000;
const samples = Int16Array.from({ length: 2400 }, (_, i) => Math.round(9000 * Math.sin(i / 7)));
const raw = new Uint8Array(samples.buffer);
const never = new AbortController().signal;

async function* inPieces(bytes: Uint8Array, cuts: readonly number[]) {
  const at = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  for (let i = 1; i < at.length; i++) yield bytes.subarray(at[i - 1], at[i]);
}
const heard = async (bytes: AsyncIterable<Uint8Array>, facts = { rate }) => {
  const pieces = await collect(speechFrom(bytes, "Acme", facts));
  return { pieces, samples: join16(...pieces.map((piece) => piece.samples)) };
};

/** A WAV file as others write them: a chunk before and after the samples, and no length where it comes from a pipe. */
function oddWav(length: number): Buffer {
  const wav = writeWav(samples, rate);
  const list = Buffer.from("LIST\x05\0\0\0abcde\0", "latin1");
  const head = Buffer.from(wav.subarray(0, 36));
  const data = Buffer.from(wav.subarray(36));
  data.writeUInt32LE(length, 4);
  return Buffer.concat([head, list, data]);
}

describe("speech of a service", () => {
  const cutsIn = (bytes: Uint8Array) => fc.array(fc.nat(bytes.length), { maxLength: 8 });
  it.each<[string, Uint8Array, boolean]>([
    ["samples", raw, false],
    ["a WAV file", writeWav(samples, rate), false],
    ["a WAV file with other chunks", oddWav(raw.length), true],
    ["a WAV file without its length", oddWav(0xffff_ffff), true],
    ["a WAV file that says 0", oddWav(0), true],
  ])("is the same however %s come", async (_name, bytes) => {
    await fc.assert(
      fc.asyncProperty(cutsIn(bytes), async (cuts) => {
        const { pieces, samples: got } = await heard(inPieces(bytes, cuts));
        expect(got).toEqual(samples);
        expect(new Set(pieces.map((piece) => piece.rate))).toEqual(new Set([rate]));
      }),
      { numRuns: 40 },
    );
  });
  it("is mixed to one channel, and its own rate counts", async () => {
    const stereo = Int16Array.from({ length: 8000 }, (_, i) => (i % 2 === 0 ? 1000 : 3000));
    const { pieces, samples: got } = await heard(inPieces(writeWav(stereo, 48_000, 2), [1, 99, 4001]));
    expect(pieces[0]?.rate).toBe(48_000);
    expect([got.length, new Set(got)]).toEqual([4000, new Set([2000])]);
  });
  it("has its words at the first piece, and no piece is large", async () => {
    const long = new Uint8Array(200_000);
    const pieces = await collect(speechFrom(inPieces(long, [3]), "Acme", { rate, text: "Hello." }));
    expect(pieces.map(({ text }) => text)).toEqual(["Hello.", ...pieces.slice(1).map(() => undefined)]);
    expect(Math.max(...pieces.map((piece) => piece.samples.length))).toBeLessThanOrEqual(16_384);
  });
  it("survives any bytes: sound, or a fault with a code", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.boolean(), async (bytes, wave) => {
        const all = wave ? Buffer.concat([writeWav(samples, rate).subarray(0, 30), bytes]) : bytes;
        const fault = await heard(inPieces(all, [5])).then(
          () => "REMOTE_CONTENT",
          ({ code }) => code,
        );
        expect(fault).toMatch(/^REMOTE_(CONTENT|FAILED)$/);
      }),
    );
  });
});

describe("an answer that should be speech", () => {
  const wav = writeWav(samples, rate);
  it.each<[string, Script, string, RegExp]>([
    ["JSON", { body: { error: { message: "no voice" } } }, "REMOTE_CONTENT", /no voice/],
    ["text", { body: "busy" }, "REMOTE_CONTENT", /busy/],
    ["nothing", { type: "audio/wav", body: "" }, "REMOTE_CONTENT", /no sound/],
    ["too short", { type: "audio/pcm", body: raw.subarray(0, 40) }, "REMOTE_CONTENT", /no sound/],
    ["MP3", { type: "audio/mpeg", body: Buffer.from("ID3\x04aaaaaaaaaaa") }, "REMOTE_CONTENT", /compressed/],
    ["MP3 by its type", { type: "audio/mpeg", body: raw }, "REMOTE_CONTENT", /compressed/],
    ["a short file", { type: "audio/wav", body: wav.subarray(0, 3000) }, "REMOTE_FAILED", /missing/],
    ["a torn stream", { type: "audio/pcm", body: [raw.subarray(0, 999)], end: "cut" }, "REMOTE_FAILED", /./],
  ])("%s is told", async (_name, script, code, words) => {
    await using server = await remoteServer(script);
    const answer = await request({ service: "Acme", url: server.url, signal: never });
    const fault = await collect(speechOf(answer, { rate })).catch((thrown) => thrown);
    expect(fault).toMatchObject({ code, retryable: true });
    expect(fault.message).toMatch(words);
  });
  it.each<[string, Script, number]>([
    ["samples whose type has the rate", { type: "audio/L16;rate=8000", body: raw }, 8000],
    ["samples", { type: "audio/pcm", body: raw }, rate],
    ["samples without a type", { type: "application/octet-stream", body: raw }, rate],
    ["a WAV file under another name", { type: "audio/mpeg", body: wav }, rate],
  ])("%s are sound", async (_name, script, hz) => {
    await using server = await remoteServer(script);
    const answer = await request({ service: "Acme", url: server.url, signal: never });
    const pieces = await collect(speechOf(answer, { rate }));
    expect([pieces[0]?.rate, join16(...pieces.map((piece) => piece.samples))]).toEqual([hz, samples]);
  });
});

describe("a recording for a service", () => {
  it("is what was heard, as a WAV file", async () => {
    const sound = Int16Array.from({ length: 16_000 }, (_, i) => i % 500);
    async function* audio() {
      for (const frame of framesOf(sound)) {
        yield frame;
        yield "flush" as const;
      }
    }
    const recording = await recordingOf(audio(), never);
    expect([recording.ms, recording.rate]).toEqual([1000, 16_000]);
    const bytes = new Uint8Array(await fileOf(recording).arrayBuffer());
    expect(readWav(bytes)).toEqual({ rate: 16_000, channels: 1, samples: sound });
    expect((await recordingOf(audio(), never, 500)).ms).toBeLessThanOrEqual(500);
  });
});
