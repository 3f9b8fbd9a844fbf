/** A connection that is cut: the will is said, what may wait waits, and afterwards everything stands again. */
import { createServer, connect as dial, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Broker, startBroker } from "../../../core/bus/broker.ts";
import { outboxLimit } from "../../../core/bus/outbox.ts";
import { type ConnectOptions, connectBus, type RemoteBus } from "../../../core/bus/remote.ts";
import type { AudioFrame, Message } from "../../../core/contract/index.ts";
import { freePort, openBroker, pause, tcp, until } from "./support.ts";

let broker: Broker;
let wire: Wire;
const open: AsyncDisposable[] = [];
beforeEach(async () => {
  broker = await openBroker();
  wire = await openWire(() => broker.mqttPort);
});
afterEach(async () => {
  for (const thing of open.splice(0)) await thing[Symbol.asyncDispose]();
  await wire[Symbol.asyncDispose]();
  await broker.close();
});

interface Wire extends AsyncDisposable {
  readonly url: string;
  /** Resets every connection, as a killed peer does, and lets none through until mended. */
  cut(): void;
  mend(): void;
}

/** A wire to a port that can be cut. */
async function openWire(portOf: () => number): Promise<Wire> {
  const sockets = new Set<Socket>();
  let whole = true;
  const server: Server = createServer({ noDelay: true }, (near) => {
    if (!whole) {
      near.resetAndDestroy();
      return;
    }
    const far = dial({ host: "127.0.0.1", port: portOf(), noDelay: true });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  const port = await freePort();
  await new Promise<void>((done) => server.listen({ host: "127.0.0.1", port }, done));
  return {
    url: `mqtt://127.0.0.1:${port}`,
    cut() {
      whole = false;
      for (const socket of sockets) socket.resetAndDestroy();
    },
    mend() {
      whole = true;
    },
    async [Symbol.asyncDispose]() {
      whole = false;
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

const join = async (more: Partial<ConnectOptions> = {}): Promise<RemoteBus> => {
  const options = {
    url: wire.url,
    by: "plugin/speech",
    client: "speech",
    username: "speech",
    password: "secret",
  };
  const bus = await connectBus({ ...options, ...more });
  open.push(bus);
  return bus;
};
const session = { phase: "idle", persona: "house", language: "en", bootId: "b" } as const;
const frame: AudioFrame = {
  format: { codec: "pcm", rate: 16_000, channels: 1 },
  stream: 1,
  sequence: 0,
  at: 1,
  data: new Uint8Array(64),
};

describe("when the wire is cut", () => {
  it("the will is said, and after the reconnect the client is there again, with the same bootId", async () => {
    const heard: Message<"client/state">["body"][] = [];
    await broker.bus("hub/x").on("client/state", { client: "speech" }, ({ body }) => void heard.push(body));
    const bus = await join();
    await until(() => heard.length === 1);
    const changes: boolean[] = [];
    bus.onConnection((up) => void changes.push(up));
    wire.cut();
    await until(() => heard.length === 2);
    expect(bus.connected).toBe(false);
    wire.mend();
    await until(() => heard.length === 3);
    expect(heard.map(({ online }) => online)).toEqual([true, false, true]);
    expect(new Set(heard.map(({ bootId }) => bootId))).toEqual(new Set([bus.bootId]));
    expect(changes).toEqual([false, true]);
    expect(bus.stats().connections).toBe(2);
  });

  it("commands wait and arrive in order, once; frames are dropped and counted; questions time out", async () => {
    const bus = await join();
    const heard: number[] = [];
    await broker.bus("hub/x").on("reply/clause", {}, ({ body }) => void heard.push(body.index));
    wire.cut();
    await until(() => !bus.connected);
    for (const index of [0, 1, 2]) {
      await bus.publish("reply/clause", { site: "den" }, { index, text: "", position: 0 });
    }
    bus.sendAudio({ site: "den", direction: "in" }, frame);
    const asked = bus.ask("alarm/clear", {}, {}, { timeout: 50 });
    await expect(asked).rejects.toMatchObject({ code: "ASK_TIMEOUT" });
    expect(bus.stats()).toMatchObject({ dropped: 1, waiting: 3 });
    wire.mend();
    await until(() => heard.length === 3 && bus.stats().waiting === 0);
    expect(heard).toEqual([0, 1, 2]);
  });

  it("only so many commands wait", async () => {
    const bus = await join();
    wire.cut();
    await until(() => !bus.connected);
    const say = () => bus.publish("listen/stop", { site: "den" }, { reason: "done" });
    for (let index = 0; index < outboxLimit; index++) await say();
    await expect(say()).rejects.toMatchObject({ code: "QUEUE_FULL", retryable: true });
  });

  it("subscriptions stand again, also one that was asked for meanwhile", async () => {
    const bus = await join();
    const heard: string[] = [];
    await bus.on("listen/stop", { site: "den" }, () => void heard.push("old"));
    wire.cut();
    await until(() => !bus.connected);
    const asked = bus.on("listen/stop", { site: "attic" }, () => void heard.push("new"));
    wire.mend();
    await asked;
    const hub = broker.bus("hub/x");
    await hub.publish("listen/stop", { site: "den" }, { reason: "done" });
    await hub.publish("listen/stop", { site: "attic" }, { reason: "done" });
    await until(() => heard.length === 2);
    expect(heard.sort()).toEqual(["new", "old"]);
  });

  it("a state that vanished meanwhile is told as gone; one that stayed is not told twice", async () => {
    const hub = broker.bus("hub/x");
    await hub.publish("session/state", { site: "den" }, session);
    await hub.publish("session/state", { site: "attic" }, session);
    const bus = await join();
    const heard: string[] = [];
    const gone: string[] = [];
    await bus.on(
      "session/state",
      {},
      ({ where }) => void heard.push(where.site),
      ({ site }) => void gone.push(site),
    );
    await until(() => heard.length === 2);
    wire.cut();
    await until(() => !bus.connected);
    await hub.clear("session/state", { site: "den" });
    wire.mend();
    await until(() => gone.length === 1, 15_000);
    expect(gone).toEqual(["den"]);
    expect(heard.sort()).toEqual(["attic", "den"]);
  });
});

it("a broker that was started anew hears every state again, but not those that were taken back", async () => {
  const bus = await join();
  for (const site of ["den", "attic"]) await bus.publish("session/state", { site }, session);
  await bus.publish("session/state", { site: "den" }, { ...session, phase: "thinking" });
  await bus.clear("session/state", { site: "attic" });
  await until(() => bus.stats().waiting === 0);
  await broker.close();
  broker = await openBroker();
  const heard: string[] = [];
  const hub = broker.bus("hub/x");
  await hub.on("session/state", {}, ({ where, body }) => void heard.push(`${where.site} ${body.phase}`));
  await hub.on("client/state", {}, ({ where, body }) => void heard.push(`${where.client} ${body.online}`));
  await until(() => heard.length === 2);
  await pause(30);
  expect(heard.sort()).toEqual(["den thinking", "speech true"]);
});

it("a client that leaves on purpose says so and leaves nothing behind", async () => {
  const heard: unknown[] = [];
  const hub = broker.bus("hub/x");
  await hub.on(
    "client/state",
    {},
    ({ body }) => void heard.push(body.online),
    () => void heard.push("gone"),
  );
  const bus = await join();
  await until(() => heard.length === 1);
  const waiting = bus.ask("alarm/clear", {}, {});
  waiting.catch(() => {});
  await bus[Symbol.asyncDispose]();
  await until(() => heard.length === 3);
  expect(heard).toEqual([true, false, "gone"]);
  expect(broker.stats()).toMatchObject({ retained: 0, connections: 0 });
  await expect(waiting).rejects.toMatchObject({ code: "BUS_CLOSED" });
  const late = bus.publish("listen/stop", { site: "den" }, { reason: "done" });
  await expect(late).rejects.toMatchObject({ code: "BUS_CLOSED" });
});

it("several senders share a connection, each with its own answers", async () => {
  const bus = await join();
  const other = bus.bus("plugin/other");
  const senders: string[] = [];
  await broker.bus("hub/x").answer("alarm/clear", {}, ({ by, replyTo }) => {
    senders.push(`${by} ${replyTo}`);
    return { cleared: [by] };
  });
  const answers = await Promise.all([bus.ask("alarm/clear", {}, {}), other.ask("alarm/clear", {}, {})]);
  expect(answers.map(({ cleared }) => cleared[0])).toEqual(["plugin/speech", "plugin/other"]);
  expect(senders.sort()).toEqual([`plugin/other ${other.instance}`, `plugin/speech ${bus.instance}`]);
});

describe("connecting", () => {
  it.each<[string, () => Partial<ConnectOptions>, string]>([
    [
      "to a port where nothing listens",
      () => ({ url: "mqtt://127.0.0.1:1", timeout: 200 }),
      "BUS_UNREACHABLE",
    ],
    [
      "over WebSocket to where nothing listens",
      () => ({ url: "ws://127.0.0.1:1", timeout: 200 }),
      "BUS_UNREACHABLE",
    ],
    ["with a wrong password", () => ({ url: tcp(broker), password: "guess" }), "BUS_UNREACHABLE"],
    ["when it is cancelled", () => ({ signal: AbortSignal.abort() }), "CANCELLED"],
    ["to no address", () => ({ url: "http://x" }), "SETTINGS_INVALID"],
    ["to nowhere", () => ({ url: "mqtt:" }), "SETTINGS_INVALID"],
    ["under an impossible root", () => ({ root: "a/+" }), "TOPIC_INVALID"],
    ["as an impossible client", () => ({ client: "a/b" }), "TOPIC_INVALID"],
    ["as an impossible sender", () => ({ by: "nobody" }), "MESSAGE_INVALID"],
  ])("%s fails with its fault", async (_what, more, code) => {
    await expect(join(more())).rejects.toMatchObject({ code });
  });

  it.each<[string, Partial<ConnectOptions>, RegExp]>([
    ["a wrong password", { password: "guess" }, /refused the name or password/],
    [
      "a sender that it is not",
      { username: "guest", client: "guest", by: "client/ask" },
      /no right to connect/,
    ],
  ])("with %s tells what was refused, at once", async (_what, more, message) => {
    const refused = join({ ...more, timeout: 60_000 });
    await expect(refused).rejects.toMatchObject({
      message: expect.stringMatching(message),
      retryable: false,
    });
  });

  it("waits for a broker that comes up within the time", async () => {
    const port = await freePort();
    const joining = join({ url: `mqtt://127.0.0.1:${port}` });
    await pause(150);
    await broker.close();
    broker = await startBroker({ host: "127.0.0.1", port, authenticate: () => ({ role: "plugin" }) });
    expect((await joining).connected).toBe(true);
  });
});
