/** think-gemini against a server that answers as Gemini's streamGenerateContent does. */
import type { ThinkMessage } from "hearsay";
import { describe, expect, it } from "vitest";
import plugin from "../../plugins/think-gemini/index.ts";
import { remoteChecks } from "../conformance/remote.ts";
import { describeSuite } from "../conformance/suite.ts";
import { hostFor } from "../kit/host.ts";
import { type Script, sse } from "../kit/remote.ts";
import { thinkStage, weatherTool } from "../kit/think.ts";

const key = "AIza-test-4711";
const event = (parts: object[], more: object = {}, finishReason?: string) => ({
  candidates: [{ content: { role: "model", parts }, index: 0, ...(finishReason ? { finishReason } : {}) }],
  modelVersion: "gemini-3-flash",
  ...more,
});
const usageMetadata = {
  promptTokenCount: 12,
  candidatesTokenCount: 5,
  thoughtsTokenCount: 30,
  totalTokenCount: 47,
};
const good = sse(
  event([{ text: "The person asks…", thought: true }]),
  event([{ text: "It is " }], { usageMetadata: { promptTokenCount: 12 } }),
  event([{ text: "sunny." }], { usageMetadata }, "STOP"),
);

const stage = (script: Script, options: object = {}) =>
  thinkStage(script, (url) => hostFor(plugin, { url: url, key, timeout: 300, retries: 0, ...options }));

describeSuite(
  "think-gemini: a service that fails",
  async () => {
    const made = await stage(good);
    const act = (signal: AbortSignal) => made.think({}, signal);
    return { server: made.server, key, good, act, [Symbol.asyncDispose]: () => made[Symbol.asyncDispose]() };
  },
  remoteChecks,
);

describe("think-gemini", () => {
  it("asks as the API wants it, and gives text, usage and the reason, not what was thought", async () => {
    const extra = { generationConfig: { thinkingConfig: { thinkingLevel: "low" } } };
    await using made = await stage(good, {
      prices: { "gemini-flash-latest": { input: 1, output: 2 } },
      extra,
    });
    const messages: ThinkMessage[] = [
      { role: "system", text: "Be brief." },
      { role: "user", text: "Weather?" },
    ];
    expect(await made.think({ messages, temperature: 0.5, tools: [weatherTool] })).toEqual({
      text: "It is sunny.",
      calls: [],
      usage: { type: "usage", input: 12, output: 35, model: "gemini-3-flash", cost: 82e-6 },
      stop: "done",
      order: ["text", "usage", "stop"],
    });
    const { path, query, headers, json } = made.server.last();
    expect(path).toBe("/v1beta/models/gemini-flash-latest:streamGenerateContent");
    expect([query.toString(), headers["x-goog-api-key"]]).toEqual(["alt=sse", key]);
    expect(json()).toEqual({
      systemInstruction: { parts: [{ text: "Be brief." }] },
      contents: [{ role: "user", parts: [{ text: "Weather?" }] }],
      tools: [
        {
          functionDeclarations: [
            {
              name: "get_weather",
              description: weatherTool.about,
              parametersJsonSchema: weatherTool.parameters,
            },
          ],
        },
      ],
      generationConfig: { maxOutputTokens: 200, temperature: 0.5, thinkingConfig: { thinkingLevel: "low" } },
    });
  });

  it("gives calls, and gives their signatures back in the next round", async () => {
    const calls = sse(
      event([
        { functionCall: { name: "get_weather", args: { place: "Ulm" } }, thoughtSignature: "c2ln" },
        { functionCall: { id: "b", name: "get_time" } },
      ]),
      event([{ text: "" }], { usageMetadata }, "STOP"),
    );
    await using made = await stage(calls);
    const result = await made.think({ tools: [weatherTool] });
    expect(result.calls).toEqual([
      { id: expect.stringMatching(/^call-0-/), name: "get_weather", arguments: { place: "Ulm" } },
      { id: "b", name: "get_time", arguments: {} },
    ]);
    expect(result.stop).toBe("calls");
    const messages: ThinkMessage[] = [
      { role: "assistant", text: "", calls: [{ id: "x", name: "get_time", arguments: {} }] },
      { role: "tool", call: "x", name: "get_time", text: "noon" },
      { role: "user", text: "Weather?" },
      { role: "assistant", text: "Wait.", calls: result.calls },
      { role: "tool", call: result.calls[0]?.id ?? "", name: "get_weather", text: "sunny" },
      { role: "tool", call: "b", name: "get_time", text: "one" },
    ];
    made.server.answer(good);
    await made.think({ messages });
    const answerTo = (name: string, result: string) => ({ functionResponse: { name, response: { result } } });
    expect(made.server.last().json().contents).toEqual([
      { role: "user", parts: [{ text: "…" }] },
      {
        role: "model",
        parts: [
          {
            functionCall: { name: "get_time", args: {} },
            thoughtSignature: "skip_thought_signature_validator",
          },
        ],
      },
      { role: "user", parts: [answerTo("get_time", "noon"), { text: "Weather?" }] },
      {
        role: "model",
        parts: [
          { text: "Wait." },
          { functionCall: { name: "get_weather", args: { place: "Ulm" } }, thoughtSignature: "c2ln" },
          { functionCall: { name: "get_time", args: {} } },
        ],
      },
      { role: "user", parts: [answerTo("get_weather", "sunny"), answerTo("get_time", "one")] },
    ]);
    await made.think({ messages, model: "models/gemini-2.5-flash" });
    expect(JSON.stringify(made.server.last().json())).not.toContain("skip_thought");
    expect(made.server.last().path).toContain("/models/gemini-2.5-flash:");
  });

  it.each([
    ["MAX_TOKENS", "length"],
    ["SAFETY", "refused"],
    ["RECITATION", "refused"],
    ["OTHER", "done"],
  ])("knows the reason %s", async (reason, stop) => {
    await using made = await stage(sse(event([{ text: "a" }], {}, reason)));
    expect((await made.think()).stop).toBe(stop);
  });

  it("tells a call that the model could not write, and a question that was refused", async () => {
    await using made = await stage(sse(event([], {}, "MALFORMED_FUNCTION_CALL")));
    const { calls, stop } = await made.think();
    expect([calls[0]?.wrong, stop]).toEqual(["The call could not be read.", "calls"]);
    made.server.answer(sse({ promptFeedback: { blockReason: "SAFETY" }, usageMetadata }));
    expect(await made.think()).toMatchObject({ text: "", stop: "refused" });
  });

  it.each<[string, Script, string]>([
    [
      "an error",
      sse(event([{ text: "a" }]), { error: { code: 503, message: "m", status: "UNAVAILABLE" } }),
      "REMOTE_FAILED",
    ],
    ["no reason", sse(event([{ text: "a" }])), "REMOTE_FAILED"],
    ["something else", sse({ hello: 1 }), "REMOTE_CONTENT"],
    ["no JSON", sse("{oops"), "REMOTE_CONTENT"],
  ])("tells %s in the middle of a stream", async (_name, script, code) => {
    await using made = await stage(script);
    await expect(made.think()).rejects.toMatchObject({ code });
  });

  it("is told how long to wait where the answer's details say it", async () => {
    const details = [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "34s" }];
    const error = { code: 429, message: "You exceeded your quota", status: "RESOURCE_EXHAUSTED", details };
    await using made = await stage({
      status: 429,
      body: [JSON.stringify([{ error }])],
      type: "application/json",
    });
    await expect(made.think()).rejects.toMatchObject({ code: "REMOTE_LIMIT", retryAfter: 34_000 });
  });
});
