/** What the house is told of skills that claim one sentence, once they have come to rest. */
import { expect, test, vi } from "vitest";
import { startBroker } from "../../../core/bus/broker.ts";
import { openLexicon } from "../../../core/dialog/lexicon.ts";
import { oneIntent } from "../language/kit.ts";

test("two skills with one sentence are a fault of the later one, told once and in the background", async () => {
  await using stack = new AsyncDisposableStack();
  const broker = stack.use(await startBroker({ host: "127.0.0.1", port: 0, authenticate: () => undefined }));
  const bus = broker.bus("hub/test");
  const faults: string[] = [];
  stack.use(
    await bus.on("fault", {}, ({ body }) => void faults.push(`${body.code} ${body.plugin}: ${body.message}`)),
  );
  const lexicon = stack.use(await openLexicon(bus, "en"));
  for (const name of ["first", "second", "third"]) {
    const hear = name === "third" ? ["go"] : ["stop"];
    await bus.publish("skill/state", { skill: name }, oneIntent(name, hear));
  }
  expect(lexicon.match("stop", "en", {}, "den")?.skill).toBe("first");
  expect(faults).toEqual([]);
  await vi.waitFor(() => expect(faults).toHaveLength(1), { timeout: 10_000 });
  expect(faults).toEqual(['SKILL_CONFLICT second: "stop" is claimed by second.go and by first.go.']);
});
