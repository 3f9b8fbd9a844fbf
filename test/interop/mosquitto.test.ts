/** Mosquitto's own clients against the embedded broker: names, rights, retained states, QoS 1, last wills. */
import { expect, it } from "vitest";
import type { Broker } from "../../core/bus/broker.ts";
import type { Message } from "../../core/contract/index.ts";
import { envelope, openBroker, password, until } from "../core/bus/support.ts";
import { has, type Program, run, start } from "./programs.ts";

const needed = ["mosquitto_pub", "mosquitto_sub", "stdbuf"].filter((name) => !has(name));
const missing = needed.length > 0 ? `not installed: ${needed.join(", ")}` : "";
const test = it.skipIf(missing !== "");
if (missing) console.log(`Skipped, ${missing}`);

const as = (broker: Broker, user: string, id = `${user}-mosquitto`, said = password): string[] => [
  ...["-h", "127.0.0.1", "-p", String(broker.mqttPort)],
  ...["-i", id, "-u", user, "-P", said],
];

const pub = (broker: Broker, user: string, topic: string, message: string, ...more: string[]) =>
  run("mosquitto_pub", [...as(broker, user), "-q", "1", "-t", topic, "-m", message, ...more]);

/** Prints `TOPIC PAYLOAD` lines; resolves when its subscription stands. */
async function sub(broker: Broker, user: string, filter: string, ...more: string[]): Promise<Program> {
  const args = [
    ...as(broker, user, `${user}-sub`),
    "-q",
    "1",
    "-t",
    filter,
    "-F",
    "%r %q %t %p",
    "-d",
    ...more,
  ];
  // Without a terminal it would print only what fills its buffer.
  const program = start("stdbuf", ["-oL", "mosquitto_sub", ...args]);
  await program.line((line) => line.startsWith("Subscribed") || line.includes("denied"));
  return program;
}

const printed = (program: Program, topic: string): Promise<string> =>
  program.line((line) => /^[01] [012] /.test(line) && line.split(" ")[2] === topic);

const room = {
  name: "Kitchen",
  online: true,
  microphone: true,
  speaker: true,
  echoCancelled: false,
  wakeOnDevice: false,
  formats: [],
  muted: false,
  volume: 0.5,
  wakeWords: [],
  bootId: "b1",
};

test("a command published with QoS 1 is heard in the house", async () => {
  await using broker = await openBroker();
  const heard: Message<"listen/start">[] = [];
  await broker.bus("hub/test").on("listen/start", {}, (message) => void heard.push(message));
  const id = crypto.randomUUID();
  const sent = envelope("client/guest", { reason: "remote" }, id);
  expect(await pub(broker, "guest", "hearsay/kitchen/listen/start", sent)).toMatchObject({ code: 0 });
  await until(() => heard.length > 0);
  expect(heard[0]).toMatchObject({ id, by: "client/guest", where: { site: "kitchen" } });
});

test("what the house says is heard outside", async () => {
  await using broker = await openBroker();
  await using program = await sub(broker, "guest", "hearsay/#");
  await broker.bus("hub/test").publish("listen/stop", { site: "den" }, { reason: "done" });
  const line = await printed(program, "hearsay/den/listen/stop");
  expect(JSON.parse(line.split(" ").slice(3).join(" "))).toMatchObject({
    by: "hub/test",
    body: { reason: "done" },
  });
});

test("a state is there for whoever comes later, until it is taken back", async () => {
  await using broker = await openBroker();
  const bus = broker.bus("hub/test");
  await bus.publish("site/state", { site: "kitchen" }, room);
  await using early = await sub(broker, "guest", "hearsay/+/site/state");
  expect(await printed(early, "hearsay/kitchen/site/state")).toMatch(/^1 1 .*"Kitchen"/);
  await bus.clear("site/state", { site: "kitchen" });
  const late = await run("mosquitto_sub", [...as(broker, "guest"), "-t", "hearsay/+/site/state", "-W", "1"]);
  expect(late.out).toBe("");
});

test("a state said from outside is kept for the house, and cleared by an empty one", async () => {
  await using broker = await openBroker();
  const topic = "hearsay/kitchen/site/state";
  await pub(broker, "kitchen", topic, envelope("site/kitchen", room), "-r");
  const seen: string[] = [];
  await broker.bus("hub/late").on(
    "site/state",
    {},
    ({ body }) => void seen.push(body.name),
    ({ site }) => void seen.push(`${site} gone`),
  );
  await until(() => seen.length > 0);
  const empty = [...as(broker, "kitchen"), "-q", "1", "-t", topic, "-r", "-n"];
  expect(await run("mosquitto_pub", empty)).toMatchObject({ code: 0 });
  await until(() => seen.length > 1);
  expect(seen).toEqual(["Kitchen", "kitchen gone"]);
});

test("the last will of a killed client is told", async () => {
  await using broker = await openBroker();
  const heard: boolean[] = [];
  await broker.bus("hub/test").on("client/state", {}, ({ body }) => void heard.push(body.online));
  const will = envelope("site/kitchen", { online: false, bootId: "b1" });
  const topic = "hearsay/hub/client/state/kitchen";
  await using program = await sub(
    broker,
    "kitchen",
    "hearsay/kitchen/#",
    ...["--will-topic", topic, "--will-payload", will, "--will-qos", "1", "--will-retain"],
  );
  program.child.kill("SIGKILL");
  await until(() => heard.length > 0);
  expect(heard).toEqual([false]);
});

test.each([
  ["a wrong password", "guest", "wrong"],
  ["an unknown name", "stranger", password],
])("%s is refused", async (_, user, said) => {
  await using broker = await openBroker();
  const args = [...as(broker, user, "x", said), "-t", "hearsay/kitchen/listen/stop", "-m", "{}"];
  const ended = await run("mosquitto_pub", args);
  expect(ended).toMatchObject({ code: 4, err: expect.stringContaining("bad user name or password") });
});

test("a stranger without a name is refused", async () => {
  await using broker = await openBroker();
  const args = ["-h", "127.0.0.1", "-p", String(broker.mqttPort), "-t", "hearsay/#", "-W", "5"];
  expect((await run("mosquitto_sub", args)).code).toBe(4);
});

test.each([
  ["what is said in a room", "hearsay/kitchen/transcript/final"],
  ["the microphone of a room", "hearsay/kitchen/audio/in"],
  ["somebody else's answers", "hearsay/@hub-1/answer"],
])("a client without words may not subscribe to %s", async (_, filter) => {
  await using broker = await openBroker();
  const args = [...as(broker, "guest"), "-t", filter, "-W", "5"];
  const { out, err } = await run("mosquitto_sub", args);
  expect(out + err).toMatch(/denied/);
});

test("a wide subscription leaves out what people say", async () => {
  await using broker = await openBroker();
  await using guest = await sub(broker, "guest", "hearsay/#");
  await using owner = await sub(broker, "owner", "hearsay/#");
  const bus = broker.bus("hub/test");
  await bus.publish("utterance/handle", { site: "den" }, { text: "where are my keys" });
  await bus.publish("listen/stop", { site: "den" }, { reason: "done" });
  await printed(owner, "hearsay/den/utterance/handle");
  await printed(guest, "hearsay/den/listen/stop");
  expect(guest.lines.filter((line) => line.includes("keys"))).toEqual([]);
});

test.each([
  ["the room of another", "den", "hearsay/kitchen/site/state", envelope("site/den", room)],
  ["another's name", "den", "hearsay/den/site/state", envelope("site/kitchen", room)],
  ["the hub's messages", "guest", "hearsay/hub/hub/state", envelope("client/guest", { online: false })],
  ["what breaks its schema", "den", "hearsay/den/site/state", envelope("site/den", { ...room, volume: 7 })],
  ["what is no JSON", "den", "hearsay/den/site/state", "hello"],
])("%s is not passed on, and the house goes on", async (_, user, topic, message) => {
  await using broker = await openBroker();
  const heard: unknown[] = [];
  const bus = broker.bus("hub/test");
  await bus.on("site/state", {}, ({ by }) => void heard.push(by));
  await bus.on("hub/state", {}, ({ by }) => void heard.push(by));
  await pub(broker, user, topic, message, "-r");
  await pub(broker, "kitchen", "hearsay/kitchen/site/state", envelope("site/kitchen", room), "-r");
  await until(() => heard.length > 0);
  expect(heard).toEqual(["site/kitchen"]);
});
