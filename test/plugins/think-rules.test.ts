/** The suite for language models on think-openai, with a server behind it that answers by script. */
import openai from "../../plugins/think-openai/index.ts";
import { describeSuite } from "../conformance/suite.ts";
import { type ThinkScript, type ThinkSubject, thinkChecks } from "../conformance/think.ts";
import { type Asked, chatScript } from "../kit/chat.ts";
import { hostFor } from "../kit/host.ts";
import { type RemoteServer, remoteServer, type Script } from "../kit/remote.ts";

interface Wire {
  /** How the service says what the script wants. */
  script(script: ThinkScript, last: string): Script;
  /** The last words of the user in a request. */
  last(body: string): string;
}

const chat: Wire = {
  script: ({ words = [], calls = [], hangs = false, echoes, fails }, last) =>
    fails
      ? { status: 500, body: { error: { message: "no" } } }
      : chatScript({ beats: [...(echoes ? [last] : words), ...calls], hangs }),
  last: (body) => String((JSON.parse(body) as Asked).messages.at(-1)?.content),
};

async function subjectOf(
  host: (server: RemoteServer) => ReturnType<typeof hostFor>,
  wire: Wire,
): Promise<ThinkSubject & AsyncDisposable> {
  let script: ThinkScript = {};
  let open = 0;
  const server = await remoteServer(({ body, dropped }) => {
    const now = script;
    const isHeld = now.hangs === true;
    if (isHeld) open++;
    void dropped.then(() => {
      if (isHeld) open--;
    });
    return wire.script(now, wire.last(body.toString()));
  });
  const hosted = await host(server);
  const { think } = hosted.provided;
  if (!think) throw new Error("The plugin provides no language model.");
  return {
    thinker: think,
    answer(next) {
      script = next;
    },
    open: () => open,
    sent: () => server.requests.map(({ body }) => body.toString()),
    async [Symbol.asyncDispose]() {
      await hosted[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

describeSuite(
  "think-openai",
  () =>
    subjectOf(
      ({ url }) => hostFor(openai, { url: `${url}/v1`, key: "k", model: "m", timeout: 5000, retries: 0 }),
      chat,
    ),
  thinkChecks,
);
