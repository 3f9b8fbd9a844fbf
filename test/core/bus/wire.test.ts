/** What a connection makes of what a broker delivers: twice, broken, or for nobody. */
import { beforeEach, expect, it } from "vitest";
import { encodeFrame } from "../../../core/audio/frame.ts";
import { encode, seal } from "../../../core/bus/envelope.ts";
import { createLosses } from "../../../core/bus/losses.ts";
import { createOutbox } from "../../../core/bus/outbox.ts";
import { createRouter } from "../../../core/bus/router.ts";
import { createSubscriptions } from "../../../core/bus/subscriptions.ts";
import { createHearing, type Hearing, type Wire } from "../../../core/bus/wire.ts";
import type { Fault, Message } from "../../../core/contract/index.ts";

let wire: Wire;
let hearing: Hearing;
let faults: string[];
let heard: string[];
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  wire = {
    root: "hearsay",
    bootId: "b1",
    isOwn: (by) => by === "hub/me",
    router: createRouter(undefined),
    losses: createLosses(),
    outbox: createOutbox(),
    subscriptions: createSubscriptions(),
    counts: { connections: 0, sent: 0, received: 0, dropped: 0, invalid: 0 },
    mqtt: undefined,
    closed: undefined,
  };
  faults = [];
  heard = [];
  hearing = createHearing(wire, ({ code }: Fault, kind) => void faults.push(`${code} ${kind ?? ""}`));
  const note = ({ kind, id }: Message): void => void heard.push(`${kind} ${id}`);
  wire.router.add({ kind: "listen/stop", where: {}, hear: note });
  wire.router.add({ kind: "session/state", where: {}, hear: note, gone: () => void heard.push("gone") });
  wire.router.addAudio({ direction: "in" }, ({ sequence }) => void heard.push(`frame ${sequence}`));
});

it("hears of everybody's end but its own", async () => {
  const ends: string[] = [];
  wire.router.add({
    kind: "client/state",
    where: {},
    hear: ({ body, where }) => void ends.push(`${where.client} ${JSON.stringify(body)}`),
  });
  for (const [client, online, bootId] of [
    ["me", true, "b1"],
    ["me", false, "b1"],
    ["me", false, "b0"],
    ["other", false, "b2"],
  ] as const) {
    const said = seal("client/state", { client }, { online, bootId }, "hub/me");
    hearing.take(`hearsay/hub/client/state/${client}`, encode(said as unknown as Message));
  }
  await turn();
  expect(ends).toEqual([
    'me {"online":true,"bootId":"b1"}',
    'me {"online":false,"bootId":"b0"}',
    'other {"online":false,"bootId":"b2"}',
  ]);
});

const stop = seal("listen/stop", { site: "den" }, { reason: "done" }, "hub/x");
const state = seal(
  "session/state",
  { site: "den" },
  { phase: "idle", persona: "house", language: "en", bootId: "b" },
  "hub/x",
);
const frame = (sequence: number): Buffer =>
  encodeFrame({
    format: { codec: "pcm", rate: 16_000, channels: 1 },
    stream: 1,
    sequence,
    at: sequence,
    data: new Uint8Array(2),
  });

it("hears what comes twice once: a message, a state, a frame", async () => {
  for (let twice = 0; twice < 2; twice++) {
    hearing.take("hearsay/den/listen/stop", encode(stop as unknown as Message));
    hearing.take("hearsay/den/session/state", encode(state as unknown as Message));
    hearing.take("hearsay/den/audio/in", frame(0));
  }
  await turn();
  expect(heard).toEqual([`listen/stop ${stop.id}`, `session/state ${state.id}`, "frame 0"]);
});

it("counts what was lost", () => {
  for (const sequence of [0, 1, 5]) hearing.take("hearsay/den/audio/in", frame(sequence));
  expect(wire.losses).toMatchObject({ frames: 3, lost: 3 });
});

it("hears a state again after it was taken back", async () => {
  hearing.take("hearsay/den/session/state", encode(state as unknown as Message));
  hearing.take("hearsay/den/session/state", Buffer.alloc(0));
  hearing.take("hearsay/den/session/state", encode(state as unknown as Message));
  await turn();
  expect(heard).toEqual([`session/state ${state.id}`, "gone", `session/state ${state.id}`]);
});

it.each([
  ["hearsay/den/listen/stop", Buffer.from("{}"), "MESSAGE_INVALID listen/stop"],
  ["hearsay/den/listen/stop", Buffer.alloc(0), "MESSAGE_INVALID listen/stop"],
  ["hearsay/den/session/state", Buffer.from("[]"), "MESSAGE_INVALID session/state"],
  ["hearsay/den/audio/in", Buffer.from("no frame"), "FRAME_INVALID "],
  ["hearsay/den/coffee/made", Buffer.from("{}"), "TOPIC_INVALID "],
  ["other/den/listen/stop", Buffer.from("{}"), "TOPIC_INVALID "],
])("drops, counts and reports what breaks a schema on %s", async (topic, bytes, fault) => {
  hearing.take(topic, bytes);
  await turn();
  expect([heard, faults, wire.counts.invalid]).toEqual([[], [fault], 1]);
});
