/** A skill in another process: the same order over the network, what was said before the end of the job. */
import { expect, it } from "vitest";
import { startBroker } from "../../core/bus/broker.ts";
import { newId } from "../../core/bus/id.ts";
import { connectBus } from "../../core/bus/remote.ts";
import { startAlarms } from "../../core/dialog/alarms.ts";
import { serveSkill } from "../../core/host/serve/skill.ts";
import { openStore } from "../../core/store/index.ts";
import { testLog } from "../kit/log.ts";
import { shippedSkills } from "./words.ts";

it("sets a timer, sees it, and says everything before it is done", async () => {
  await using broker = await startBroker({
    host: "127.0.0.1",
    port: 0,
    authenticate: () => ({ role: "plugin", words: true }),
  });
  await using store = await openStore({ memory: true });
  const hub = broker.bus("hub/test");
  await using _alarms = await startAlarms({
    bus: hub,
    store: store.alarms,
    bootId: newId(),
    ring: async () => "heard",
  });
  await using bus = await connectBus({
    url: `mqtt://127.0.0.1:${broker.mqttPort}`,
    by: "plugin/timer",
    client: "skills",
  });
  const timer = (await shippedSkills()).find(({ name }) => name === "timer");
  if (!timer) throw new Error("There is no timer.");
  const facts = { plugin: "timer", version: "1", client: "skills", generation: "1", timeZone: "UTC" };
  await using served = await serveSkill(timer.skill, timer.words, {
    ...facts,
    bus,
    log: testLog("timer"),
    store: store.scope("timer"),
  });

  const heard: string[] = [];
  const done = new Map<string, () => void>();
  await hub.on("reply/say", {}, ({ body }) => void heard.push(body.text));
  await hub.on("job/done", { instance: hub.instance }, ({ body }) => {
    heard.push("done");
    done.get(body.job)?.();
  });
  const run = async (intent: string, slots: Record<string, string | number>): Promise<void> => {
    const job = newId();
    const over = new Promise<void>((resolve) => done.set(job, resolve));
    const asked = {
      job,
      site: "kitchen",
      skill: "timer",
      intent,
      slots,
      text: "",
      language: "en",
      persona: "house",
    };
    await hub.publish(
      "skill/run",
      { instance: served.instance },
      { ...asked, deadline: 8000 },
      { replyTo: hub.instance },
    );
    await over;
  };
  await run("set", { duration: 60_000_000 });
  await run("set", { duration: 120_000_000, name: "tea" });
  await run("clear", { many: "timer" });
  await run("status", {});
  expect(heard).toEqual([
    "Timer set for 16 hours and 40 minutes.",
    "done",
    "Tea timer set for 1 day, 9 hours, and 20 minutes.",
    "done",
    "All 2 timers cancelled.",
    "done",
    "No timer is running.",
    "done",
  ]);
});
