/** Thinks with Google's Gemini, by its REST API: its own library brings 40 packages along for what are two pages here. */
import { definePlugin, type Thinker, type Thought } from "hearsay";
import { eventsOf, serviceOf, type ThinkServiceOptions, thinkOptions, untilAborted } from "hearsay/remote";
import { contentsOf, toolsOf } from "./contents.ts";
import { thoughtsOf } from "./thoughts.ts";

interface Options extends ThinkServiceOptions {
  readonly model: string;
  readonly extra?: Readonly<Record<string, unknown>>;
}

const name = "Gemini";
/** Signatures that are kept: those of the calls of the last few turns. */
const mostSignatures = 256;

export default definePlugin<Options>({
  name: "think-gemini",
  about: "Thinks with Gemini, by Google.",
  remote: true,
  options: {
    type: "object",
    properties: {
      ...thinkOptions({
        url: "https://generativelanguage.googleapis.com",
        model: "gemini-flash-latest",
        timeout: 20_000,
      }),
      extra: { type: "object", description: "More fields of every request, as the service has them" },
    },
    additionalProperties: false,
  },
  start(host, options) {
    host.provide("think", {
      limit: 8,
      traits: { remote: true, service: name, model: options.model },
      think: thinkWith(options),
    });
  },
});

function thinkWith({ url, key, timeout, retries, prices, model, extra = {} }: Options): Thinker["think"] {
  const headers: Record<string, string> = key === undefined ? {} : { "x-goog-api-key": key };
  const service = serviceOf({ name, url, headers, timeout, secrets: [key] });
  const signatures = new Map<string, string>();
  const sign = (call: string, signature: string): void => {
    signatures.set(call, signature);
    const [oldest] = signatures.keys();
    if (signatures.size > mostSignatures && oldest !== undefined) signatures.delete(oldest);
  };
  return async function* think(asked): AsyncGenerator<Thought> {
    const { signal, tools, maxTokens, temperature } = asked;
    const named = (asked.model ?? model).replace(/^models\//, "");
    const { system, contents } = contentsOf(asked.messages, signatures, !/^gemini-[12]\b/.test(named));
    const json = {
      contents,
      ...(system === "" ? {} : { systemInstruction: { parts: [{ text: system }] } }),
      ...(tools.length > 0 ? { tools: toolsOf(tools) } : {}),
      ...extra,
      generationConfig: {
        maxOutputTokens: maxTokens,
        ...(temperature === undefined ? {} : { temperature }),
        ...(extra.generationConfig as object | undefined),
      },
    };
    const path = `/v1beta/models/${encodeURIComponent(named)}:streamGenerateContent`;
    const answer = await service.ask(path, { query: { alt: "sse" }, json, signal, retries });
    const facts = { service: name, model: named, sign, ...(prices ? { prices } : {}) };
    yield* untilAborted(thoughtsOf(eventsOf(answer), facts), { service: name, signal });
  };
}
