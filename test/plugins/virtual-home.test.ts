/** The virtual home: what it lists, how its devices obey, and what it leaves to others. */
import type { Bus, Messages } from "hearsay";
import { expect, it } from "vitest";
import { type Broker, startBroker } from "../../core/bus/broker.ts";
import { apply, later } from "../../plugins/virtual-home/behave.ts";
import type { Options } from "../../plugins/virtual-home/home.ts";
import virtualHome from "../../plugins/virtual-home/index.ts";
import { hostFor } from "../kit/host.ts";

interface Bench extends AsyncDisposable {
  readonly bus: Bus;
  readonly states: Map<string, Pick<Messages["device/changed"], "state" | "attributes">>;
  readonly lists: Map<string, Messages["devices/listed"]>;
  tell(command: Partial<Messages["device/command"]>): Promise<readonly string[]>;
}

async function open(options: Partial<Options> = {}): Promise<Bench> {
  const closing = new AsyncDisposableStack();
  const broker: Broker = closing.use(
    await startBroker({ host: "127.0.0.1", port: 0, authenticate: () => undefined }),
  );
  const bus = broker.bus("client/test");
  const states: Bench["states"] = new Map();
  const lists: Bench["lists"] = new Map();
  await bus.on(
    "device/changed",
    {},
    ({ where, body: { state, attributes } }) => void states.set(where.device, { state, attributes }),
    ({ device }) => void states.delete(device),
  );
  await bus.on(
    "devices/listed",
    {},
    ({ where, body }) => void lists.set(where.source, body),
    ({ source }) => void lists.delete(source),
  );
  closing.use(await hostFor(virtualHome, options, { bus: broker.bus("plugin/virtual-home") }));
  await expect.poll(() => lists.size).toBe(1);
  return {
    bus,
    states,
    lists,
    tell: async (command) =>
      (await bus.ask("device/command", {}, { action: "on", values: {}, ...command }, { timeout: 300 }))
        .changed,
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

it("lists a flat whose devices stand in its areas, each with a state", async () => {
  await using bench = await open();
  const { areas = [], devices = [] } = bench.lists.get("virtual-home") ?? {};
  const ids = new Set(areas.map(({ id }) => id));
  expect(areas.length).toBeGreaterThan(4);
  expect(devices.filter(({ area }) => !ids.has(area ?? ""))).toEqual([]);
  await expect.poll(() => [...bench.states.keys()].sort()).toEqual(devices.map(({ id }) => id).sort());
});

it("speaks German where it is told to, and still hears English", async () => {
  await using bench = await open({ language: "de" });
  const lamp = bench.lists.get("virtual-home")?.devices.find(({ id }) => id === "living_room_lamp");
  expect(lamp).toMatchObject({ name: "Wohnzimmerlampe", aliases: ["living room lamp"] });
});

it.each<[string, Partial<Messages["device/command"]>, Record<string, object>]>([
  [
    "one device",
    { device: "standing_light" },
    { standing_light: { state: "on", attributes: { brightness: 100 } } },
  ],
  [
    "a kind in an area",
    { area: "office", kind: "light", action: "set", values: { brightness: 30 } },
    {
      office_light: { state: "on", attributes: { brightness: 30 } },
      standing_light: { state: "on", attributes: { brightness: 30 } },
    },
  ],
  [
    "a lock",
    { device: "front_door", action: "unlock" },
    { front_door: { state: "unlocked", attributes: { battery: 80 } } },
  ],
  [
    "curtains",
    { device: "living_room_curtains", action: "open" },
    { living_room_curtains: { state: "open", attributes: { position: 100 } } },
  ],
  [
    "a colour, which turns on",
    { device: "bedside_lamp", action: "set", values: { color: "blue" } },
    { bedside_lamp: { state: "on", attributes: { brightness: 100, color: "blue", kelvin: 2700 } } },
  ],
  [
    "half open blinds",
    { device: "office_blinds", action: "set", values: { position: 50 } },
    { office_blinds: { state: "open", attributes: { position: 50 } } },
  ],
  [
    "a temperature",
    { device: "bedroom_heating", action: "set", values: { temperature: 18.5 } },
    {
      bedroom_heating: {
        state: "heat",
        attributes: { temperature: 18.5, current: 19.5, humidity: 45, unit: "°C" },
      },
    },
  ],
  [
    "music",
    { device: "kitchen_radio", action: "play", values: { query: "jazz" } },
    { kitchen_radio: { state: "playing", attributes: { volume: 30, muted: false, title: "jazz" } } },
  ],
  [
    "a robot",
    { device: "robot", action: "start" },
    { robot: { state: "cleaning", attributes: { battery: 100 } } },
  ],
])("obeys for %s", async (_name, command, expected) => {
  await using bench = await open();
  expect([...(await bench.tell(command))].sort()).toEqual(Object.keys(expected));
  for (const [id, state] of Object.entries(expected)) expect(bench.states.get(id)).toEqual(state);
});

it.each([
  ["a device of another bridge", { device: "attic" }],
  ["an area of another bridge", { area: "attic" }],
  ["a kind it has none of", { kind: "siren" }],
])("is silent about %s", async (_name, command) => {
  await using bench = await open();
  await expect(bench.tell(command)).rejects.toMatchObject({ code: "ASK_TIMEOUT" });
});

it.each([
  ["what it cannot do", { device: "front_door", action: "on" }],
  ["a brightness that is none", { device: "standing_light", action: "set", values: { brightness: 300 } }],
  ["a warmth for cooks", { device: "bedroom_heating", action: "set", values: { temperature: 90 } }],
  ["a colour of what has none", { device: "office_light", action: "set", values: { color: "red" } }],
  ["a mode that is none", { device: "bedroom_heating", action: "set", values: { mode: "boil" } }],
] as const)("refuses %s, and stays as it was", async (_name, command) => {
  await using bench = await open();
  const before = new Map(bench.states);
  await expect(bench.tell(command)).rejects.toMatchObject({ code: "JOB_FAILED" });
  expect(bench.states).toEqual(before);
});

it("takes its things from the options", async () => {
  const areas = [{ id: "attic", name: "attic" }];
  const devices = [{ id: "spot", name: "spot", kind: "light", area: "attic", abilities: ["onoff"] }];
  await using bench = await open({ areas, devices });
  expect(bench.lists.get("virtual-home")).toMatchObject({ areas, devices: [{ id: "spot", exposed: true }] });
  expect(await bench.tell({ area: "attic" })).toEqual(["spot"]);
});

it("takes everything back when it is released", async () => {
  const bench = await open();
  const { states, lists } = bench;
  await bench[Symbol.asyncDispose]();
  expect([states.size, lists.size]).toEqual([0, 0]);
});

it.each([
  [
    "on keeps a brightness",
    { state: "on", attributes: { brightness: 40 } },
    "on",
    { state: "on", attributes: { brightness: 40 } },
  ],
  [
    "on after off is full",
    { state: "off", attributes: { brightness: 0 } },
    "on",
    { state: "on", attributes: { brightness: 100 } },
  ],
  [
    "toggle turns off",
    { state: "on", attributes: { brightness: 40 } },
    "toggle",
    { state: "off", attributes: { brightness: 0 } },
  ],
  [
    "toggle turns on",
    { state: "off", attributes: { brightness: 0 } },
    "toggle",
    { state: "on", attributes: { brightness: 100 } },
  ],
] as const)("%s", (_name, from, action, to) => {
  expect(apply(from, ["onoff", "brightness"], { action, values: {} })).toEqual(to);
});

it("sets a scene", async () => {
  await using bench = await open();
  await bench.tell({ device: "living_room_light", action: "on" });
  expect(await bench.tell({ device: "movie_night", action: "activate" })).toEqual(["movie_night"]);
  expect(bench.states.get("living_room_light")).toMatchObject({ state: "off" });
  expect(bench.states.get("living_room_lamp")).toMatchObject({ state: "on", attributes: { brightness: 20 } });
});

it.each([
  ["a robot on its way home", { state: "returning", attributes: {} }, { state: "docked", attributes: {} }],
  [
    "a cold room",
    { state: "heat", attributes: { temperature: 21, current: 19 } },
    { state: "heat", attributes: { temperature: 21, current: 19.1 } },
  ],
  ["a warm room", { state: "heat", attributes: { temperature: 21, current: 21 } }, undefined],
  ["a lamp", { state: "on", attributes: { brightness: 40 } }, undefined],
] as const)("later: %s", (_name, now, then) => expect(later(now)?.next).toEqual(then));
