/** Requests to services: every failure has its code and its words, and no connection is left behind. */
import fc from "fast-check";
import { eventsOf, jsonOf, linesOf, request, serviceOf, textOf, wordsOf } from "hearsay/remote";
import { describe, expect, it } from "vitest";
import { type RemoteSubject, remoteChecks } from "../../../conformance/remote.ts";
import { describeSuite, expectBroken } from "../../../conformance/suite.ts";
import { collect } from "../../../kit/clips.ts";
import { ndjson, type RemoteServer, remoteServer, type Script, sse } from "../../../kit/remote.ts";

const key = "sk-very-secret-0815";
const good: Script = sse({ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 });

async function subjectOf(act: (server: RemoteServer, signal: AbortSignal) => Promise<unknown>) {
  const server = await remoteServer();
  const subject: RemoteSubject = { server, key, good, act: (signal) => act(server, signal) };
  return { ...subject, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}
const call = (server: RemoteServer, signal: AbortSignal) =>
  serviceOf({ name: "Acme", url: server.url, timeout: 300, secrets: [key] }).ask("/v1/x", {
    json: { text: "What is the weather" },
    signal,
  });
const never = new AbortController().signal;

describeSuite(
  "hearsay/remote",
  () => subjectOf(async (server, signal) => collect(eventsOf(await call(server, signal)))),
  remoteChecks,
);

it("the suite fails on a plugin that lets errors through", async () => {
  const broken = () =>
    subjectOf(async ({ url }) => {
      const answer = await fetch(url, { method: "POST" });
      if (!answer.ok) throw new Error(`${key}: ${await answer.text()}`);
      return await answer.text();
    });
  const names = remoteChecks.map(({ name }) => name);
  await expectBroken(
    broken,
    remoteChecks,
    names.filter((name) => name !== "a good answer is taken"),
    1000,
  );
});

describe("an answer", () => {
  const read = async <T>(script: Script, how: (answer: Awaited<ReturnType<typeof call>>) => Promise<T>) => {
    await using server = await remoteServer(script);
    return await how(await call(server, never));
  };
  it("is read as text, JSON, lines or events", async () => {
    expect(await read({ body: "grüß" }, textOf)).toBe("grüß");
    expect(await read({ body: { a: 1 } }, jsonOf)).toEqual({ a: 1 });
    expect(await read(ndjson({ a: 1 }, { b: "ü" }), (a) => collect(linesOf(a)))).toEqual([
      { a: 1 },
      { b: "ü" },
    ]);
    expect(await read(good, (a) => collect(eventsOf(a)))).toHaveLength(4);
    const named = { type: "text/event-stream", body: "event: done\ndata: 1\n\n" };
    expect(await read(named, (a) => collect(eventsOf(a)))).toEqual([{ event: "done", data: "1" }]);
  });
  it("may be cut anywhere on its way", async () => {
    const values = [{ text: "Über 7 €\n" }, { text: "\u{1F600}" }];
    const bytes = Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(""));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 6 }), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const body = at.slice(1).map((to, i) => bytes.subarray(at[i], to));
        async function* pieces() {
          yield* body;
        }
        const answer = { service: "Acme", status: 200, headers: new Headers(), type: "", hidden: {} };
        expect(await collect(linesOf({ ...answer, body: pieces() }))).toEqual(values);
      }),
    );
  });
  it.each<[string, Script, (a: Awaited<ReturnType<typeof call>>) => Promise<unknown>, RegExp]>([
    ["no JSON", { body: "Out of order" }, jsonOf, /Out of order/],
    ["JSON for events", { body: { error: "no model" } }, (a) => collect(eventsOf(a)), /no model/],
    ["too long", { body: "x".repeat(2000) }, (a) => textOf(a, 1000), /more than 1000/],
  ])("that is wrong is told: %s", async (_name, script, how, words) => {
    await expect(read(script, how)).rejects.toMatchObject({ code: "REMOTE_CONTENT" });
    await expect(read(script, how)).rejects.toThrow(words);
  });
});

describe("a request", () => {
  it("has path, query, headers and body as they were given", async () => {
    await using server = await remoteServer({ body: {} });
    const service = serviceOf({ name: "Acme", url: `${server.url}/base/`, headers: { "x-key": key } });
    await service.ask("/v1/x?a=1", { query: { b: "ü & ö" }, json: { c: [1] }, signal: never });
    const { method, path, query, headers, json } = server.last();
    expect([method, path, query.get("a"), query.get("b")]).toEqual(["POST", "/base/v1/x", "1", "ü & ö"]);
    expect(headers).toMatchObject({ "x-key": key, "content-type": "application/json" });
    expect(json()).toEqual({ c: [1] });
    const form = new FormData();
    form.append("file", new Blob(["abc"]), "a.wav");
    await service.ask("/up", { body: form, signal: never });
    expect((await server.last().form()).get("file")).toMatchObject({ name: "a.wav", size: 3 });
  });
  it("does not follow a redirect, which would take the key along", async () => {
    await using other = await remoteServer({ body: {} });
    await using server = await remoteServer({ status: 307, headers: { location: `${other.url}/v2` } });
    await expect(call(server, never)).rejects.toMatchObject({ code: "REMOTE_REFUSED" });
    await expect(call(server, never)).rejects.toThrow(`${other.url}/v2`);
    expect(other.requests).toEqual([]);
  });
  it("tells a time-out for the whole", async () => {
    await using server = await remoteServer({ body: ["a", 100, "b", 100, "c", 5000] });
    const asked = { service: "Acme", url: server.url, signal: never, timeout: { first: 5000, whole: 250 } };
    await expect(request(asked).then(textOf)).rejects.toThrow(/not done within 250 ms/);
    await server.last().dropped;
  });
  it("goes once more when a kept connection was closed meanwhile", async () => {
    await using server = await remoteServer({ end: "cut" }, { body: { ok: true } });
    expect(await call(server, never).then(jsonOf)).toEqual({ ok: true });
  });
});

describe("a service's words", () => {
  it.each([
    ['{"error":{"message":"no"}}', "no"],
    ['{"detail":[{"loc":["body"],"msg":"field required"}]}', "field required"],
    ['{"detail":{"status":"quota","message":"used up"}}', "used up"],
    ['{"err_code":"X","err_msg":"bad sound"}', "bad sound"],
    ['[{"error":{"code":400,"message":"bad"}}]', "bad"],
    ['{"a":1}', ""],
    ["{broken", "{broken"],
    ["<html><head><title>502 Bad Gateway</title></head></html>", "502 Bad Gateway"],
    ["", ""],
    ["a\u0000\n  b", "a b"],
    ["Incorrect key: sk-ab***yz.", "Incorrect key: [secret]"],
  ])("%s", (body, said) => expect(wordsOf(body)).toBe(said));
  it("have neither the key nor what was said in them", () => {
    const sent = { messages: [{ text: "where does Anna live" }], model: "gpt-4o mini" };
    const words = wordsOf(`gpt: bad text "where does Anna live" of ${key}`, { secrets: [key], sent });
    expect(words).toBe('gpt: bad text "[…]" of [secret]');
  });
  it("are bounded, whatever they are", () => {
    fc.assert(fc.property(fc.string({ maxLength: 3000 }), (body) => wordsOf(body).length <= 300));
  });
});
