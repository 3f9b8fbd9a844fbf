/** Ids, bodies and envelopes: what is said is checked, and what a stranger wrote is never trusted. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Kind, topics } from "../../../bus-schema/index.ts";
import { checkAnswer, checkBody } from "../../../core/bus/check.ts";
import { decode, encode, maxMessageBytes, seal } from "../../../core/bus/envelope.ts";
import { newId } from "../../../core/bus/id.ts";
import { type AskedKind, asFault, Fault, type Message } from "../../../core/contract/index.ts";

const thrownBy = (work: () => unknown): Fault | undefined => {
  try {
    work();
    return undefined;
  } catch (thrown) {
    return asFault(thrown);
  }
};

describe("ids", () => {
  it("are UUIDv7, unique, and sort by time even within a millisecond", () => {
    const ids = Array.from({ length: 20_000 }, newId);
    expect(
      ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual([...ids].sort());
  });

  it("begin with the time they were made", () => {
    const time = Number.parseInt(newId().replaceAll("-", "").slice(0, 12), 16);
    expect(Math.abs(time - Date.now())).toBeLessThan(60_000);
  });
});

describe("checks", () => {
  it.each(Object.keys(topics) as Kind[])("the schema of %s compiles and knows what is not a body", (kind) => {
    expect(thrownBy(() => checkBody(kind, "no body"))).toMatchObject({ code: "MESSAGE_INVALID" });
  });

  it.each(
    Object.entries(topics)
      .filter(([, { answered }]) => answered)
      .map(([kind]) => kind as AskedKind),
  )("the answer to %s is checked", (kind) => {
    expect(thrownBy(() => checkAnswer(kind, []))).toMatchObject({ code: "MESSAGE_INVALID" });
  });

  it.each([
    ["alarm/clear", { name: 5 }, "/name", "alarm/clear: /name must be string."],
    ["listen/stop", {}, "/reason", "listen/stop: /reason is missing."],
    ["listen/stop", { reason: "x" }, "/reason", "listen/stop: /reason must be one of done, cancel."],
    ["alarm/stop", { "a/b~c": 1 }, "/a~1b~0c", "alarm/stop: /a~1b~0c is not known here."],
    ["fault", { code: "A", message: "m", count: 0 }, "/count", "fault: /count must be >= 1."],
  ] as const)("%s %j names kind, path and what is wrong", (kind, body, path, message) => {
    expect(thrownBy(() => checkBody(kind, body))).toMatchObject({ code: "MESSAGE_INVALID", path, message });
  });

  it("know only the kinds there are", () => {
    for (const kind of ["nothing/here", "__proto__", "constructor", "../package"]) {
      expect(thrownBy(() => checkBody(kind as Kind, {}))).toMatchObject({ code: "MESSAGE_INVALID" });
    }
  });
});

describe("envelopes", () => {
  const where = { site: "den" };
  const sealed = () => seal("listen/stop", where, { reason: "done" }, "hub/test", { cause: "c", turn: "t" });

  it("go there and back", () => {
    const message = sealed();
    expect(decode("listen/stop", where, encode(message as unknown as Message))).toEqual(message);
  });

  it.each([
    ["id", { id: "" }],
    ["id", { id: "a b" }],
    ["id", { id: 5 }],
    ["at", { at: "now" }],
    ["at", { at: -1 }],
    ["at", { at: null }],
    ["by", { by: "nobody" }],
    ["by", { by: "hub/" }],
    ["by", { by: "hub/a/b" }],
    ["cause", { cause: {} }],
    ["turn", { turn: "x".repeat(97) }],
    ["replyTo", { replyTo: "a/b" }],
    ["replyTo", { replyTo: "+" }],
  ])("with a wrong %s are refused: %j", (field, wrong) => {
    const bytes = Buffer.from(JSON.stringify({ ...sealed(), ...wrong }));
    expect(thrownBy(() => decode("listen/stop", where, bytes))).toMatchObject({
      code: "MESSAGE_INVALID",
      path: `/${field}`,
    });
  });

  it("keep fields that a later version may add out of what is heard", () => {
    const bytes = Buffer.from(
      JSON.stringify({ ...sealed(), extra: 1, kind: "fault", where: { site: "attic" } }),
    );
    expect(decode("listen/stop", where, bytes)).toMatchObject({ kind: "listen/stop", where });
    expect(decode("listen/stop", where, bytes)).not.toHaveProperty("extra");
  });

  it("never crash on bytes, and what they say never quotes them", () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(Buffer.from)), (bytes) => {
        expect(thrownBy(() => decode("listen/stop", where, bytes))).toBeInstanceOf(Fault);
      }),
    );
    const secret = Buffer.from('{"id":"my secret words');
    expect(thrownBy(() => decode("transcript/final", where, secret))?.message).not.toContain("secret");
  });

  it("with ill-formed UTF-8 are refused", () => {
    const text = JSON.stringify({ ...seal("reply/say", where, { text: "XX" }, "hub/test") });
    const bytes = Buffer.from(text);
    bytes.writeUInt16BE(0xc328, text.indexOf("XX"));
    expect(thrownBy(() => decode("reply/say", where, bytes))?.code).toBe("MESSAGE_INVALID");
  });

  it("over the limit are refused on both sides", () => {
    const message = { ...sealed(), body: { reason: "x".repeat(maxMessageBytes) } } as unknown as Message;
    expect(thrownBy(() => encode(message))?.code).toBe("MESSAGE_TOO_LARGE");
    expect(thrownBy(() => decode("listen/stop", where, Buffer.alloc(maxMessageBytes + 1)))?.code).toBe(
      "MESSAGE_TOO_LARGE",
    );
  });
});
