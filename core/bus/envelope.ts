/** The envelope around every JSON message: sealing, writing, and reading what a stranger wrote. */
import type { Kind, Messages, Where } from "../../bus-schema/index.ts";
import { type Context, Fault, type Message } from "../contract/index.ts";
import { checkBody } from "./check.ts";
import { newId } from "./id.ts";

/** A whole JSON message as bytes; MQTT's own header and topic fit beside it within 256 KiB. */
export const maxMessageBytes = 260_000;

const idForm = /^[A-Za-z0-9._:-]{1,96}$/;
const byForm = /^[a-z]+\/[A-Za-z0-9][A-Za-z0-9._-]{0,95}$/;
const instanceForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,95}$/;

/** A checked message, ready to be said. Throws MESSAGE_INVALID. */
export function seal<K extends Kind>(
  kind: K,
  where: Where<K>,
  body: Messages[K],
  by: string,
  { cause, turn, replyTo }: Context = {},
): Message<K> {
  checkBody(kind, body);
  const message: Message<K> = {
    kind,
    where,
    id: newId(),
    at: Date.now(),
    by,
    ...(cause === undefined ? {} : { cause }),
    ...(turn === undefined ? {} : { turn }),
    ...(replyTo === undefined ? {} : { replyTo }),
    body,
  };
  checkEnvelope(kind, message);
  return message;
}

/** The message as it travels. Throws MESSAGE_TOO_LARGE. */
export function encode({ kind, id, at, by, cause, turn, replyTo, body }: Message): Buffer {
  const bytes = Buffer.from(JSON.stringify({ id, at, by, cause, turn, replyTo, body }));
  if (bytes.length <= maxMessageBytes) return bytes;
  throw new Fault("MESSAGE_TOO_LARGE", `${kind}: ${bytes.length} bytes are more than ${maxMessageBytes}.`);
}

/** The message in these bytes. Throws MESSAGE_INVALID or MESSAGE_TOO_LARGE; what it says never quotes the message. */
export function decode<K extends Kind>(kind: K, where: Where<K>, bytes: Uint8Array): Message<K> {
  if (bytes.length > maxMessageBytes) {
    throw new Fault("MESSAGE_TOO_LARGE", `${kind}: ${bytes.length} bytes are more than ${maxMessageBytes}.`);
  }
  const read = parse(kind, bytes);
  checkEnvelope(kind, read);
  checkBody(kind, read.body);
  const { id, at, by, cause, turn, replyTo, body } = read;
  return {
    kind,
    where,
    id,
    at,
    by,
    ...(cause === undefined ? {} : { cause }),
    ...(turn === undefined ? {} : { turn }),
    ...(replyTo === undefined ? {} : { replyTo }),
    body,
  };
}

function parse<K extends Kind>(kind: K, bytes: Uint8Array): Message<K> {
  let read: unknown;
  try {
    // Fatal: an ill-formed sequence must not turn into other words.
    read = JSON.parse(decoder.decode(bytes));
  } catch {
    throw new Fault("MESSAGE_INVALID", `${kind}: is not JSON in UTF-8.`, { path: "" });
  }
  if (read === null || typeof read !== "object" || Array.isArray(read)) {
    throw new Fault("MESSAGE_INVALID", `${kind}: is not a JSON object.`, { path: "" });
  }
  return read as Message<K>;
}
const decoder = new TextDecoder("utf-8", { fatal: true });

function checkEnvelope(kind: Kind, envelope: Partial<Message>): void {
  const { id, at, by, cause, turn, replyTo } = envelope;
  const wrong =
    (!matches(idForm, id) && "id") ||
    (!(typeof at === "number" && Number.isFinite(at) && at >= 0) && "at") ||
    (!matches(byForm, by) && "by") ||
    (cause !== undefined && !matches(idForm, cause) && "cause") ||
    (turn !== undefined && !matches(idForm, turn) && "turn") ||
    (replyTo !== undefined && !matches(instanceForm, replyTo) && "replyTo");
  if (wrong) {
    throw new Fault("MESSAGE_INVALID", `${kind}: the envelope's ${wrong} is missing or malformed.`, {
      path: `/${wrong}`,
    });
  }
}

function matches(form: RegExp, value: unknown): boolean {
  return typeof value === "string" && form.test(value);
}
