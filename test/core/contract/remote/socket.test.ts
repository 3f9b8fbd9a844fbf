/** Web sockets to services: what comes, how they end, and what a refusal says. */
import { openSocket } from "hearsay/remote";
import { describe, expect, it } from "vitest";
import { collect } from "../../../kit/clips.ts";
import { remoteServer } from "../../../kit/remote.ts";

const key = "wss-secret-77";
const never = new AbortController().signal;
const open = (url: string, signal = never) =>
  openSocket({ service: "Acme", url, headers: { "x-key": key }, signal, timeout: 2000, secrets: [key] });

describe("a socket to a service", () => {
  it("gives what comes, text and bytes, and ends with a normal close", async () => {
    await using server = await remoteServer();
    server.socket((socket, request) => {
      expect(request.headers["x-key"]).toBe(key);
      socket.on("message", (data, binary) => {
        socket.send(data, { binary });
        if (binary) socket.close(1000);
      });
    });
    await using socket = await open(`${server.url}/v1?a=1`);
    await socket.send("hello");
    await socket.send(Uint8Array.of(1, 2));
    expect(await collect(socket.messages)).toEqual(["hello", Buffer.from([1, 2])]);
  });
  it.each([
    [1011, "model crashed", "REMOTE_FAILED", /model crashed/],
    [1008, `bad key ${key}`, "REMOTE_DENIED", /bad key \[secret\]/],
    [1008, "quota exceeded", "REMOTE_LIMIT", /quota/],
  ])("that is closed with %i %s is %s", async (code, reason, fault, words) => {
    await using server = await remoteServer();
    server.socket((socket) => socket.close(code, reason));
    await using socket = await open(server.url);
    const thrown = await collect(socket.messages).catch((error) => error);
    expect(thrown.code).toBe(fault);
    expect(thrown.message).toMatch(words);
  });
  it.each([
    [401, "REMOTE_DENIED"],
    [429, "REMOTE_LIMIT"],
    [404, "REMOTE_REFUSED"],
    [503, "REMOTE_FAILED"],
  ])("that is refused with %i is %s", async (status, code) => {
    await using server = await remoteServer();
    server.socket(() => {}, { status, body: { error: `no: ${key}` } });
    const thrown = await open(server.url).catch((error) => error);
    expect(thrown).toMatchObject({ code, message: `Acme answered ${status}: no: [secret]` });
  });
  it("that is torn is REMOTE_FAILED, and one that is not there too", async () => {
    const server = await remoteServer();
    server.socket((socket) => socket.terminate());
    const socket = await open(server.url);
    await expect(collect(socket.messages)).rejects.toMatchObject({ code: "REMOTE_FAILED" });
    await expect(socket.send("x")).rejects.toMatchObject({ code: "REMOTE_FAILED" });
    await server[Symbol.asyncDispose]();
    await expect(open(server.url)).rejects.toMatchObject({ code: "REMOTE_FAILED" });
  });
  it("is closed by an abort, before it is open and after", async () => {
    await using server = await remoteServer();
    const closed = Promise.withResolvers<void>();
    server.socket((socket) => socket.on("close", () => closed.resolve()));
    const abort = new AbortController();
    const socket = await open(server.url, abort.signal);
    const read = collect(socket.messages);
    abort.abort();
    await expect(read).rejects.toMatchObject({ code: "CANCELLED" });
    await closed.promise;
    await expect(open(server.url, abort.signal)).rejects.toMatchObject({ code: "CANCELLED" });
  });
});
