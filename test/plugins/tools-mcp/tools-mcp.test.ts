/** tools-mcp with real MCP servers, by stdio and by HTTP, and with bad ones beside them. */
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler, type McpHttpHandler } from "@modelcontextprotocol/server";
import type { ToolBox } from "hearsay";
import { describe, expect, it } from "vitest";
import plugin from "../../../plugins/tools-mcp/index.ts";
import { keepServer } from "../../../plugins/tools-mcp/server.ts";
import { describeSuite } from "../../conformance/suite.ts";
import { toolChecks } from "../../conformance/tool.ts";
import { hostFor } from "../../kit/host.ts";
import { testLog } from "../../kit/log.ts";
import { remoteServer } from "../../kit/remote.ts";
import { makeServer } from "./server.ts";

const script = fileURLToPath(new URL("./server.ts", import.meta.url));
const stdio = (name: string, more: object = {}) => ({
  command: process.execPath,
  args: [script, name],
  timeout: 15_000,
  ...more,
});
const key = "mcp-secret-4711";

/** The adapter's own types are stricter than Node's. */
const serving = (handler: McpHttpHandler): RequestListener => toNodeHandler(handler) as RequestListener;

/** A server by HTTP that wants a key. */
async function http(name: string) {
  const handler = createMcpHandler(() => makeServer(name));
  const serve = serving(handler);
  const server = createServer((request, response) => {
    if (request.headers.authorization === `Bearer ${key}`) return void serve(request, response);
    response.writeHead(401).end(`no entry for ${request.headers.authorization}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    handler,
    async [Symbol.asyncDispose]() {
      await handler.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const asked = { language: "en", site: "hall", signal: new AbortController().signal };
type Hosted = Awaited<ReturnType<typeof hostFor>>;
const box = ({ provided }: Hosted): ToolBox => provided.tool ?? expect.fail("It provides no tools.");
const call = (hosted: Hosted, name: string, given: object = {}, signal = asked.signal) =>
  box(hosted).call({ name, arguments: { ...given } }, { ...asked, signal });
const names = (hosted: Hosted) => box(hosted).tools.map(({ name }) => name);
const host = (servers: object) => hostFor(plugin, { servers } as never);

const given = (name: string, values: object = {}) => ({ name, arguments: { ...values } });
describeSuite(
  "tools-mcp: conformance",
  async () => {
    const hosted = await host({ home: stdio("home") });
    return {
      box: box(hosted),
      works: [
        { ...given("weather-now", { place: "Ulm" }), text: "sunny in Ulm" },
        { ...given("weather-now", { place: "Rome" }), text: "sunny in Rome" },
        { ...given("long", { size: 3 }), text: "aaa" },
      ],
      fails: [given("open_door"), given("weather-now", { place: 7 })],
      hangs: given("slow"),
      [Symbol.asyncDispose]: () => hosted[Symbol.asyncDispose](),
    };
  },
  toolChecks,
);

describe("tools-mcp", () => {
  it("lends the tools of a program, with names, texts and risks that fit", async () => {
    await using hosted = await host({ home: stdio("home") });
    const { tools } = box(hosted);
    expect(tools.map(({ name, risk, from }) => [name, risk, from])).toEqual([
      ["weather-now", "none", "home"],
      ["open_door", "high", "home"],
      ["long", "low", "home"],
      ["slow", "low", "home"],
      ["env", "low", "home"],
      ["die", "low", "home"],
      ["learn", "low", "home"],
    ]);
    expect(tools[0]?.parameters).toMatchObject({ type: "object", required: ["place"] });
    expect(tools[2]?.about.length).toBe(1024);
    expect(await call(hosted, "weather-now", { place: "Ulm" })).toEqual({ text: "home: sunny in Ulm" });
    expect(await call(hosted, "open_door")).toEqual({ text: "It is jammed.", failed: true });
    const long = await call(hosted, "long");
    expect(long.text).toBe(`${"a".repeat(100)}\n(image)\na note\nmore: https://example.org/`);
    const { text } = await call(hosted, "long", { size: 50_000 });
    expect([text.length, text.endsWith("… (cut)")]).toEqual([16_384, true]);
  });

  it("lends what the options say, as carefully as they say", async () => {
    const tools = ["weather.now", "long", "env"];
    const options = { tools, risk: { long: "high", "*": "none" }, env: { MCP_TEST: "seen" } };
    process.env.HEARSAY_SECRET = "hidden";
    await using hosted = await host({ home: stdio("home", options) });
    delete process.env.HEARSAY_SECRET;
    expect(box(hosted).tools.map(({ name, risk }) => [name, risk])).toEqual([
      ["weather-now", "none"],
      ["long", "high"],
      ["env", "none"],
    ]);
    expect(await call(hosted, "env")).toEqual({ text: "seen, undefined" });
  });

  it("tells the model what goes wrong: wrong arguments, an unknown tool, and no answer in time", async () => {
    await using hosted = await host({ home: stdio("home", { timeout: 300 }) });
    expect(await call(hosted, "weather-now", { place: 7 })).toMatchObject({ failed: true });
    expect(await call(hosted, "nothing")).toEqual({
      text: "There is no tool nothing any more.",
      failed: true,
    });
    expect(await call(hosted, "slow")).toEqual({ text: "It failed: no answer within 300 ms.", failed: true });
  });

  it("ends a call that is no longer wanted", async () => {
    await using hosted = await host({ home: stdio("home") });
    const abort = new AbortController();
    const waiting = call(hosted, "slow", {}, abort.signal);
    abort.abort(new Error("never mind"));
    await expect(waiting).rejects.toThrow("never mind");
    expect(await call(hosted, "weather-now", { place: "Ulm" })).toMatchObject({ text: "home: sunny in Ulm" });
  });

  it("hears of new tools", async () => {
    await using hosted = await host({ home: stdio("home") });
    expect(await call(hosted, "learn")).toEqual({ text: "learnt" });
    await expect.poll(() => names(hosted)).toContain("learnt");
    expect(await call(hosted, "learnt")).toEqual({ text: "new" });
  });

  it("speaks HTTP with a key, and tells servers' tools of one name apart", async () => {
    await using remote = await http("far");
    await using hosted = await host({ far: { url: remote.url, key, timeout: 15_000 }, near: stdio("near") });
    expect(names(hosted)).toEqual(expect.arrayContaining(["far-weather-now", "near-weather-now"]));
    expect(await call(hosted, "far-weather-now", { place: "Ulm" })).toEqual({ text: "far: sunny in Ulm" });
    expect(await call(hosted, "near-weather-now", { place: "Ulm" })).toEqual({ text: "near: sunny in Ulm" });
  });

  it("is not troubled by bad servers, and shows no key", async () => {
    await using remote = await http("far");
    await using page = await remoteServer({ type: "text/html", body: "<html></html>" });
    const lines: string[] = [];
    const log = {
      ...testLog("x"),
      warn: (text: string, facts?: object) => void lines.push(JSON.stringify([text, facts])),
    };
    const wrongKey = "wrong-key-0815";
    const servers = {
      good: stdio("good"),
      absent: { command: "/nowhere/program", timeout: 1000 },
      rude: {
        command: process.execPath,
        args: ["-e", `console.error("no: ${wrongKey}"); process.exit(3)`],
        env: { KEY: wrongKey },
        timeout: 1000,
      },
      denied: { url: remote.url, key: wrongKey, timeout: 1000 },
      other: { url: page.url, timeout: 1000 },
      gone: { url: "http://127.0.0.1:9/mcp", timeout: 1000 },
    };
    await using hosted = await hostFor(plugin, { servers } as never, { log });
    expect(await call(hosted, "weather-now", { place: "Ulm" })).toEqual({ text: "good: sunny in Ulm" });
    expect(new Set(box(hosted).tools.map(({ from }) => from))).toEqual(new Set(["good"]));
    await expect.poll(() => new Set(lines.map((line) => JSON.parse(line)[1].server)).size).toBe(5);
    expect(lines.join("\n")).not.toContain(wrongKey);
    expect(lines.find((line) => line.includes('"rude"'))).toContain("no: [secret]");
  });

  it("refuses options that name no way to a server", async () => {
    const wrong = { code: "PLUGIN_OPTIONS_INVALID" };
    await expect(host({ home: { timeout: 1000 } })).rejects.toMatchObject(wrong);
    await expect(host({ "a b": stdio("x") })).rejects.toMatchObject(wrong);
  });
});

describe("a server that is lost", () => {
  it("is started again, and its tools are away meanwhile", async () => {
    const seen: number[] = [];
    const signal = new AbortController().signal;
    const log = testLog("tools-mcp");
    await using server = keepServer({
      name: "home",
      options: stdio("home"),
      log,
      signal,
      pause: 10,
      changed: () => void seen.push(server.tools().length),
    });
    await server.tried;
    expect(await server.call("die", {}, signal)).toMatchObject({ failed: true });
    await expect.poll(() => seen).toEqual([7, 0, 7]);
    expect(await server.call("weather.now", { place: "Ulm" }, signal)).toEqual({
      text: "home: sunny in Ulm",
    });
  });

  it("by HTTP is missed when it is asked, and found again", async () => {
    const signal = new AbortController().signal;
    const first = await http("far");
    const { port } = new URL(first.url);
    const options = { url: first.url, key, timeout: 1000 };
    await using server = keepServer({
      name: "far",
      options,
      log: testLog("tools-mcp"),
      signal,
      pause: 10,
      look: 20,
      changed: () => {},
    });
    await server.tried;
    expect(server.tools()).toHaveLength(7);
    await first[Symbol.asyncDispose]();
    await expect.poll(() => server.tools().length).toBe(0);
    expect(await server.call("learn", {}, signal)).toEqual({ text: "The server far is away.", failed: true });
    const handler = createMcpHandler(() => makeServer("back"));
    const again = createServer(serving(handler));
    await new Promise<void>((resolve) => again.listen(Number(port), "127.0.0.1", resolve));
    await expect.poll(() => server.tools().length, { timeout: 5000 }).toBe(7);
    expect(await server.call("weather.now", { place: "Ulm" }, signal)).toEqual({
      text: "back: sunny in Ulm",
    });
    await handler.close();
    again.closeAllConnections();
    again.close();
  });
});
