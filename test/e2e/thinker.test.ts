/** A whole house with a language model behind a local server that speaks OpenAI's API: spoken while it writes, with a tool in the middle, and cut. */
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startSatellite } from "../../core/satellite/satellite.ts";
import { type Asked, type Chat, chatServer } from "../kit/chat.ts";
import type { Request } from "../kit/remote.ts";
import { openHouse } from "./house.ts";

const off = Object.fromEntries(
  ["stt-moonshine", "tts-piper", "tts-kokoro", "vad-silero", "satellite-local"]
    .concat(["wake-openwakeword", "wake-vosk", "intent-embeddings"])
    .map((name) => [name, { enabled: false }]),
);
const site = "den";

async function openThinking(answer: (asked: Asked, count: number, request: Request) => Chat) {
  const stack = new AsyncDisposableStack();
  const server = stack.use(await chatServer(answer));
  const data = await mkdtemp(join(tmpdir(), "hearsay-e2e-"));
  const persona = {
    name: "tester",
    about: "Thinks.",
    languages: ["en"],
    think: ["think-openai"],
    tts: ["tts-flite"],
    skills: { allow: ["clock"] },
  };
  await mkdir(join(data, "personas"));
  await writeFile(join(data, "personas", "tester.json"), JSON.stringify(persona));
  const options = { url: `${server.url}/v1`, model: "test-model" };
  const house = stack.use(
    await openHouse({
      data,
      overrides: {
        "plugins.use": { ...off, "think-openai": { enabled: true, options }, "tts-flite": { enabled: true } },
        "personas.default": "tester",
      },
    }),
  );
  const { bus } = house.hub;
  const events: string[] = [];
  const note = (event: string): void => void events.push(event);
  stack.use(await bus.on("reply/started", {}, () => note("voice")));
  stack.use(await bus.on("reply/clause", {}, ({ body }) => note(`clause: ${body.text.trim()}`)));
  stack.use(await bus.on("reply/finished", {}, ({ body }) => note(`over: ${body.cut}`)));
  const speaker = {
    play: (samples: Int16Array, rate: number) =>
      new Promise<void>((resolve) => setTimeout(resolve, (samples.length / rate) * 200)),
    flush() {},
  };
  stack.use(await startSatellite({ bus, site, speaker }));
  return {
    house,
    server,
    events,
    async ask(text: string) {
      let asked = "";
      const over = house.next("turn/finished", ({ turn }) => turn === asked);
      const said = house.next("reply/finished", ({ turn }) => turn === asked);
      asked = (await bus.ask("utterance/handle", { site }, { text })).turn;
      return { over, said };
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

describe("a language model in a whole house", () => {
  it("is heard in one breath, with a tool in the middle", async () => {
    await using stage = await openThinking((_, count) =>
      count === 1
        ? { beats: ["Let me ", "look. ", { name: "clock__time", arguments: {} }] }
        : { beats: ["It is ", "later than ", "you think. ", 20, "Sleep well."] },
    );
    const { over, said } = await stage.ask("is it very late already do you think");
    expect((await over).body.outcome).toBe("done");
    expect((await said).body).toMatchObject({
      text: "Let me look. It is later than you think. Sleep well.",
      cut: "none",
    });
    expect(stage.events.filter((event) => event === "voice")).toHaveLength(1);
    const [first, second] = stage.server.requests.map((request) =>
      request.json<Asked & Record<string, unknown>>(),
    );
    expect(first?.tools?.map((tool) => tool.function.name)).toContain("clock__time");
    const result = second?.messages.at(-1);
    expect(result).toMatchObject({ role: "tool" });
    expect(String(result?.content)).toMatch(/^⟦result of the tool: .*[AP]M/);
  }, 120_000);

  it("is heard before it has ended, and ends when somebody speaks over it", async () => {
    const dropped = Promise.withResolvers<void>();
    let note = (_: string): void => {};
    await using stage = await openThinking((_, count, request) => {
      if (count > 1) return { beats: ["All right."] };
      void request.dropped.then(() => {
        note("closed");
        dropped.resolve();
      });
      const more = Array.from({ length: 30 }, (_, index) => `And this is number ${index} of many. `);
      return { beats: ["This is the first one. ", ...more], hangs: true };
    });
    note = (event) => void stage.events.push(event);
    const speaking = stage.house.next("audio/started", ({ body }) => body.direction === "out");
    const { over, said } = await stage.ask("tell me a very long story please");
    await speaking;
    stage.events.push("cut");
    await stage.house.hub.bus.publish("listen/start", { site }, { reason: "button" });
    await dropped.promise;
    expect((await over).body.outcome).toBe("cancelled");
    const { body } = await said;
    expect(body.text.startsWith(body.heard)).toBe(true);
    expect(body.heard.length).toBeLessThan(body.text.length);
    const order = stage.events.filter((event) => ["voice", "cut", "closed"].includes(event));
    expect(order).toEqual(["voice", "cut", "closed"]);
    const again = await stage.ask("what were you about to say to me");
    expect((await again.over).body.outcome).toBe("done");
    const shown = stage.server.requests.at(-1)?.json<Asked & Record<string, unknown>>().messages.at(-2);
    expect(shown).toMatchObject({ role: "assistant", content: body.heard || "(nothing was heard)" });
  }, 120_000);
});
