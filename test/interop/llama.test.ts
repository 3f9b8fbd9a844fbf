/** think-openai and think-anthropic with a real server: llama.cpp's, from PyPI, whose model of random weights talks nonsense. */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it, type TestContext } from "vitest";
import anthropic from "../../plugins/think-anthropic/index.ts";
import openai from "../../plugins/think-openai/index.ts";
import { hostFor } from "../kit/host.ts";
import { type TempFolder, tempFolder } from "../kit/small.ts";
import { thinkerOf, thinkThrough, weatherTool } from "../kit/think.ts";
import { has, type Program, run, start } from "./programs.ts";

const libraries = ["xllamacpp==2026.10.11549", "gguf==0.19.0"];
const venv = fileURLToPath(new URL("../../node_modules/.cache/interop-llama", import.meta.url));
const python = join(venv, "bin/python");
const script = fileURLToPath(new URL("./llama.py", import.meta.url));
const key = "llama-secret-4711";
let missing = "";
let folder: TempFolder | undefined;
let program: Program | undefined;
let url = "";

beforeAll(async () => {
  missing = await prepare();
  if (missing) return console.log(`skipped: ${missing}`);
  folder = tempFolder();
  program = start(python, [script, folder.path, key]);
  url = (await program.line((line) => line.startsWith("listening "))).replace("listening ", "");
});
afterAll(async () => {
  await program?.[Symbol.asyncDispose]();
  folder?.[Symbol.dispose]();
});

/** Puts the libraries into a virtual environment; the reason why that cannot be, or nothing. */
async function prepare(): Promise<string> {
  if (!has("python3")) return "python3 is not installed";
  if (existsSync(python) && (await run(python, ["-c", "import xllamacpp, gguf"])).code === 0) return "";
  await rm(venv, { recursive: true, force: true });
  const made = await run("python3", ["-m", "venv", venv]);
  if (made.code !== 0) return `python3 -m venv fails: ${made.err || made.out}`;
  const got = await run(python, [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    ...libraries,
  ]);
  return got.code === 0 ? "" : `llama.cpp cannot be fetched: ${got.err.split("\n")[0]}`;
}

const thinkers = {
  "think-openai": (options: object = {}) =>
    hostFor(openai, { preset: "llama.cpp", url: `${url}/v1`, key, retries: 0, ...options }),
  "think-anthropic": (options: object = {}) =>
    hostFor(anthropic, { url, key, model: "nonsense", retries: 0, ...options }),
};
const names = Object.keys(thinkers) as (keyof typeof thinkers)[];
const open = (name: keyof typeof thinkers, context: TestContext, options?: object) => {
  if (missing) context.skip(missing);
  return thinkers[name](options);
};

it.for(names)("%s hears words as they come, with usage and the reason", async (name, context) => {
  await using hosted = await open(name, context);
  const messages = [
    { role: "system" as const, text: "Be brief." },
    { role: "user" as const, text: "Lamp?" },
  ];
  const { text, usage, stop, order } = await thinkThrough(thinkerOf(hosted), { messages, maxTokens: 12 });
  expect(text.length).toBeGreaterThan(0);
  // In its Anthropic way the server leaves out what it was given when its first token is half a letter.
  if (name === "think-openai") expect(usage?.input).toBeGreaterThan(5);
  expect(usage?.output).toBeGreaterThan(0);
  expect(usage?.output).toBeLessThanOrEqual(12);
  expect(["length", "done"]).toContain(stop);
  expect(order).toEqual(["text", "usage", "stop"]);
});

it.for(names)("%s may talk of calls and their results", async (name, context) => {
  await using hosted = await open(name, context);
  const result = await thinkThrough(thinkerOf(hosted), {
    messages: [
      { role: "user", text: "Weather?" },
      { role: "assistant", text: "", calls: [{ id: "a", name: "get_weather", arguments: { place: "Ulm" } }] },
      { role: "tool", call: "a", name: "get_weather", text: "sunny" },
      { role: "user", text: "And?" },
    ],
    tools: [weatherTool],
    maxTokens: 8,
  });
  expect(["length", "done", "calls"]).toContain(result.stop);
});

it.for(names)("%s is told a wrong key, and a talk that is too long", async (name, context) => {
  await using stranger = await open(name, context, { key: "another-key-0815" });
  const denied = await thinkThrough(thinkerOf(stranger)).catch((thrown) => thrown);
  expect(denied).toMatchObject({ code: "REMOTE_DENIED", message: expect.stringMatching(/key/i) });
  expect(denied.message).not.toContain("another-key");
  await using hosted = await open(name, context);
  const messages = [{ role: "user" as const, text: "lamp ".repeat(2000) }];
  const long = await thinkThrough(thinkerOf(hosted), { messages }).catch((thrown) => thrown);
  expect(long).toMatchObject({ code: "REMOTE_REFUSED", message: expect.stringMatching(/context/i) });
});

it.for(names)("%s ends at once when it is cancelled, and the server goes on", async (name, context) => {
  await using hosted = await open(name, context);
  const thinker = thinkerOf(hosted);
  const abort = new AbortController();
  const talk = thinker.think({
    messages: [{ role: "user", text: "Lamp?" }],
    tools: [],
    language: "en",
    maxTokens: 400,
    signal: abort.signal,
  });
  let pieces = 0;
  const cancelled = await (async () => {
    for await (const _ of talk) if (++pieces === 2) abort.abort();
  })().catch((thrown) => thrown);
  expect(cancelled).toMatchObject({ code: "CANCELLED" });
  expect(pieces).toBeLessThan(10);
  expect((await thinkThrough(thinker, { maxTokens: 4 })).text.length).toBeGreaterThan(0);
});
