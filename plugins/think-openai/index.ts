/** Thinks with any server that speaks OpenAI's chat completions: in the cloud, in the house, or on this machine. */
import { definePlugin, type Thinker, type ThinkRequest, type Thought } from "hearsay";
import {
  faultBehind,
  fetchOf,
  jsonOf,
  remoteFault,
  serviceOf,
  type ThinkServiceOptions,
  thinkOptions,
  untilAborted,
} from "hearsay/remote";
import OpenAI from "openai";
import type { ChatCompletionCreateParamsStreaming } from "openai/resources/chat/completions";
import { messagesOf, toolsOf } from "./messages.ts";
import { type Preset, type PresetName, presetNames, presets } from "./presets.ts";
import { thoughtsOf } from "./thoughts.ts";

interface Options extends Omit<ThinkServiceOptions, "url"> {
  readonly preset: PresetName;
  readonly url?: string;
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** `url` has no default of its own: it is the preset's. */
const {
  url: { default: _, ...address },
  ...common
} = thinkOptions({ url: "", timeout: 20_000 }) as { url: { default: string } };

export default definePlugin<Options>({
  name: "think-openai",
  about:
    "Thinks with OpenAI or any server that speaks its language: Ollama, llama.cpp, vLLM, LM Studio, Mistral…",
  remote: true,
  options: {
    type: "object",
    properties: {
      preset: { enum: presetNames, default: "openai", description: "The service, with what is known of it" },
      url: { ...address, description: "The server's address in place of the preset's" },
      ...common,
      extra: { type: "object", description: "More fields of every request, as the service has them" },
    },
    additionalProperties: false,
  },
  start(host, options) {
    const preset: Preset = presets[options.preset];
    const url = options.url ?? preset.url;
    host.provide("think", {
      limit: 8,
      traits: {
        remote: !/^https?:\/\/(localhost|127\.|\[::1\])/.test(url),
        service: preset.called,
        model: options.model ?? preset.model ?? "",
      },
      think: thinkWith(options, preset, url),
    });
  },
});

function thinkWith(options: Options, preset: Preset, url: string): Thinker["think"] {
  const facts = { service: preset.called, secrets: options.key === undefined ? [] : [options.key] };
  const { timeout, retries, prices } = options;
  const client = new OpenAI({
    baseURL: url,
    apiKey: options.key ?? "none",
    adminAPIKey: null,
    organization: null,
    project: null,
    // The house's own time-outs and faults; see hearsay/remote.
    maxRetries: 0,
    fetch: fetchOf({ ...facts, timeout, retries, type: "text/event-stream" }),
    // What goes wrong is told as a fault, and what people said is in no log.
    logLevel: "off",
  });
  const headers = options.key === undefined ? {} : { authorization: `Bearer ${options.key}` };
  const server = serviceOf({ name: preset.called, url, headers, timeout, secrets: facts.secrets });
  let first: string | undefined;
  async function modelFor(asked: string | undefined, signal: AbortSignal): Promise<string> {
    const named = asked ?? options.model ?? preset.model ?? first;
    if (named !== undefined) return named;
    const answer = await server.ask("/models", { signal });
    first = (await jsonOf<{ data?: { id?: string }[] }>(answer)).data?.[0]?.id;
    if (first === undefined) throw remoteFault("REMOTE_CONTENT", `${preset.called} lists no model.`);
    return first;
  }
  return async function* think(asked): AsyncGenerator<Thought> {
    const { signal } = asked;
    try {
      const model = await modelFor(asked.model, signal);
      const body = { ...bodyOf(asked, model, preset), ...options.extra };
      const chunks = await client.chat.completions.create(body, { signal });
      const thoughts = thoughtsOf(chunks, {
        service: preset.called,
        model,
        ...(prices ? { prices } : {}),
      });
      yield* untilAborted(thoughts, { ...facts, signal });
    } catch (thrown) {
      throw faultBehind(thrown, { ...facts, signal });
    }
  };
}

function bodyOf(
  { messages, tools, maxTokens, temperature }: ThinkRequest,
  model: string,
  { most, usage, idLength, hottest = 2 }: Preset,
): ChatCompletionCreateParamsStreaming {
  return {
    model,
    messages: messagesOf(messages, idLength),
    stream: true,
    [most]: maxTokens,
    ...(usage ? { stream_options: { include_usage: true } } : {}),
    ...(tools.length > 0 ? { tools: toolsOf(tools) } : {}),
    ...(temperature === undefined ? {} : { temperature: Math.min(temperature, hottest) }),
  };
}
