/** A speech service on loopback with OpenAI's speech API: it speaks with flite as fast as a good service, until it is told to fail. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { TextToSpeech } from "hearsay";
import { writeWav } from "../../../core/audio/wav.ts";
import { speakAll } from "../../kit/spoken.ts";

export const faults = [
  "none",
  "slow",
  "error 500",
  "error 401",
  "error 429",
  "no answer",
  "no bytes",
  "a web page",
  "an empty answer",
  "silence",
  "a truncated file",
  "ended early",
  "cut in the middle",
  "stuck in the middle",
] as const;
export type FaultName = (typeof faults)[number];

export interface SpeechServer extends AsyncDisposable {
  readonly url: string;
  fault: FaultName;
  /** What it was asked, and of how many characters. */
  readonly counted: { requests: number; characters: number };
}

/** ms until the first byte; then so much faster than real time. */
const firstByte = 120;
const haste = 4;
const slowBy = 4000;
const pieceMs = 100;
const headerBytes = 44;

interface Asked {
  readonly input: string;
}

async function bodyOf(request: IncomingMessage): Promise<Asked> {
  let text = "";
  for await (const part of request) text += part;
  return JSON.parse(text) as Asked;
}

/** Sends a part of a WAV file as it would be made, 0 to 1. */
async function stream(response: ServerResponse, wav: Buffer, share: number, rate: number): Promise<void> {
  const size = Math.round((rate * 2 * pieceMs) / 1000);
  const end = headerBytes + Math.floor(((wav.length - headerBytes) * share) / 2) * 2;
  response.writeHead(200, { "content-type": "audio/wav" });
  response.write(wav.subarray(0, headerBytes));
  for (let from = headerBytes; from < end && !response.destroyed; from += size) {
    response.write(wav.subarray(from, Math.min(end, from + size)));
    await sleep(pieceMs / haste);
  }
}

/** Its length is not known while it is made (RFC 2361 leaves it open; services write the largest number). */
function endless(wav: Buffer): Buffer {
  const copy = Buffer.from(wav);
  copy.writeUInt32LE(0xffff_ffff, 4);
  copy.writeUInt32LE(0xffff_ffff, 40);
  return copy;
}

type Answer = (response: ServerResponse, wav: Buffer, rate: number) => Promise<void> | void;

const whole: Answer = async (response, wav, rate) => {
  await stream(response, endless(wav), 1, rate);
  response.end();
};
const refuse =
  (status: number): Answer =>
  (response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: { message: `This is ${status}.` } }));
  };
const half: Answer = (response, wav, rate) => stream(response, endless(wav), 0.5, rate);

const answers: Readonly<Record<FaultName, Answer>> = {
  none: whole,
  async slow(response, wav, rate) {
    await sleep(slowBy);
    await whole(response, wav, rate);
  },
  "error 500": refuse(500),
  "error 401": refuse(401),
  "error 429": refuse(429),
  "no answer": () => {},
  "no bytes"(response) {
    response.writeHead(200, { "content-type": "audio/wav" });
    response.flushHeaders();
  },
  "a web page"(response) {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<html><body>Please log in.</body></html>");
  },
  "an empty answer"(response) {
    response.writeHead(200, { "content-type": "audio/wav" });
    response.end();
  },
  async silence(response, wav, rate) {
    await whole(
      response,
      Buffer.concat([wav.subarray(0, headerBytes), Buffer.alloc(wav.length - headerBytes)]),
      rate,
    );
  },
  "a truncated file"(response, wav) {
    response.writeHead(200, { "content-type": "audio/wav" });
    response.end(wav.subarray(0, Math.floor(wav.length * 0.4)));
  },
  async "ended early"(response, wav, rate) {
    await half(response, wav, rate);
    response.end();
  },
  async "cut in the middle"(response, wav, rate) {
    await half(response, wav, rate);
    response.destroy();
  },
  "stuck in the middle": half,
};

export async function startSpeechServer(tts: TextToSpeech, voice: string): Promise<SpeechServer> {
  const counted = { requests: 0, characters: 0 };
  const facts = { fault: "none" as FaultName };
  const made = new Map<string, { wav: Buffer; rate: number }>();
  async function speak(text: string): Promise<{ wav: Buffer; rate: number }> {
    const { samples, rate } = await speakAll(tts, [text], { voice });
    const sound = { wav: writeWav(samples, rate), rate };
    made.set(text, sound);
    return sound;
  }
  const server = createServer((request, response) => {
    response.on("error", () => {});
    void bodyOf(request).then(async ({ input }) => {
      counted.requests++;
      counted.characters += input.trim().length;
      const { fault } = facts;
      const { wav, rate } = made.get(input) ?? (await speak(input));
      if (!fault.startsWith("error") && fault !== "no answer") await sleep(firstByte);
      await answers[fault](response, wav, rate);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/v1`,
    counted,
    get fault() {
      return facts.fault;
    },
    set fault(fault) {
      facts.fault = fault;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close").catch(() => {});
    },
  };
}
