/** A persona that answers simple actions with a tone: whole turns with a real skill and a virtual home. */
import { expect, it } from "vitest";
import virtualHome from "../../../plugins/virtual-home/index.ts";
import de from "../../../skills/devices/de.json" with { type: "json" };
import en from "../../../skills/devices/en.json" with { type: "json" };
import devices from "../../../skills/devices/index.ts";
import { hostFor } from "../../kit/host.ts";
import { openStage, tone } from "./stage.ts";

it.each([
  ["tone", "turn on the living room lamp", /lamp/i, "house", 0.38],
  ["words", "turn on the living room lamp", /lamp/i, "tts", undefined],
  ["tone", "is the front door locked", /door/i, "tts", undefined],
] as const)("with %s, %j is answered by it", async (actions, text, reply, provider, seconds) => {
  await using stage = await openStage({ actions, skills: [{ skill: devices, words: { en, de } }] });
  await using _home = await hostFor(virtualHome, { language: "en" }, { bus: stage.bus });
  await stage.offer("tts", "tts", tone);
  await stage.room("hall");
  const { promise, resolve } = Promise.withResolvers<void>();
  await using _ear = await stage.bus.on("devices/listed", {}, () => resolve());
  await promise;
  await stage.bus.ask("utterance/handle", { site: "hall" }, { text });
  expect((await stage.next("reply/started")).body).toMatchObject({ provider });
  const { body } = await stage.next("reply/finished");
  expect(body).toMatchObject({ text: expect.stringMatching(reply), heard: body.text, cut: "none" });
  if (seconds !== undefined) expect(body.seconds).toBeCloseTo(seconds);
  expect((await stage.next("turn/finished")).body.outcome).toBe("done");
});
