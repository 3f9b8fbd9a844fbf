/** Thinks with the models of an Ollama server, by its own API: lists them, fetches one that is missing, and keeps it in memory. */
import { definePlugin, type Host, type Thinker, type Thought } from "hearsay";
import {
  linesOf,
  remoteFault,
  type Service,
  serviceOf,
  type ThinkServiceOptions,
  textOf,
  thinkOptions,
  untilAborted,
} from "hearsay/remote";
import { type ChatOptions, chatBody, type Line, thoughtsOf } from "./chat.ts";
import { has, modelsOf, pull } from "./models.ts";

interface Options extends ThinkServiceOptions, ChatOptions {
  readonly pull: boolean;
}

const name = "Ollama";
/** ms for the list of models at the start: a house does not wait for a server that is off. */
const patience = 1000;

export default definePlugin<Options>({
  name: "think-ollama",
  about: "Thinks with the models of an Ollama server, on this machine or another.",
  remote: true,
  late: true,
  options: {
    type: "object",
    properties: {
      ...thinkOptions({
        url: "http://127.0.0.1:11434",
        key: "Only for a server that wants one: text, {env: NAME} or {file: PATH}",
        timeout: 60_000,
      }),
      pull: { type: "boolean", default: false, description: "Fetch `model` when the server lacks it" },
      keepAlive: { type: "string", default: "30m", description: "How long a model stays in memory unused" },
      context: {
        type: "integer",
        minimum: 512,
        maximum: 1_048_576,
        default: 8192,
        description: "Tokens that a talk may have; the server cuts off silently what is more",
      },
      think: {
        type: "boolean",
        default: false,
        description: "Let models that can think do so before the first word",
      },
    },
    additionalProperties: false,
  },
  async start(host, options) {
    const { url, key, timeout, model } = options;
    const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
    const server = serviceOf({ name, url, headers, timeout, secrets: [key] });
    const models = await modelsOf(server, host.signal, patience).catch(() => undefined);
    const state: State = { fetching: undefined };
    host.provide("think", {
      limit: 4,
      traits: {
        remote: !/^https?:\/\/(localhost|127\.|\[::1\])/.test(url),
        service: name,
        model: model ?? models?.[0] ?? "",
        models: models ?? [],
      },
      think: thinkWith(server, options, state),
    });
    if (models === undefined) host.log.info("Ollama does not answer yet.", { url });
    else if (model !== undefined) void prepare(host, server, options, models, state);
  },
});

interface State {
  /** Percent, while the model is fetched. */
  fetching: number | undefined;
}

/** Fetches the model where it is missing, and has it loaded, so that the first word does not wait for that. */
async function prepare(
  { log, signal }: Host,
  server: Service,
  { model = "", keepAlive, pull: wanted }: Options,
  models: readonly string[],
  state: State,
): Promise<void> {
  try {
    if (!has(models, model)) {
      if (!wanted) {
        log.warn("Ollama lacks the model.", { model, remedy: `ollama pull ${model}, or the option pull` });
        return;
      }
      state.fetching = 0;
      await pull(server, model, signal, (percent) => {
        state.fetching = percent;
        if (percent % 10 === 0) log.info("Ollama fetches the model.", { model, percent });
      });
      log.info("Ollama has the model.", { model });
    }
    const json = { model, messages: [], keep_alive: keepAlive, stream: false };
    await textOf(await server.ask("/api/chat", { json, signal, timeout: 300_000 }));
  } catch (thrown) {
    if (!signal.aborted)
      log.warn("Ollama's model could not be made ready.", { model, why: messageOf(thrown) });
  } finally {
    state.fetching = undefined;
  }
}

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

function thinkWith(server: Service, options: Options, state: State): Thinker["think"] {
  const { prices, retries } = options;
  let first: string | undefined;
  async function modelFor(asked: string | undefined, signal: AbortSignal): Promise<string> {
    const named = asked ?? options.model ?? first;
    if (named !== undefined) return named;
    [first] = await modelsOf(server, signal);
    if (first !== undefined) return first;
    throw remoteFault("REMOTE_REFUSED", "Ollama has no model; fetch one with: ollama pull NAME.");
  }
  return async function* think(asked): AsyncGenerator<Thought> {
    const { signal } = asked;
    const model = await modelFor(asked.model, signal);
    if (state.fetching !== undefined && model === options.model) {
      throw remoteFault("REMOTE_FAILED", `Ollama still fetches ${model}: ${state.fetching} %.`);
    }
    const json = chatBody(asked, model, options);
    const answer = await server.ask("/api/chat", { json, signal, retries });
    const facts = { service: name, model, ...(prices ? { prices } : {}) };
    yield* untilAborted(thoughtsOf(linesOf<Line>(answer), facts), { service: name, signal });
  };
}
