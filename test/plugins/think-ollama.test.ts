/** think-ollama against a server that answers as Ollama's API does. */
import { describe, expect, it } from "vitest";
import plugin from "../../plugins/think-ollama/index.ts";
import { remoteChecks } from "../conformance/remote.ts";
import { describeSuite } from "../conformance/suite.ts";
import { hostFor } from "../kit/host.ts";
import { ndjson, type Reply, type Request, remoteServer, type Script } from "../kit/remote.ts";
import { thinkerOf, thinkThrough, weatherTool } from "../kit/think.ts";

const line = (message: object, more: object = {}) => ({
  model: "qwen3:4b",
  created_at: "2026-01-01T00:00:00Z",
  message: { role: "assistant", content: "", ...message },
  done: false,
  ...more,
});
const last = line({}, { done: true, done_reason: "stop", prompt_eval_count: 12, eval_count: 5 });
const good = ndjson(
  line({ thinking: "Hm." }),
  line({ content: "It is " }),
  line({ content: "sunny." }),
  last,
);
const tags = (...names: string[]): Script => ({
  body: { models: names.map((name) => ({ name, model: name })) },
});

/** Answers by path; talks by script. */
const ollama =
  (script: Reply, more: Readonly<Record<string, Script>> = {}): Reply =>
  (request: Request) =>
    more[request.path] ??
    (request.path === "/api/tags"
      ? tags("qwen3:4b", "llama3.2:latest")
      : typeof script === "function"
        ? script(request)
        : script);

async function stage(script: Reply, options: object = {}) {
  const server = await remoteServer(script);
  const hosted = await hostFor(plugin, { url: server.url, timeout: 300, retries: 0, ...options });
  return {
    server,
    hosted,
    think: (asked: Parameters<typeof thinkThrough>[1] = {}, signal?: AbortSignal) =>
      thinkThrough(thinkerOf(hosted), asked, signal),
    async [Symbol.asyncDispose]() {
      await hosted[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

describeSuite(
  "think-ollama: a server that fails",
  async () => {
    const key = "ollama-secret-4711";
    const made = await stage(tags("qwen3:4b"), { key });
    made.server.requests.length = 0;
    const act = (signal: AbortSignal) => made.think({ model: "qwen3:4b" }, signal);
    return { server: made.server, key, good, act, [Symbol.asyncDispose]: () => made[Symbol.asyncDispose]() };
  },
  remoteChecks,
);

describe("think-ollama", () => {
  it("asks as the API wants it, and gives text, usage and the reason, not what was thought", async () => {
    await using made = await stage(ollama(good), { key: "k-4711" });
    expect(await made.think({ temperature: 0.5, tools: [weatherTool] })).toEqual({
      text: "It is sunny.",
      calls: [],
      usage: { type: "usage", input: 12, output: 5, model: "qwen3:4b" },
      stop: "done",
      order: ["text", "usage", "stop"],
    });
    const { path, headers, json } = made.server.last();
    expect([path, headers.authorization]).toEqual(["/api/chat", "Bearer k-4711"]);
    expect(json()).toEqual({
      model: "qwen3:4b",
      messages: [{ role: "user", content: "What is the weather in Berlin?" }],
      stream: true,
      think: false,
      keep_alive: "30m",
      options: { num_predict: 200, num_ctx: 8192, temperature: 0.5 },
      tools: [
        {
          type: "function",
          function: {
            name: "get_weather",
            description: weatherTool.about,
            parameters: weatherTool.parameters,
          },
        },
      ],
    });
    expect(thinkerOf(made.hosted).traits).toMatchObject({
      remote: false,
      models: ["qwen3:4b", "llama3.2:latest"],
    });
  });

  it("gives calls, and tells their results by the tool's name", async () => {
    const asks = [
      { function: { name: "get_weather", arguments: { place: "Ulm" } } },
      { id: "b", function: { name: "get_time", arguments: {} } },
      { function: { name: "get_time", arguments: "{oops" } },
    ];
    await using made = await stage(ollama(ndjson(line({ tool_calls: asks }), last)));
    const { calls, stop } = await made.think({ tools: [weatherTool] });
    expect(calls).toEqual([
      { id: expect.stringMatching(/^call-0-/), name: "get_weather", arguments: { place: "Ulm" } },
      { id: "b", name: "get_time", arguments: {} },
      {
        id: expect.stringMatching(/^call-2-/),
        name: "get_time",
        arguments: {},
        wrong: "The arguments are no JSON.",
      },
    ]);
    expect(stop).toBe("calls");
    await made.think({
      messages: [
        { role: "user", text: "Weather?" },
        { role: "assistant", text: "", calls: calls.slice(0, 1) },
        { role: "tool", call: calls[0]?.id ?? "", name: "get_weather", text: "sunny" },
      ],
    });
    expect(made.server.last().json().messages).toEqual([
      { role: "user", content: "Weather?" },
      {
        role: "assistant",
        content: "",
        tool_calls: [{ function: { name: "get_weather", arguments: { place: "Ulm" } } }],
      },
      { role: "tool", content: "sunny", tool_name: "get_weather" },
    ]);
  });

  it.each<[string, Script, string, RegExp]>([
    [
      "an error",
      ndjson(line({ content: "a" }), { error: "out of memory" }),
      "REMOTE_FAILED",
      /out of memory/,
    ],
    ["no end", ndjson(line({ content: "a" })), "REMOTE_FAILED", /broke off/],
    ["something else", ndjson({ hello: 1 }), "REMOTE_CONTENT", /no talk/],
    [
      "no such model",
      { status: 404, body: { error: "model 'x' not found" } },
      "REMOTE_REFUSED",
      /'x' not found/,
    ],
  ])("tells %s", async (_name, script, code, words) => {
    await using made = await stage(ollama(script));
    const fault = await made.think().catch((thrown) => thrown);
    expect([fault.code, fault.message]).toEqual([code, expect.stringMatching(words)]);
  });

  it("knows that it ran out of tokens", async () => {
    await using made = await stage(
      ollama(ndjson(line({ content: "a" }), { ...last, done_reason: "length" })),
    );
    expect((await made.think()).stop).toBe("length");
  });

  it("fetches a model that is missing, loads it, and says how far it is meanwhile", async () => {
    const file = (completed: number) => ({ status: "pulling", digest: "sha256:1", total: 100, completed });
    const gate = Promise.withResolvers<void>();
    const steps = [{ status: "pulling manifest" }, file(10), file(43), file(100), { status: "success" }];
    const lines = steps.map((step) => `${JSON.stringify(step)}\n`);
    await using made = await stage(
      async (request) => {
        if (request.path === "/api/tags") return tags("other:1b");
        if (request.path !== "/api/pull") return good;
        await gate.promise;
        return { type: "application/x-ndjson", body: lines };
      },
      { model: "qwen3:4b", pull: true },
    );
    await expect(made.think()).rejects.toMatchObject({
      code: "REMOTE_FAILED",
      message: /still fetches qwen3:4b/,
    });
    gate.resolve();
    await expect.poll(() => made.server.requests.at(-1)?.path).toBe("/api/chat");
    expect(made.server.requests.find(({ path }) => path === "/api/pull")?.json()).toEqual({
      model: "qwen3:4b",
      stream: true,
    });
    expect(made.server.last().json()).toEqual({
      model: "qwen3:4b",
      messages: [],
      keep_alive: "30m",
      stream: false,
    });
    await expect
      .poll(() =>
        made.think().then(
          ({ text }) => text,
          () => "",
        ),
      )
      .toBe("It is sunny.");
  });

  it("fetches nothing unless it is told to, and starts without a server", async () => {
    await using made = await stage(ollama(good), { model: "missing" });
    await made.think();
    expect(made.server.requests.map(({ path }) => path)).toEqual(["/api/tags", "/api/chat"]);
    await made.server[Symbol.asyncDispose]();
    await using off = await hostFor(plugin, { url: made.server.url, retries: 0 });
    await expect(thinkThrough(thinkerOf(off))).rejects.toMatchObject({ code: "REMOTE_FAILED" });
  });
});
