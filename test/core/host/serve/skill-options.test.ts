/** A skill's options and what it fetches: the same in the hub and in a process of its own. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { newId } from "../../../../core/bus/id.ts";
import { type House, openHouse } from "../house.ts";

let house: House;
afterEach(() => house[Symbol.asyncDispose]());

const skill = (placement: string): string => `import { defineSkill } from "hearsay";
export default defineSkill({ name: "greet", about: "Greets.", placement: "${placement}",
  options: { type: "object", properties: {
    word: { type: "string", default: "Hello" }, url: { type: "string", default: "" } } },
  intents: { hello: { about: "Says hello.", slots: {}, async run({ options, fetch, sayText }) {
    await sayText(options.word + " " + (await fetch(options.url)).text);
  } } } });`;

async function run(): Promise<string> {
  const said: string[] = [];
  const over = Promise.withResolvers<void>();
  await house.bus.on("reply/say", {}, ({ body }) => void said.push(body.text));
  await house.bus.on("job/done", { instance: house.bus.instance }, () => over.resolve());
  await house.bus.on("job/failed", { instance: house.bus.instance }, ({ body }) => {
    over.reject(new Error(body.problem.message));
  });
  const asked = { site: "kitchen", skill: "greet", intent: "hello", slots: {}, text: "hello" };
  const [instance = ""] = house.states.get("greet")?.instances ?? [];
  const body = { job: newId(), ...asked, language: "en", persona: "house", deadline: 8000 };
  await house.bus.publish("skill/run", { instance }, body, { replyTo: house.bus.instance });
  await over.promise;
  return said.join(" ");
}

describe.each(["inline", "skills"])("a skill placed %s", (placement) => {
  const files = {
    "skills/greet/index.ts": skill(placement),
    "skills/greet/en.json": '{ "hear": { "hello": ["hello"] }, "say": { "hello": ["Hello."] } }',
  };

  it("has its options with their defaults, and fetches", async () => {
    await using stack = new AsyncDisposableStack();
    const server = createServer((_request, response) => void response.end("world"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    stack.defer(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    house = await openHouse({ files, yaml: `plugins: { use: { greet: { options: { url: '${url}' } } } }` });
    await house.host.start();
    expect(await run()).toBe("Hello world");
  });

  it("is told of a wrong option", async () => {
    house = await openHouse({ files, yaml: "plugins: { use: { greet: { options: { wrod: a } } } }" });
    await house.host.start();
    await vi.waitFor(() => expect(house.states.get("greet")?.phase).toBe("failed"));
    expect(house.states.get("greet")?.problem).toMatchObject({
      code: "PLUGIN_OPTIONS_INVALID",
      message: expect.stringMatching(/Did you mean "word"/),
    });
  });
});
