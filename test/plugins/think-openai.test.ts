/** think-openai against a server that answers as OpenAI's chat completions do, and as compatible ones differ. */
import type { ThinkMessage } from "hearsay";
import { describe, expect, it } from "vitest";
import plugin from "../../plugins/think-openai/index.ts";
import { presetNames, presets } from "../../plugins/think-openai/presets.ts";
import { remoteChecks } from "../conformance/remote.ts";
import { describeSuite } from "../conformance/suite.ts";
import { hostFor } from "../kit/host.ts";
import { type Script, sse } from "../kit/remote.ts";
import { thinkStage, weatherTool } from "../kit/think.ts";

const key = "sk-test-4711-secret";
const chunk = (delta: object, finish_reason: string | null = null, more = {}) => ({
  id: "c",
  object: "chat.completion.chunk",
  created: 1,
  model: "gpt-4.1-mini-2025-04-14",
  choices: [{ index: 0, delta, finish_reason }],
  ...more,
});
const usage = {
  ...chunk({}),
  choices: [],
  usage: { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17 },
};
const good: Script = sse(
  chunk({ role: "assistant", content: "" }),
  chunk({ content: "It is " }),
  chunk({ content: "sunny." }),
  chunk({}, "stop"),
  usage,
  "[DONE]",
);
const call = (index: number | undefined, part: object, id?: string) =>
  chunk({
    tool_calls: [{ ...(index === undefined ? {} : { index }), ...(id ? { id } : {}), function: part }],
  });

const stage = (script: Script, options: object = {}) =>
  thinkStage(script, (url) =>
    hostFor(plugin, { url: `${url}/v1`, key, timeout: 300, retries: 0, ...options }),
  );

describeSuite(
  "think-openai: a service that fails",
  async () => {
    const made = await stage(good);
    const act = (signal: AbortSignal) => made.think({}, signal);
    return { server: made.server, key, good, act, [Symbol.asyncDispose]: () => made[Symbol.asyncDispose]() };
  },
  remoteChecks,
);

describe("think-openai", () => {
  it("asks as the API wants it, and gives text, usage and the reason", async () => {
    const prices = { "gpt-4.1-mini": { input: 1, output: 2 } };
    await using made = await stage(good, { prices });
    const result = await made.think({ temperature: 0.3, tools: [weatherTool] });
    expect(result).toEqual({
      text: "It is sunny.",
      calls: [],
      usage: { type: "usage", input: 12, output: 5, model: "gpt-4.1-mini-2025-04-14", cost: 22e-6 },
      stop: "done",
      order: ["text", "usage", "stop"],
    });
    const { method, path, headers, json } = made.server.last();
    expect([method, path, headers.authorization]).toEqual(["POST", "/v1/chat/completions", `Bearer ${key}`]);
    expect(json()).toEqual({
      model: "gpt-4.1-mini",
      messages: [{ role: "user", content: "What is the weather in Berlin?" }],
      stream: true,
      stream_options: { include_usage: true },
      max_completion_tokens: 200,
      temperature: 0.3,
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
  });

  it("tells a talk with calls and their results", async () => {
    const messages: ThinkMessage[] = [
      { role: "system", text: "Be brief." },
      { role: "user", text: "Weather?" },
      {
        role: "assistant",
        text: "",
        calls: [{ id: "a1", name: "get_weather", arguments: { place: "Ulm" } }],
      },
      { role: "tool", call: "a1", name: "get_weather", text: "sunny" },
    ];
    await using made = await stage(good);
    await made.think({ messages });
    const sent = made.server
      .last()
      .json<{ messages: { tool_calls: { id: string }[]; tool_call_id: string }[] }>();
    expect(sent.messages.slice(2)).toEqual([
      {
        role: "assistant",
        content: null,
        tool_calls: [
          { id: "a1", type: "function", function: { name: "get_weather", arguments: '{"place":"Ulm"}' } },
        ],
      },
      { role: "tool", tool_call_id: "a1", content: "sunny" },
    ]);
    await using mistral = await stage(good, { preset: "mistral" });
    await mistral.think({ messages, temperature: 2 });
    const other = mistral.server.last().json<typeof sent & object>();
    const [id = ""] = other.messages.flatMap((message) => message.tool_calls?.map((one) => one.id) ?? []);
    expect(id).toMatch(/^[a-z0-9]{9}$/);
    expect(other.messages[3]?.tool_call_id).toBe(id);
    expect(other).toMatchObject({ max_tokens: 200, temperature: 1.5 });
    expect(other).not.toHaveProperty("stream_options");
  });

  const berlin = { name: "get_weather", arguments: { place: "Berlin" } };
  it.each<[string, object[], object[]]>([
    [
      "in pieces",
      [
        call(0, { name: "get_weather", arguments: "" }, "a"),
        call(0, { arguments: '{"pla' }),
        call(0, { arguments: 'ce":"Berlin"}' }),
      ],
      [{ id: "a", ...berlin }],
    ],
    [
      "several, interleaved",
      [
        call(0, { name: "get_weather", arguments: '{"place":' }, "a"),
        call(1, { name: "get_time", arguments: "" }, "b"),
        call(0, { arguments: '"Berlin"}' }),
        call(1, { arguments: "{}" }),
      ],
      [
        { id: "a", ...berlin },
        { id: "b", name: "get_time", arguments: {} },
      ],
    ],
    [
      "whole, with the same index",
      [
        call(0, { name: "get_weather", arguments: '{"place":"Berlin"}' }, "a"),
        call(0, { name: "get_time", arguments: "{}" }, "b"),
      ],
      [
        { id: "a", ...berlin },
        { id: "b", name: "get_time", arguments: {} },
      ],
    ],
    [
      "without an index, as an object",
      [call(undefined, { name: "get_weather", arguments: { place: "Berlin" } }, "a")],
      [{ id: "a", ...berlin }],
    ],
    [
      "without arguments",
      [call(0, { name: "get_time" }, "a")],
      [{ id: "a", name: "get_time", arguments: {} }],
    ],
    [
      "with arguments that are cut",
      [call(0, { name: "get_weather", arguments: '{"place": "Ber' }, "a")],
      [{ id: "a", name: "get_weather", arguments: {}, wrong: "The arguments are no JSON." }],
    ],
    [
      "with a list for arguments",
      [call(0, { name: "get_weather", arguments: "[1]" }, "a")],
      [{ id: "a", name: "get_weather", arguments: {}, wrong: "The arguments are no JSON object." }],
    ],
    [
      "with a name that is none, without an id",
      [call(0, { name: "get weather.now", arguments: "{}" })],
      [{ id: expect.stringMatching(/^call-0-/), name: "get-weather-now", arguments: {} }],
    ],
  ])("gives calls that come %s", async (_name, chunks, calls) => {
    await using made = await stage(sse(...chunks, chunk({}, "tool_calls"), usage, "[DONE]"));
    const result = await made.think({ tools: [weatherTool] });
    expect(result.calls).toEqual(calls);
    expect([result.stop, result.order]).toEqual(["calls", ["call", "usage", "stop"]]);
  });

  it.each<[string, Script, string]>([
    ["length", sse(chunk({ content: "a" }, "length")), "length"],
    ["content_filter", sse(chunk({ content: "a" }), chunk({}, "content_filter")), "refused"],
    ["a refusal", sse(chunk({ refusal: "I will not." }), chunk({}, "stop")), "refused"],
    ["stop after calls", sse(call(0, { name: "x", arguments: "{}" }, "a"), chunk({}, "stop")), "calls"],
    ["an unknown one", sse(chunk({ content: "a" }, "whatever")), "done"],
  ])("knows the reason %s", async (_name, script, stop) => {
    await using made = await stage(script);
    expect((await made.think()).stop).toBe(stop);
  });

  it.each<[string, Script, string, RegExp]>([
    [
      "an error",
      sse(chunk({ content: "a" }), { error: { message: "overloaded", code: 503 } }),
      "REMOTE_FAILED",
      /overloaded/,
    ],
    ["an error of limits", sse({ error: { message: "slow down", code: 429 } }), "REMOTE_LIMIT", /slow down/],
    ["no reason at the end", sse(chunk({ content: "a" })), "REMOTE_FAILED", /broke off/],
    ["something else", sse({ hello: 1 }), "REMOTE_CONTENT", /no completion/],
    ["no JSON", sse("{oops"), "REMOTE_CONTENT", /no answer/],
  ])("tells %s in the middle of a stream", async (_name, script, code, words) => {
    await using made = await stage(script);
    const fault = await made.think().catch((thrown) => thrown);
    expect([fault.code, fault.message]).toEqual([code, expect.stringMatching(words)]);
  });

  it("asks once more what fails at once, and never after the first word", async () => {
    await using made = await stage(good, { retries: 1 });
    made.server.answer({ status: 503 }, good);
    expect((await made.think()).text).toBe("It is sunny.");
    expect(made.server.requests).toHaveLength(2);
    made.server.answer({ ...sse(chunk({ content: "a" })), end: "cut" }, good);
    await expect(made.think()).rejects.toMatchObject({ code: "REMOTE_FAILED" });
    expect(made.server.requests).toHaveLength(3);
  });

  it("takes the first model that a local server lists, once, and sends what is extra", async () => {
    await using made = await stage(good, { preset: "llama.cpp", extra: { cache_prompt: true } });
    made.server.answer({ body: { data: [{ id: "tiny.gguf" }] } }, good);
    await made.think();
    await made.think();
    expect(made.server.requests.map(({ path }) => path)).toEqual([
      "/v1/models",
      "/v1/chat/completions",
      "/v1/chat/completions",
    ]);
    expect(made.server.last().json()).toMatchObject({
      model: "tiny.gguf",
      max_tokens: 200,
      cache_prompt: true,
    });
    await made.think({ model: "other" });
    expect(made.server.last().json()).toMatchObject({ model: "other" });
  });

  it.each(presetNames)("has a sound preset %s", async (name) => {
    const {
      url,
      page,
      model,
      key: wanted,
    } = presets[name] as (typeof presets)[typeof name] & { model?: string };
    expect(URL.canParse(url) && URL.canParse(page)).toBe(true);
    expect(/127\.0\.0\.1/.test(url)).toBe(!wanted);
    expect(model !== undefined).toBe(wanted);
    await using made = await stage(good, { preset: name, model: "m" });
    expect((await made.think()).usage).toMatchObject({ input: 12, output: 5 });
  });
});
