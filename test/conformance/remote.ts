/** What every plugin for a service must do when the service fails: the right fault, its words, no key, and no connection left open. */
import { Fault } from "hearsay";
import { expect } from "vitest";
import type { RemoteServer, Script } from "../kit/remote.ts";
import type { Check } from "./suite.ts";

export interface RemoteSubject {
  /** The plugin's `url` points to it. */
  readonly server: RemoteServer;
  /** The plugin's `key`; shown nowhere. */
  readonly key?: string;
  /** One job, from its beginning to its end; rejects with what the provider throws. The plugin's `timeout` must be short (300 ms). */
  act(signal: AbortSignal): Promise<unknown>;
  /** What the service answers when all is well. */
  readonly good: Script;
  /** Fewer checks: what the plugin's way to the service cannot show. */
  readonly without?: readonly string[];
}

interface Case {
  readonly name: string;
  readonly script: (subject: RemoteSubject) => Script;
  readonly code: string;
  readonly words?: RegExp;
  readonly retryAfter?: number;
}

const said = "Acme says no, for reason 4711";
const error = (status: number, headers: Record<string, string> = {}): (() => Script) => {
  return () => ({ status, headers, body: { error: { message: said, type: "error" } } });
};
const words = /4711/;

const cases: readonly Case[] = [
  { name: "401 is REMOTE_DENIED", script: error(401), code: "REMOTE_DENIED", words },
  { name: "403 is REMOTE_DENIED", script: error(403), code: "REMOTE_DENIED", words },
  { name: "400 is REMOTE_REFUSED", script: error(400), code: "REMOTE_REFUSED", words },
  { name: "404 is REMOTE_REFUSED", script: error(404), code: "REMOTE_REFUSED", words },
  { name: "422 is REMOTE_REFUSED", script: error(422), code: "REMOTE_REFUSED", words },
  { name: "402 is REMOTE_LIMIT", script: error(402), code: "REMOTE_LIMIT", words },
  {
    name: "429 is REMOTE_LIMIT, with how long to wait",
    script: error(429, { "retry-after": "7" }),
    code: "REMOTE_LIMIT",
    words,
    retryAfter: 7000,
  },
  { name: "500 is REMOTE_FAILED", script: error(500), code: "REMOTE_FAILED", words },
  { name: "503 is REMOTE_FAILED", script: error(503), code: "REMOTE_FAILED", words },
  {
    name: "a page of HTML in place of the answer is REMOTE_CONTENT",
    script: () => ({ type: "text/html", body: "<html><title>Sign in</title></html>" }),
    code: "REMOTE_CONTENT",
  },
  { name: "silence is REMOTE_FAILED", script: () => ({ end: "hang" }), code: "REMOTE_FAILED" },
  {
    name: "a connection that is torn before the answer is REMOTE_FAILED",
    script: () => ({ end: "cut" }),
    code: "REMOTE_FAILED",
  },
  {
    name: "an answer that breaks off is REMOTE_FAILED",
    script: ({ good }) => ({ ...good, body: half(good.body), end: "cut" }),
    code: "REMOTE_FAILED",
  },
  {
    name: "an answer that stops coming is REMOTE_FAILED",
    script: ({ good }) => ({ ...good, body: half(good.body), end: "hang" }),
    code: "REMOTE_FAILED",
  },
];

/** The first half, as steps. */
function half(body: Script["body"] = ""): Script["body"] {
  if (Array.isArray(body)) return body.slice(0, Math.ceil(body.length / 2));
  const bytes = Buffer.from(
    typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body),
  );
  return [bytes.subarray(0, Math.ceil(bytes.length / 2))];
}

async function faultFrom(act: Promise<unknown>): Promise<Fault> {
  const thrown = await act.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Fault);
  return thrown as Fault;
}

const never = (): AbortSignal => new AbortController().signal;

function checkOf({ name, script, code, words: heard, retryAfter }: Case): Check<RemoteSubject> {
  return {
    name,
    async check(subject) {
      if (subject.without?.includes(name)) return;
      subject.server.answer(script(subject));
      const fault = await faultFrom(subject.act(never()));
      expect(fault.code, fault.message).toBe(code);
      expect(fault.retryable).toBe(true);
      if (heard) expect(fault.message).toMatch(heard);
      if (retryAfter !== undefined) expect(fault.retryAfter).toBe(retryAfter);
    },
  };
}

export const remoteChecks: readonly Check<RemoteSubject>[] = [
  {
    name: "a good answer is taken",
    async check(subject) {
      subject.server.answer(subject.good);
      await subject.act(never());
      expect(subject.server.requests.length).toBeGreaterThan(0);
    },
  },
  ...cases.map(checkOf),
  {
    name: "a service that is not there is REMOTE_FAILED",
    async check(subject) {
      await subject.server[Symbol.asyncDispose]();
      expect((await faultFrom(subject.act(never()))).code).toBe("REMOTE_FAILED");
    },
  },
  {
    name: "a refusal that repeats the key is told without it",
    async check(subject) {
      const { key = "" } = subject;
      if (key === "") return;
      subject.server.answer({ status: 401, body: { error: { message: `The key ${key} is unknown` } } });
      const fault = await faultFrom(subject.act(never()));
      expect(JSON.stringify([fault.message, fault.remedy, fault.stack])).not.toContain(key);
      expect(fault.message).toContain("is unknown");
    },
  },
  {
    name: "an abort closes the connection while nothing has come",
    async check(subject) {
      subject.server.answer({ end: "hang" });
      await abortIn(subject);
    },
  },
  {
    name: "an abort closes the connection in the middle of an answer",
    async check(subject) {
      const { good } = subject;
      subject.server.answer({ ...good, body: half(good.body), end: "hang" });
      await abortIn(subject);
    },
  },
];

/** Aborts once the request is there, and waits until its connection is gone; the job ends by itself or with CANCELLED. */
async function abortIn(subject: RemoteSubject): Promise<void> {
  const abort = new AbortController();
  const act = subject.act(abort.signal).then(
    () => undefined,
    (error: unknown) => error,
  );
  await expect.poll(() => subject.server.requests.length).toBeGreaterThan(0);
  const before = subject.server.requests.length;
  abort.abort(new Fault("CANCELLED", "the test ends it"));
  await subject.server.last().dropped;
  const thrown = await act;
  if (thrown !== undefined) expect((thrown as { code?: string }).code).toBe("CANCELLED");
  expect(subject.server.requests.length).toBe(before);
}
