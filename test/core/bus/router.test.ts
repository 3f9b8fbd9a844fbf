/** Delivery within this process: order, fairness and failures. */
import { describe, expect, it } from "vitest";
import { createDelivery } from "../../../core/bus/delivery.ts";
import { seal } from "../../../core/bus/envelope.ts";
import { createFaultReporter } from "../../../core/bus/faults.ts";
import { createLosses } from "../../../core/bus/losses.ts";
import { createRouter } from "../../../core/bus/router.ts";
import { type AudioFrame, Fault, type Message } from "../../../core/contract/index.ts";

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const stop = (site: string): Message =>
  seal("listen/stop", { site }, { reason: "done" }, "hub/x") as unknown as Message;

describe("delivery", () => {
  it("calls in order, and counts what throws or rejects", async () => {
    const delivery = createDelivery(undefined);
    const calls: number[] = [];
    delivery.push("a", () => void calls.push(1));
    delivery.push("b", () => {
      delivery.push("d", () => void calls.push(3));
      throw new Error("broken");
    });
    delivery.push("c", () => void calls.push(2));
    delivery.push("e", () => Promise.reject(new Error("broken")));
    expect(calls).toEqual([]);
    await turn();
    expect(calls).toEqual([1, 2, 3]);
    expect(delivery.failures).toBe(2);
  });

  it("lets timers and sockets in while handlers answer each other without end", async () => {
    const delivery = createDelivery(undefined);
    let going = true;
    const again = (): void => {
      if (going) delivery.push("again", again);
    };
    again();
    await turn();
    await turn();
    going = false;
    await turn();
  });
});

describe("router", () => {
  it("tells nobody who left before his turn, and goes on when one leaves another", async () => {
    const router = createRouter(undefined);
    const heard: string[] = [];
    const leaves: (() => void)[] = [];
    const ear = (name: string, leave: boolean) =>
      router.add({
        kind: "listen/stop",
        where: {},
        hear: () => {
          heard.push(name);
          if (leave) leaves[1]?.();
        },
      });
    leaves.push(ear("a", true), ear("b", false), ear("c", false));
    router.deliver(stop("den"));
    await turn();
    expect(heard).toEqual(["a", "c"]);
  });

  it("forgets a state quietly when nothing keeps it up to date", async () => {
    const router = createRouter(undefined);
    const gone: unknown[] = [];
    const body = { phase: "idle", persona: "house", language: "en", bootId: "b" } as const;
    const state = seal("session/state", { site: "den" }, body, "hub/x") as unknown as Message;
    router.add({ kind: "session/state", where: {}, hear: () => {}, gone: (where) => void gone.push(where) });
    router.deliver(state);
    router.discard("session/state", ({ site }) => site === "den");
    await turn();
    expect([router.states.size, gone]).toEqual([0, []]);
  });
});

it("losses are counted by stream; a frame that comes twice is told apart from a sender that began anew", () => {
  const losses = createLosses();
  const take = (stream: number, sequence: number, at = sequence): boolean =>
    losses.take("t", {
      format: { codec: "pcm", rate: 16_000, channels: 1 },
      stream,
      sequence,
      at,
      data: bytes,
    });
  const bytes: AudioFrame["data"] = new Uint8Array(2);
  expect([take(1, 0), take(1, 1), take(1, 1), take(1, 4), take(2, 9), take(2, 0), take(2, 1)]).toEqual([
    true,
    true,
    false,
    true,
    true,
    true,
    true,
  ]);
  expect([losses.frames, losses.lost]).toEqual([6, 2]);
});

it("a fault is said at once, then only counted; other faults are said too, but not without end", () => {
  const said: string[] = [];
  using faults = createFaultReporter(({ code, path }) => void said.push(`${code} ${path ?? ""}`));
  for (let index = 0; index < 5; index++)
    faults.report(new Fault("MESSAGE_INVALID", "m", { path: "/a" }), "wake/heard");
  faults.report(new Fault("TOPIC_FORBIDDEN", "m"));
  expect(said).toEqual(["MESSAGE_INVALID /a", "TOPIC_FORBIDDEN "]);
  for (let index = 0; index < 1_000; index++) {
    faults.report(new Fault("MESSAGE_INVALID", "m", { path: `/${index}` }), "wake/heard");
  }
  expect(said.length).toBeLessThan(250);
});
