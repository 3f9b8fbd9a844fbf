/** What waits for a connection: within bounds, in order, not too old, and never a state against its newer word. */
import { expect, it, vi } from "vitest";
import { createOutbox, outboxLimit, type Parcel } from "../../../core/bus/outbox.ts";

const parcel = (topic: string, text = "x", retain = false): Parcel => ({
  topic,
  payload: Buffer.from(text),
  retain,
});
const collect = () => {
  const sent: string[] = [];
  const dones: (() => void)[] = [];
  return {
    sent,
    dones,
    send: ({ topic, payload }: Parcel, done: () => void): void => {
      sent.push(`${topic} ${payload}`);
      dones.push(done);
    },
  };
};

it("says states first and then what waited, in its order", () => {
  const outbox = createOutbox();
  outbox.put("1", parcel("a"));
  outbox.put("2", parcel("b"));
  outbox.announce(parcel("s", "old", true));
  outbox.announce(parcel("s", "new", true));
  const line = collect();
  outbox.connect(line.send);
  expect(line.sent).toEqual(["s new", "a x", "b x"]);
});

it("says again what was not acknowledged, and nothing that was", () => {
  const outbox = createOutbox();
  const first = collect();
  outbox.connect(first.send);
  outbox.put("1", parcel("a"));
  outbox.put("2", parcel("b"));
  first.dones[0]?.();
  outbox.disconnect();
  const second = collect();
  outbox.connect(second.send);
  expect(second.sent).toEqual(["b x"]);
});

it("takes a state back later too, unless it was said anew", () => {
  const outbox = createOutbox();
  for (const topic of ["s", "t"]) outbox.announce(parcel(topic, "1", true));
  for (const topic of ["s", "t"]) outbox.withdraw(topic);
  outbox.announce(parcel("t", "2", true));
  const line = collect();
  outbox.connect(line.send);
  expect(line.sent).toEqual(["t 2", "s "]);
});

it("does not repeat a state on which another had the last word", () => {
  const outbox = createOutbox();
  for (const topic of ["mine", "theirs", "mine again"]) outbox.announce(parcel(topic, "1", true));
  outbox.lastWord("theirs", false);
  outbox.lastWord("mine again", false);
  outbox.lastWord("mine again", true);
  outbox.lastWord("never said", false);
  outbox.announce(parcel("never said", "1", true));
  const line = collect();
  outbox.connect(line.send);
  expect(line.sent).toEqual(["mine 1", "mine again 1", "never said 1"]);
});

it("lets a command expire, but no state's end", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const outbox = createOutbox();
  outbox.put("1", parcel("a"));
  outbox.withdraw("s");
  vi.advanceTimersByTime(61_000);
  outbox.put("2", parcel("b"));
  const line = collect();
  outbox.connect(line.send);
  vi.useRealTimers();
  expect(line.sent).toEqual(["s ", "b x"]);
  expect([outbox.expired, outbox.waiting]).toEqual([1, 2]);
});

it("is full at so many messages, or so many bytes; a state can be taken back even then", () => {
  const many = createOutbox();
  for (let index = 0; index < outboxLimit; index++) many.put(`${index}`, parcel("a"));
  expect(() => many.put("more", parcel("a"))).toThrow(/wait for the bus/);
  expect(() => many.withdraw("s")).not.toThrow();
  const heavy = createOutbox();
  const load = "x".repeat(250_000);
  const fill = (): void => {
    for (let index = 0; index < 100; index++) heavy.put(`${index}`, parcel("a", load));
  };
  expect(fill).toThrow(/wait for the bus/);
});
