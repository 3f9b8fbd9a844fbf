/** Personas in a house: given to rooms, seen at once when a file changes. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Broker, startBroker } from "../../../../core/bus/broker.ts";
import { openPersonas } from "../../../../core/host/personas/index.ts";
import { openStore } from "../../../../core/store/index.ts";
import { testLog } from "../../../kit/log.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hearsay-personas-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const ada = { name: "ada", about: "A tutor.", languages: ["en"] };
const write = (name: string, value: unknown): Promise<void> =>
  writeFile(join(folder, name), typeof value === "string" ? value : JSON.stringify(value));

const anyPort = { host: "127.0.0.1", port: 0, authenticate: () => undefined };

async function open(stack: AsyncDisposableStack, given?: Broker, fallback = () => "house") {
  const broker = given ?? stack.use(await startBroker(anyPort));
  const store = stack.use(await openStore({ memory: true }));
  const bus = broker.bus("hub/core");
  const facts = {
    bus,
    log: testLog("personas"),
    store: store.scope("personas"),
    folders: [folder],
    watch: [folder],
    fallback,
    changed() {},
  };
  return { bus, personas: stack.use(await openPersonas(facts)), again: () => openPersonas(facts) };
}

describe("personas in a house", () => {
  it("answer where they were given, and the house elsewhere, also after a restart", async () => {
    await write("ada.json", ada);
    await write("house.json", { ...ada, name: "house" });
    await using stack = new AsyncDisposableStack();
    const { bus, personas, again } = await open(stack);
    expect(await bus.ask("persona/use", {}, { persona: "ada", site: "study" })).toEqual({
      changed: true,
      persona: "ada",
    });
    expect([personas.of("study").name, personas.of("hall").name, personas.of("hall", "ada").name]).toEqual([
      "ada",
      "house",
      "ada",
    ]);
    await personas[Symbol.asyncDispose]();
    await using restarted = await again();
    expect(restarted.of("study").name).toBe("ada");
  });

  it("answer where the room itself asks for them, unless somebody decided otherwise", async () => {
    for (const name of ["ada", "eve", "house"]) await write(`${name}.json`, { ...ada, name });
    await using stack = new AsyncDisposableStack();
    const { bus, personas } = await open(stack);
    const site = "study";
    const room = {
      name: site,
      online: true,
      microphone: false,
      speaker: true,
      echoCancelled: false,
      wakeOnDevice: false,
      formats: [],
      muted: false,
      volume: 1,
      wakeWords: [],
      bootId: "b",
    };
    await bus.publish("site/state", { site }, { ...room, persona: "ada" });
    await expect.poll(() => personas.of(site).name).toBe("ada");
    await bus.ask("persona/use", {}, { persona: "eve", site });
    expect(personas.of(site).name).toBe("eve");
  });

  it("that do not exist cannot be used, and the answer names those that do", async () => {
    await write("house.json", { ...ada, name: "house" });
    await using stack = new AsyncDisposableStack();
    const { bus } = await open(stack);
    await expect(bus.ask("persona/use", {}, { persona: "eve" })).rejects.toMatchObject({
      code: "PERSONA_INVALID",
      message: expect.stringMatching(/house/),
    });
  });

  it("are named when the house's own is none of them, once", async () => {
    for (const name of ["ada", "eve"]) await write(`${name}.json`, { ...ada, name });
    await using stack = new AsyncDisposableStack();
    const broker = stack.use(await startBroker(anyPort));
    const faults: unknown[] = [];
    await broker.bus("hub/test").on("fault", {}, ({ body }) => void faults.push(body));
    const { personas } = await open(stack, broker);
    expect([personas.of("x").name, personas.of("y").name]).toEqual(["ada", "ada"]);
    const message = 'personas.default is "house", and there is no such persona; there are: ada, eve.';
    await expect.poll(() => faults).toMatchObject([{ code: "SETTINGS_INVALID", message }]);
    await write("house.json", { ...ada, name: "house" });
    await expect.poll(() => personas.of("x").name, { timeout: 5000 }).toBe("house");
    await rm(join(folder, "house.json"));
    await expect.poll(() => faults, { timeout: 5000 }).toHaveLength(2);
  });

  it("are compared with the settings whenever these change", async () => {
    await write("house.json", { ...ada, name: "house" });
    await using stack = new AsyncDisposableStack();
    const broker = stack.use(await startBroker(anyPort));
    const faults: unknown[] = [];
    const bus = broker.bus("hub/test");
    await bus.on("fault", {}, ({ body }) => void faults.push(body));
    let wanted = "house";
    await open(stack, broker, () => wanted);
    wanted = "hous";
    await bus.publish("settings/changed", {}, { paths: ["personas.default"] });
    const message = expect.stringMatching(/"hous".*there are: house\. Did you mean "house"\?/);
    await expect.poll(() => faults).toMatchObject([{ code: "SETTINGS_INVALID", message }]);
  });

  it("are there as soon as their file is, and gone with it", async () => {
    await write("house.json", { ...ada, name: "house" });
    await using stack = new AsyncDisposableStack();
    const { personas } = await open(stack);
    await write("ada.json", ada);
    await expect.poll(() => personas.of("x", "ada").name, { timeout: 5000 }).toBe("ada");
    await rm(join(folder, "ada.json"));
    await expect.poll(() => personas.of("x", "ada").name, { timeout: 5000 }).toBe("house");
  });
});
