/** Tools on the bus: what is offered, what a call gives, and a list that changes while calls go on. */
import type { ToolBox } from "hearsay";
import { expect, it } from "vitest";
import { openDesk } from "./kit.ts";

const boxOf = (name: string, gate?: Promise<void>, begun?: () => void): ToolBox => ({
  tools: [{ name, about: "x", parameters: { type: "object" }, risk: "low", from: "home" }],
  async call(call, { site }) {
    begun?.();
    await gate;
    return { text: `${name}: ${call.name} in ${site}` };
  },
});
const body = { name: "lamp", arguments: {}, site: "hall", language: "en" };

it("takes another box in the place of the one that was offered; a call under way ends as it began", async () => {
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  await using desk = await openDesk("tool", boxOf("lamp", gate.promise, begun.resolve));
  const { instance } = desk.served;
  const lists: string[][] = [];
  await using _ear = await desk.bus.on("tool/state", { instance }, ({ body: { tools } }) => {
    lists.push(tools.map(({ name }) => name));
  });
  const first = desk.bus.ask("tool/run", { instance }, body);
  await begun.promise;
  await desk.served.renew?.(boxOf("blind"));
  expect(await desk.bus.ask("tool/run", { instance }, body)).toEqual({ text: "blind: lamp in hall" });
  gate.resolve();
  expect(await first).toEqual({ text: "lamp: lamp in hall" });
  expect(lists).toEqual([["lamp"], ["blind"]]);
});

it("clears what it offered at the end, and offers nothing after it", async () => {
  const desk = await openDesk("tool", boxOf("lamp"));
  const { instance } = desk.served;
  const gone: string[] = [];
  await using _ear = await desk.bus.on(
    "tool/state",
    { instance },
    () => {},
    ({ instance: name }) => void gone.push(name),
  );
  await desk.served[Symbol.asyncDispose]();
  await desk.served.renew?.(boxOf("blind"));
  await expect.poll(() => gone).toEqual([instance]);
  await desk[Symbol.asyncDispose]();
});
