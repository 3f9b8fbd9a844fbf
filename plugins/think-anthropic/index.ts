/** Thinks with Claude, through Anthropic's own client, which speaks version 2026-10-21 of the API: that has no temperature. */
import Anthropic from "@anthropic-ai/sdk";
import { definePlugin, type Thinker, type Thought } from "hearsay";
import { faultBehind, fetchOf, type ThinkServiceOptions, thinkOptions, untilAborted } from "hearsay/remote";
import { talkOf, toolsOf } from "./messages.ts";
import { thoughtsOf } from "./thoughts.ts";

interface Options extends ThinkServiceOptions {
  readonly model: string;
  readonly extra?: Readonly<Record<string, unknown>>;
}

const service = "Anthropic";

export default definePlugin<Options>({
  name: "think-anthropic",
  about: "Thinks with Claude, by Anthropic.",
  remote: true,
  options: {
    type: "object",
    properties: {
      ...thinkOptions({
        url: "https://api.anthropic.com",
        model: "claude-haiku-4-5",
        timeout: 20_000,
      }),
      extra: { type: "object", description: "More fields of every request, as the service has them" },
    },
    additionalProperties: false,
  },
  start(host, options) {
    host.provide("think", {
      limit: 8,
      traits: { remote: true, service, model: options.model },
      think: thinkWith(options),
    });
  },
});

function thinkWith({ url, key, timeout, retries, prices, model, extra }: Options): Thinker["think"] {
  const facts = { service, secrets: key === undefined ? [] : [key] };
  const client = new Anthropic({
    baseURL: url.replace(/\/+$/, ""),
    apiKey: key ?? "none",
    authToken: null,
    // The house's own time-outs and faults; see hearsay/remote.
    maxRetries: 0,
    fetch: fetchOf({ ...facts, timeout, retries, type: "text/event-stream" }),
    // What goes wrong is told as a fault, and what people said is in no log.
    logLevel: "off",
  });
  return async function* think(asked): AsyncGenerator<Thought> {
    const { signal, tools } = asked;
    const named = asked.model ?? model;
    const { system, messages } = talkOf(asked.messages);
    const body = {
      model: named,
      max_tokens: asked.maxTokens,
      stream: true as const,
      messages,
      ...(system === "" ? {} : { system }),
      ...(tools.length > 0 ? { tools: toolsOf(tools) } : {}),
      ...extra,
    };
    try {
      const events = await client.messages.create(body, { signal });
      const thoughts = thoughtsOf(events, { service, model: named, ...(prices ? { prices } : {}) });
      yield* untilAborted(thoughts, { service, signal });
    } catch (thrown) {
      throw faultBehind(thrown, { ...facts, signal });
    }
  };
}
