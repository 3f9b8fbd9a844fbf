/** Fetches one pinned file into a `.part` that a later attempt, or a later process, goes on with. */
import { open, readFile, rm, stat, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { asFault, Fault } from "../../contract/index.ts";
import { type Answer, get } from "./http.ts";
import { digestOf } from "./verify.ts";

/** What is fetched, whole. */
export interface Parcel {
  /** For people: what it is and where from. */
  readonly about: string;
  /** Where no digest is known only a guess. */
  readonly bytes: number;
  /** Bytes it may have where no digest is known; default: `bytes`. */
  readonly most?: number;
  /** Absent: whoever unpacks it finds out whether it is right, and only that it is whole is made sure. */
  readonly digest?: { readonly algorithm: "md5" | "sha256" | "sha512"; readonly value: Buffer };
  /** Its address; asked for only when bytes are missing. */
  locate(signal?: AbortSignal): Promise<string>;
}

export interface DownloadOptions {
  readonly signal?: AbortSignal;
  /** Bytes of the parcel that are there now. */
  readonly onBytes?: (received: number) => void;
  /** The wait before the second attempt; each further one waits twice as long. */
  readonly backoffMs?: number;
}

const attempts = 4;
/** Statuses that another attempt may not meet: RFC 9110 15.5.9, RFC 6585 4, and every 5xx. */
const passing = (status: number): boolean => status === 408 || status === 429 || status >= 500;

const failed = (parcel: Parcel, what: string, retryable: boolean): Fault =>
  new Fault("MODEL_FETCH_FAILED", `${parcel.about}: ${what}`, { retryable });

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0;

/** Forgets what has arrived so far. */
export async function dropPart(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(`${part}.tag`, { force: true });
}

/**
 * Resolves when `part` holds the whole parcel and its digest is right; rejects with Fault MODEL_FETCH_FAILED after
 * several attempts without a byte of progress. Errors of the file system come through as they are.
 */
export async function download(parcel: Parcel, part: string, options: DownloadOptions = {}): Promise<void> {
  const { signal, backoffMs = 500 } = options;
  let best = await sizeOf(part);
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryOnce(parcel, part, options);
    } catch (thrown) {
      signal?.throwIfAborted();
      if (!asFault(thrown).retryable) throw thrown;
      const size = await sizeOf(part);
      if (size > best) attempt = 1;
      best = Math.max(best, size);
      if (attempt >= attempts) throw thrown;
      await sleep(backoffMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2), undefined, { signal });
    }
  }
}

async function tryOnce(parcel: Parcel, part: string, options: DownloadOptions): Promise<void> {
  let have = await sizeOf(part);
  if (have > (parcel.most ?? parcel.bytes)) {
    await dropPart(part);
    have = 0;
  }
  const resumed = have > 0;
  if (!parcel.digest || have < parcel.bytes) await fetchRest(parcel, part, have, options);
  options.onBytes?.(parcel.bytes);
  if (!parcel.digest) return;
  const { algorithm, value } = parcel.digest;
  if ((await digestOf(part, algorithm, options.signal)).equals(value)) return;
  await dropPart(part);
  options.onBytes?.(0);
  // A resumed file may mix two versions; what arrived in one piece and is wrong will be wrong again.
  throw failed(parcel, "what arrived is not what the catalogue says (wrong digest)", resumed);
}

async function fetchRest(parcel: Parcel, part: string, have: number, options: DownloadOptions) {
  const address = await parcel.locate(options.signal);
  const tag = have > 0 ? await readFile(`${part}.tag`, "utf8").catch(() => "") : "";
  const headers = have > 0 ? { range: `bytes=${have}-`, ...(tag ? { "if-range": tag } : {}) } : {};
  const answer = await get(address, headers, options.signal);
  try {
    const start = startOf(parcel, answer, have);
    if (start !== have) await dropPart(part);
    // Only a strong validator may be used with a range (RFC 9110 13.1.5).
    const { etag } = answer.headers;
    if (start === 0 && etag && !etag.startsWith("W/")) await writeFile(`${part}.tag`, etag);
    await append(parcel, part, start, answer, options);
  } finally {
    answer.body.destroy();
  }
}

/** Where the answer's bytes belong: after what is there, or at the start when the server does not resume. */
function startOf(parcel: Parcel, { status, headers }: Answer, have: number): number {
  const host = `answered ${status}`;
  if (status === 206) {
    const [, from, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers["content-range"] ?? "") ?? [];
    if (Number(from) !== have) throw failed(parcel, `${host} with another range than was asked for`, true);
    if (parcel.digest && total !== "*" && Number(total) !== parcel.bytes)
      throw failed(parcel, `has ${total} bytes, and ${parcel.bytes} were expected`, false);
    return have;
  }
  if (status === 416) return 0;
  if (status !== 200) throw failed(parcel, host, passing(status));
  const length = headers["content-length"];
  if (parcel.digest && length !== undefined && Number(length) !== parcel.bytes)
    throw failed(parcel, `has ${length} bytes, and ${parcel.bytes} were expected`, false);
  return 0;
}

async function append(
  parcel: Parcel,
  part: string,
  start: number,
  { body, status }: Answer,
  { signal, onBytes }: DownloadOptions,
): Promise<void> {
  if (status === 416) throw failed(parcel, "answered 416", true);
  let received = start;
  onBytes?.(received);
  const chunks = (body as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  const handle = await open(part, start > 0 ? "a" : "w");
  try {
    while (true) {
      // Only reading is the network's fault: what writing throws goes up as it is.
      const { done, value } = await chunks.next().catch((cause: unknown) => {
        signal?.throwIfAborted();
        throw cutOff(parcel, received, cause);
      });
      if (done) break;
      received += value.length;
      if (received > (parcel.most ?? parcel.bytes))
        throw failed(parcel, "sends more bytes than were expected", false);
      await handle.writeFile(value);
      onBytes?.(received);
    }
  } finally {
    await handle.close();
  }
  if (parcel.digest && received < parcel.bytes) throw cutOff(parcel, received);
}

function cutOff(parcel: Parcel, received: number, cause?: unknown): Fault {
  const message = `${parcel.about}: cut off after ${received} of ${parcel.bytes} bytes`;
  return new Fault("MODEL_FETCH_FAILED", message, { retryable: true, cause });
}
