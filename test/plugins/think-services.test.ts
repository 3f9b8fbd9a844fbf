/** The thinkers of services meet what is asked of every thinker, each against a server that answers as its service does. */
import type { ToolCall } from "hearsay";
import anthropic from "../../plugins/think-anthropic/index.ts";
import gemini from "../../plugins/think-gemini/index.ts";
import ollama from "../../plugins/think-ollama/index.ts";
import openai from "../../plugins/think-openai/index.ts";
import { describeSuite } from "../conformance/suite.ts";
import { type ThinkScript, type ThinkSubject, thinkChecks } from "../conformance/think.ts";
import { hostFor } from "../kit/host.ts";
import { type RemoteServer, type Request, remoteServer, type Script, type Step } from "../kit/remote.ts";
import { thinkerOf } from "../kit/think.ts";

interface Talk {
  readonly words: readonly string[];
  readonly calls: readonly ToolCall[];
}
/** How a service tells a talk: pieces of its answer, the last ones being its end. */
interface Tongue {
  readonly type: string;
  begin(): Step[];
  word(text: string): Step[];
  call(call: ToolCall, index: number): Step[];
  end(talk: Talk): Step[];
}

const data = (value: object): Step => `data: ${JSON.stringify(value)}\n\n`;
const named = (value: { type: string }): Step => `event: ${value.type}\n${data(value)}`;
const line = (value: object): Step => `${JSON.stringify(value)}\n`;

const choice = (delta: object, finish_reason: string | null = null) =>
  data({ model: "m", choices: [{ index: 0, delta, finish_reason }] });
const part = (parts: object[], more: object = {}) =>
  data({ candidates: [{ content: { role: "model", parts }, ...more }], modelVersion: "m" });

const tongues: Readonly<Record<string, Tongue>> = {
  openai: {
    type: "text/event-stream",
    begin: () => [choice({ role: "assistant" })],
    word: (content) => [choice({ content })],
    call({ id, name, arguments: given }, index) {
      const text = JSON.stringify(given);
      const piece = (more: object, at: string) =>
        choice({
          tool_calls: [{ index, ...more, function: { ...("id" in more ? { name } : {}), arguments: at } }],
        });
      return [piece({ id, type: "function" }, ""), piece({}, text.slice(0, 7)), piece({}, text.slice(7))];
    },
    end: ({ calls }) => [
      choice({}, calls.length > 0 ? "tool_calls" : "stop"),
      data({ model: "m", choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } }),
      "data: [DONE]\n\n",
    ],
  },
  anthropic: {
    type: "text/event-stream",
    begin: () => [
      named({
        type: "message_start",
        message: { model: "m", usage: { input_tokens: 3, output_tokens: 1 } },
      } as never),
      named({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } } as never),
    ],
    word: (text) => [
      named({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } } as never),
    ],
    call({ id, name, arguments: given }, at) {
      const index = at + 1;
      const content_block = { type: "tool_use", id, name, input: {} };
      const delta = { type: "input_json_delta", partial_json: JSON.stringify(given) };
      return [
        named({ type: "content_block_start", index, content_block } as never),
        named({ type: "content_block_delta", index, delta } as never),
        named({ type: "content_block_stop", index } as never),
      ];
    },
    end: ({ calls }) => [
      named({
        type: "message_delta",
        delta: { stop_reason: calls.length > 0 ? "tool_use" : "end_turn" },
        usage: { output_tokens: 2 },
      } as never),
      named({ type: "message_stop" }),
    ],
  },
  gemini: {
    type: "text/event-stream",
    begin: () => [],
    word: (text) => [part([{ text }])],
    call: ({ name, arguments: args }) => [part([{ functionCall: { name, args } }])],
    end: () => [
      part([], { finishReason: "STOP" }),
      data({ usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 2 } }),
    ],
  },
  ollama: {
    type: "application/x-ndjson",
    begin: () => [],
    word: (content) => [line({ model: "m", message: { role: "assistant", content }, done: false })],
    call: ({ name, arguments: given }) => [
      line({ message: { content: "", tool_calls: [{ function: { name, arguments: given } }] }, done: false }),
    ],
    end: () => [
      line({ message: {}, done: true, done_reason: "stop", model: "m", prompt_eval_count: 3, eval_count: 2 }),
    ],
  },
};

/** What the person said last, wherever the service has it. */
function lastWords(request: Request): string {
  type Part = { text?: string };
  const { messages = [], contents = [] } = request.json<{
    messages?: { content: string | Part[] }[];
    contents?: { parts: Part[] }[];
  }>();
  const content = messages.at(-1)?.content ?? contents.at(-1)?.parts ?? "";
  return typeof content === "string" ? content : (content.at(-1)?.text ?? "");
}

function scriptFor(
  tongue: Tongue,
  { words = [], calls = [], ...how }: ThinkScript,
  request: Request,
): Script {
  if (how.fails) return { status: 500, body: { error: { message: "It burns." } } };
  const said = how.echoes ? [lastWords(request)] : words;
  const body = [
    ...tongue.begin(),
    ...said.flatMap((text) => tongue.word(text)),
    ...calls.flatMap((call, index) => tongue.call(call, index)),
    ...(how.hangs ? [] : tongue.end({ words: said, calls })),
  ];
  return { type: tongue.type, body, ...(how.hangs ? { end: "hang" } : {}) };
}

async function subjectOf(
  tongue: Tongue,
  open: (server: RemoteServer) => ReturnType<typeof hostFor>,
): Promise<ThinkSubject & AsyncDisposable> {
  const server = await remoteServer({ body: { models: [] } });
  const hosted = await open(server);
  server.requests.length = 0;
  return {
    thinker: thinkerOf(hosted),
    answer: (script) => server.answer((request) => scriptFor(tongue, script, request)),
    open: () => server.open,
    sent: () => server.requests.map(({ body }) => body.toString("utf8")),
    async [Symbol.asyncDispose]() {
      await hosted[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

const common = { key: "k-4711-k", retries: 0, timeout: 5000 };
const services: readonly (readonly [string, (server: RemoteServer) => ReturnType<typeof hostFor>])[] = [
  ["openai", ({ url }) => hostFor(openai, { ...common, url: `${url}/v1` })],
  ["anthropic", ({ url }) => hostFor(anthropic, { ...common, url })],
  ["gemini", ({ url }) => hostFor(gemini, { ...common, url })],
  ["ollama", ({ url }) => hostFor(ollama, { ...common, url })],
];
/** Ollama's own choice is its first model; the talks of these checks name none. */
const withModel = (subject: ThinkSubject & AsyncDisposable): ThinkSubject & AsyncDisposable => ({
  ...subject,
  thinker: { think: (asked) => subject.thinker.think({ model: "m", ...asked }) },
});

for (const [name, open] of services) {
  const tongue = tongues[name] as Tongue;
  describeSuite(
    `think-${name}: conformance`,
    async () => withModel(await subjectOf(tongue, open)),
    thinkChecks,
  );
}
