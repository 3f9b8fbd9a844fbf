/** think-anthropic against a server that answers as Anthropic's Messages API does. */
import type { ThinkMessage } from "hearsay";
import { describe, expect, it } from "vitest";
import plugin from "../../plugins/think-anthropic/index.ts";
import { remoteChecks } from "../conformance/remote.ts";
import { describeSuite } from "../conformance/suite.ts";
import { hostFor } from "../kit/host.ts";
import type { Script } from "../kit/remote.ts";
import { thinkStage, weatherTool } from "../kit/think.ts";

const key = "sk-ant-test-4711";
const events = (...all: readonly ({ type: string } & object)[]): Script => ({
  type: "text/event-stream; charset=utf-8",
  body: all.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`),
});
const start = {
  type: "message_start",
  message: {
    id: "m",
    type: "message",
    role: "assistant",
    content: [],
    model: "claude-haiku-4-5-20251001",
    stop_reason: null,
    usage: { input_tokens: 20, cache_read_input_tokens: 5, output_tokens: 1 },
  },
};
const block = (index: number, content_block: object) => ({
  type: "content_block_start",
  index,
  content_block,
});
const delta = (index: number, part: object) => ({ type: "content_block_delta", index, delta: part });
const stop = (index: number) => ({ type: "content_block_stop", index });
const text = (words: string) => delta(0, { type: "text_delta", text: words });
const end = (stop_reason: string) => [
  { type: "message_delta", delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 9 } },
  { type: "message_stop" },
];
const words = [
  block(0, { type: "text", text: "" }),
  { type: "ping" },
  text("It is "),
  text("sunny."),
  stop(0),
];
const good = events(start, ...words, ...end("end_turn"));

const stage = (script: Script, options: object = {}) =>
  thinkStage(script, (url) => hostFor(plugin, { url: url, key, timeout: 300, retries: 0, ...options }));

describeSuite(
  "think-anthropic: a service that fails",
  async () => {
    const made = await stage(good);
    const act = (signal: AbortSignal) => made.think({}, signal);
    return { server: made.server, key, good, act, [Symbol.asyncDispose]: () => made[Symbol.asyncDispose]() };
  },
  remoteChecks,
);

describe("think-anthropic", () => {
  it("asks as the API wants it, and gives text, usage and the reason", async () => {
    await using made = await stage(good, {
      prices: { "claude-haiku-4-5": { input: 1, output: 5 } },
      extra: { thinking: { type: "disabled" } },
    });
    const messages: ThinkMessage[] = [
      { role: "system", text: "Be brief." },
      { role: "user", text: "Hello" },
      { role: "user", text: "Weather?" },
    ];
    expect(await made.think({ messages, temperature: 1.8, tools: [weatherTool] })).toEqual({
      text: "It is sunny.",
      calls: [],
      usage: { type: "usage", input: 25, output: 9, model: "claude-haiku-4-5-20251001", cost: 70e-6 },
      stop: "done",
      order: ["text", "usage", "stop"],
    });
    const { path, headers, json } = made.server.last();
    expect(path).toBe("/v1/messages");
    expect(headers).toMatchObject({ authorization: `Bearer ${key}`, "anthropic-version": "2026-10-21" });
    expect(json()).toEqual({
      model: "claude-haiku-4-5",
      max_tokens: 200,
      stream: true,
      system: "Be brief.",
      thinking: { type: "disabled" },
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "Hello" },
            { type: "text", text: "Weather?" },
          ],
        },
      ],
      tools: [{ name: "get_weather", description: weatherTool.about, input_schema: weatherTool.parameters }],
    });
  });

  it("tells a talk with calls and their results, whoever made the ids", async () => {
    await using made = await stage(good);
    const calls = [
      { id: "functions.get:0", name: "get_weather", arguments: { place: "Ulm" } },
      { id: "b", name: "get_time", arguments: {} },
    ];
    await made.think({
      messages: [
        { role: "assistant", text: "Your timer is over. " },
        { role: "user", text: "Weather?" },
        { role: "assistant", text: "", calls },
        { role: "tool", call: "functions.get:0", name: "get_weather", text: "sunny" },
        { role: "tool", call: "b", name: "get_time", text: "" },
        { role: "user", text: "And?" },
      ],
    });
    const { messages } = made.server.last().json<{ messages: { content: { id: string }[] }[] }>();
    const id = messages[3]?.content[0]?.id;
    expect(id).toMatch(/^call_[0-9a-f]{24}$/);
    expect(messages).toEqual([
      { role: "user", content: [{ type: "text", text: "…" }] },
      { role: "assistant", content: [{ type: "text", text: "Your timer is over." }] },
      { role: "user", content: [{ type: "text", text: "Weather?" }] },
      {
        role: "assistant",
        content: [
          { type: "tool_use", id, name: "get_weather", input: { place: "Ulm" } },
          { type: "tool_use", id: "b", name: "get_time", input: {} },
        ],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: id, content: "sunny" },
          { type: "tool_result", tool_use_id: "b" },
          { type: "text", text: "And?" },
        ],
      },
    ]);
  });

  const use = (index: number, id: string, name: string, ...parts: string[]) => [
    block(index, { type: "tool_use", id, name, input: {} }),
    ...parts.map((partial_json) => delta(index, { type: "input_json_delta", partial_json })),
  ];
  it("gives calls when they are whole, between the text", async () => {
    const script = events(
      start,
      ...words,
      ...use(1, "a", "get_weather", "", '{"place": "Be', 'rlin"}'),
      ...use(2, "b", "get_time"),
      stop(2),
      stop(1),
      ...use(3, "c", "get_weather", '{"place'),
      stop(3),
      ...end("tool_use"),
    );
    await using made = await stage(script);
    const result = await made.think({ tools: [weatherTool] });
    expect(result.calls).toEqual([
      { id: "b", name: "get_time", arguments: {} },
      { id: "a", name: "get_weather", arguments: { place: "Berlin" } },
      { id: "c", name: "get_weather", arguments: {}, wrong: "The arguments are no JSON." },
    ]);
    expect([result.text, result.stop]).toEqual(["It is sunny.", "calls"]);
  });

  it.each([
    ["max_tokens", "length"],
    ["model_context_window_exceeded", "length"],
    ["refusal", "refused"],
    ["stop_sequence", "done"],
    ["something new", "done"],
  ])("knows the reason %s", async (reason, why) => {
    await using made = await stage(events(start, ...words, ...end(reason)));
    expect((await made.think()).stop).toBe(why);
  });

  it.each<[string, Script, string]>([
    [
      "overloaded_error",
      events(start, { type: "error", error: { type: "overloaded_error", message: "busy" } } as never),
      "REMOTE_FAILED",
    ],
    [
      "rate_limit_error",
      events({ type: "error", error: { type: "rate_limit_error", message: "busy" } } as never),
      "REMOTE_LIMIT",
    ],
    ["no end", events(start, ...words), "REMOTE_FAILED"],
    ["something else", events({ type: "hello" }), "REMOTE_CONTENT"],
  ])("tells %s in the middle of a stream", async (_name, script, code) => {
    await using made = await stage(script);
    await expect(made.think()).rejects.toMatchObject({ code });
  });

  it("is told with 529 that the service has too much to do", async () => {
    await using made = await stage({
      status: 529,
      body: { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
    });
    await expect(made.think()).rejects.toMatchObject({
      code: "REMOTE_FAILED",
      message: "Anthropic answered 529: Overloaded",
    });
  });
});
