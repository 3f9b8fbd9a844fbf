/** What a skill fetches from outside the house: bounded, ended with its turn, and every failure a fault. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fetchWithin } from "../../../../core/host/serve/skill-fetch.ts";

const answers: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>> = {
  "/json": (_request, response) =>
    void response.setHeader("content-type", "application/JSON; charset=utf-8").end('{"a":1}'),
  "/latin": (_request, response) =>
    void response
      .setHeader("content-type", "text/plain; charset=iso-8859-1")
      .end(Buffer.from("grün", "latin1")),
  "/xml": (_request, response) =>
    void response.end(Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>ü</a>', "latin1")),
  "/strange": (_request, response) =>
    void response.setHeader("content-type", "text/plain; charset=klingon").end("ok"),
  "/moved": (_request, response) => void response.writeHead(302, { location: "/json" }).end(),
  "/round": (_request, response) => void response.writeHead(302, { location: "/round" }).end(),
  "/away": (_request, response) => void response.writeHead(302, { location: "file:///etc/passwd" }).end(),
  "/gone": (_request, response) => void response.writeHead(404).end("no"),
  "/ill": (_request, response) => void response.writeHead(503).end(),
  "/big": (_request, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write("x".repeat(65_536)));
    };
    response.on("drain", more);
    more();
  },
  "/silent": () => {},
  "/half": (_request, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("half", () => response.destroy());
  },
  "/headers": (request, response) => void response.end(String(request.headers.accept)),
};
const server = createServer((request, response) => answers[request.url ?? ""]?.(request, response));
let base = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const open = new AbortController().signal;

describe("fetch of a skill", () => {
  it("reads an answer to its end, also after a redirect", async () => {
    for (const path of ["/json", "/moved"]) {
      const got = await fetchWithin(open, base + path);
      expect(got).toMatchObject({ status: 200, type: "application/json", text: '{"a":1}' });
      expect(got.json()).toEqual({ a: 1 });
    }
  });
  it.each([
    ["/latin", "grün"],
    ["/xml", '<?xml version="1.0" encoding="ISO-8859-1"?><a>ü</a>'],
    ["/strange", "ok"],
  ])("understands the letters of %s", async (path, text) => {
    expect((await fetchWithin(open, base + path)).text).toBe(text);
  });
  it("sends headers", async () => {
    const { text } = await fetchWithin(open, `${base}/headers`, { headers: { accept: "text/plain" } });
    expect(text).toBe("text/plain");
  });
  it.each([
    ["/round", /too often/, false],
    ["/away", /file:/, false],
    ["/gone", /status 404/, false],
    ["/ill", /status 503/, true],
    ["/big", /more than 1000 bytes/, false],
    ["/silent", /within 300 ms/, true],
    ["/half", /broke off/, true],
  ])("%s is a failure of the service", async (path, message, retryable) => {
    const asked = fetchWithin(open, base + path, { timeout: 300, most: 1000 });
    await expect(asked).rejects.toMatchObject({
      code: "SERVICE_FAILED",
      message: expect.stringMatching(message),
      retryable,
    });
  });
  it("what is no JSON is a failure of the service", async () => {
    const got = await fetchWithin(open, `${base}/xml`);
    expect(() => got.json()).toThrow(expect.objectContaining({ code: "SERVICE_FAILED" }));
  });
  it.each(["nonsense", "ftp://example.org/a", "file:///etc/passwd"])("%s is no address", async (url) => {
    await expect(fetchWithin(open, url)).rejects.toMatchObject({ code: "SERVICE_FAILED" });
  });
  it("says so when nobody is there", async () => {
    const deaf = createServer();
    await new Promise<void>((resolve) => deaf.listen(0, "127.0.0.1", resolve));
    const { port } = deaf.address() as AddressInfo;
    await new Promise((resolve) => deaf.close(resolve));
    const asked = fetchWithin(open, `http://127.0.0.1:${port}/`);
    await expect(asked).rejects.toMatchObject({ code: "OFFLINE", retryable: true });
  });
  it("ends with the turn, for the turn's reason", async () => {
    const turn = new AbortController();
    const asked = fetchWithin(turn.signal, `${base}/silent`);
    const reason = new Error("over");
    turn.abort(reason);
    await expect(asked).rejects.toBe(reason);
    await expect(fetchWithin(turn.signal, `${base}/json`)).rejects.toBe(reason);
  });
});
