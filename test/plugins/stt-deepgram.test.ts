/** stt-deepgram against a local server of its streaming API. */
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { WebSocket } from "ws";
import plugin from "../../plugins/stt-deepgram/index.ts";
import { sttChecks } from "../conformance/stt.ts";
import { describeSuite } from "../conformance/suite.ts";
import { framesOf, noise } from "../kit/clips.ts";
import type { RemoteServer } from "../kit/remote.ts";
import { hearOne, openServedEar, sttSubject, uttered, wordsIn } from "./served-ear.ts";

const key = "dg-test-0123456789abcdef";
const results = (transcript: string, more: object) =>
  JSON.stringify({
    type: "Results",
    channel_index: [0, 1],
    duration: 1,
    start: 0,
    channel: { alternatives: [{ transcript, confidence: transcript === "" ? 0 : 0.98, words: [] }] },
    ...more,
  });

/** https://developers.deepgram.com/reference/speech-to-text/listen-streaming; `finalizes`: whether a Finalize is answered. */
const serveStream =
  (finalizes = true) =>
  (socket: WebSocket): void => {
    let held: Buffer[] = [];
    let told = "";
    const words = (): string => {
      const all = Buffer.concat(held);
      return wordsIn(new Int16Array(new Uint8Array(all).buffer));
    };
    const finish = (more: object): void => {
      socket.send(results(words(), { is_final: true, speech_final: true, ...more }));
      held = [];
      told = "";
    };
    socket.on("message", (data, binary) => {
      if (binary) {
        held.push(Buffer.from(data as Buffer));
        const now = held.length % 4 === 0 ? words() : told;
        if (now !== told) socket.send(results(now, { is_final: false, speech_final: false }));
        told = now;
        return;
      }
      const { type } = JSON.parse(String(data)) as { type: string };
      if (type === "Finalize" && finalizes) finish({ from_finalize: true });
      if (type !== "CloseStream") return;
      finish({});
      socket.send(JSON.stringify({ type: "Metadata", request_id: "r", duration: 1, channels: 1 }));
      socket.close(1000);
    });
  };
const earWith = (prepare: (server: RemoteServer) => void) => ({
  plugin,
  key,
  serve: () => ({ status: 404 }),
  prepare,
});
const ear = earWith((server) => server.socket(serveStream()));

describeSuite("stt-deepgram as an ear", () => sttSubject(ear), sttChecks);

it("asks for what Deepgram documents", async () => {
  await using hosted = await openServedEar(ear);
  await hearOne(hosted.stt, uttered(0), { language: "en-GB", hints: ["Ada", "den"] });
  const asked = hosted.server.last();
  expect(asked.path).toBe("/v1/listen");
  expect(asked.headers.authorization).toBe(`Token ${key}`);
  expect(Object.fromEntries(asked.query)).toMatchObject({
    model: "nova-3",
    language: "en",
    encoding: "linear16",
    sample_rate: "16000",
    channels: "1",
    interim_results: "true",
    smart_format: "true",
  });
  expect(asked.query.getAll("keyterm")).toEqual(["Ada", "den"]);
});

it("gives words while somebody still speaks", async () => {
  await using hosted = await openServedEar(ear);
  const signal = new AbortController().signal;
  const first = Promise.withResolvers<void>();
  async function* audio() {
    for (const frame of framesOf(uttered(0), { ms: 80 })) {
      yield frame;
      await sleep(2);
    }
    for (const frame of framesOf(noise(0.4, -75), { ms: 80 })) yield frame;
    await first.promise;
  }
  const asked = { language: "en", hints: [], signal };
  const heard: string[] = [];
  for await (const { text, final } of hosted.stt.transcribe(audio(), asked)) {
    heard.push(`${text}${final ? "." : ""}`);
    if (text !== "") first.resolve();
  }
  expect(heard[0]).toBe("turn on the kitchen lights");
  expect(heard.at(-1)).toBe("turn on the kitchen lights.");
});

it("answers a flush with what it knows where the service passes it over", async () => {
  await using hosted = await openServedEar(earWith((server) => server.socket(serveStream(false))));
  const signal = new AbortController().signal;
  async function* audio() {
    yield* framesOf(uttered(0), { ms: 80 });
    yield "flush" as const;
    await sleep(1200);
  }
  const heard: boolean[] = [];
  for await (const { final } of hosted.stt.transcribe(audio(), { language: "en", hints: [], signal }))
    heard.push(final);
  expect(heard.length).toBeGreaterThanOrEqual(2);
  expect(heard.at(-1)).toBe(true);
});

describe("when its service fails", () => {
  const said = { err_code: "X", err_msg: "Acme says no, for reason 4711" };
  const faultWith = async (prepare: (server: RemoteServer) => void): Promise<unknown> => {
    await using hosted = await openServedEar(earWith(prepare), { timeout: 400 });
    return await hearOne(hosted.stt).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  };

  it.each([
    [401, "REMOTE_DENIED"],
    [403, "REMOTE_DENIED"],
    [402, "REMOTE_LIMIT"],
    [429, "REMOTE_LIMIT"],
    [400, "REMOTE_REFUSED"],
    [404, "REMOTE_REFUSED"],
    [500, "REMOTE_FAILED"],
    [503, "REMOTE_FAILED"],
  ])("a handshake refused with %d is %s", async (status, code) => {
    const fault = await faultWith((server) => server.socket(() => {}, { status, body: said }));
    expect(fault).toMatchObject({ code, retryable: true, message: expect.stringContaining("4711") });
    expect(String(fault)).not.toContain(key);
  });

  it.each<[string, (socket: WebSocket) => void, string]>([
    ["torn", (socket) => socket.terminate(), "REMOTE_FAILED"],
    ["closed with 1011", (socket) => socket.close(1011, "NET-0001"), "REMOTE_FAILED"],
    ["closed with 1008", (socket) => socket.close(1008, "DATA-0000"), "REMOTE_DENIED"],
    ["silent at the end", () => {}, "REMOTE_FAILED"],
    ["saying what is no JSON", (socket) => socket.send("<html>"), "REMOTE_CONTENT"],
    ["sending bytes", (socket) => socket.send(Buffer.from([1, 2, 3])), "REMOTE_CONTENT"],
    ["giving results without words", (socket) => socket.send('{"type":"Results"}'), "REMOTE_CONTENT"],
  ])("a socket that is %s is a fault", async (_how, act, code) => {
    expect(await faultWith((server) => server.socket(act))).toMatchObject({ code, retryable: true });
  });

  it("passes over messages of other kinds", async () => {
    const prepare = (server: RemoteServer) =>
      server.socket((socket) => {
        socket.send('{"type":"SpeechStarted"}');
        socket.send('{"type":"UtteranceEnd"}');
        socket.send("null");
        serveStream()(socket);
      });
    expect(await faultWith(prepare)).toBeUndefined();
  });

  it("an abort closes the socket", async () => {
    const closed = Promise.withResolvers<void>();
    const opened = Promise.withResolvers<void>();
    await using hosted = await openServedEar(
      earWith((server) =>
        server.socket((socket) => {
          socket.on("close", () => closed.resolve());
          opened.resolve();
        }),
      ),
    );
    const abort = new AbortController();
    async function* audio() {
      yield* framesOf(uttered(0), { ms: 80 });
      await new Promise(() => {});
    }
    const asked = { language: "en", hints: [], signal: abort.signal };
    const work = (async () => {
      for await (const _ of hosted.stt.transcribe(audio(), asked));
    })().catch((thrown: unknown) => expect(thrown).toMatchObject({ code: "CANCELLED" }));
    await opened.promise;
    abort.abort();
    await closed.promise;
    await work;
  });
});
