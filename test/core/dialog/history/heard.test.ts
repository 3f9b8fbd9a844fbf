/** How much of an answer was heard stands with its turn, when it was cut. */
import { expect, it } from "vitest";
import { openHome } from "../route/home.ts";
import { tone } from "../stage.ts";

it.each([
  ["all of it, where nobody cut it", false, undefined],
  ["less than all of it, where somebody did", true, "Okay, fan on."],
])("%s", async (_, cut, notHeard) => {
  await using stage = await openHome();
  await stage.offer("tts", "tone", tone);
  await stage.room("desk");
  const { turn } = await stage.bus.ask("utterance/handle", { site: "desk" }, { text: "turn on the fan" });
  await stage.next("reply/clause", (message) => message.turn === turn);
  if (cut) await stage.bus.publish("listen/start", { site: "desk" }, { reason: "button" });
  await stage.next("turn/finished", (message) => message.turn === turn);
  const { record } = await stage.bus.ask("history/show", {}, { turn });
  expect(record.reply).toBe("Okay, fan on.");
  if (notHeard === undefined) expect(record.heard).toBeUndefined();
  else expect(notHeard.startsWith(record.heard ?? "?") && record.heard !== notHeard).toBe(true);
});
