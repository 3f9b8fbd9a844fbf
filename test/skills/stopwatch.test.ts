/** The stopwatch: it counts, takes laps, and goes on counting while the hub is away. */
import { describe, expect, it } from "vitest";
import de from "../../skills/stopwatch/de.json" with { type: "json" };
import en from "../../skills/stopwatch/en.json" with { type: "json" };
import stopwatch from "../../skills/stopwatch/index.ts";
import { houseFor, type TestHouse } from "../kit/house-for.ts";

const words = { en, de };
const open = (language = "en"): Promise<TestHouse> => houseFor(stopwatch, words, { language });

it.each([
  ["en", "start the stopwatch", "start", "Stopwatch started."],
  ["en", "could you start a stopwatch please", "start", "Stopwatch started."],
  ["en", "time me", "start", "Stopwatch started."],
  ["en", "stop the stopwatch", "stop", "The stopwatch is not running. Say: start the stopwatch."],
  ["en", "lap", "lap", "The stopwatch is not running. Say: start the stopwatch."],
  [
    "en",
    "how long has the stopwatch been running",
    "status",
    "The stopwatch is not running. Say: start the stopwatch.",
  ],
  ["en", "reset the stop watch", "reset", "The stopwatch is not running. Say: start the stopwatch."],
  ["en", "what are my lap times", "laps", "There are no laps yet."],
  ["en", "start the stopwatch from zero", "restart", "Stopwatch started."],
  ["en", "stop", null, ""],
  ["en", "start the timer", null, ""],
  ["de", "Starte die Stoppuhr", "start", "Die Stoppuhr läuft."],
  ["de", "Stoppuhr an", "start", "Die Stoppuhr läuft."],
  ["de", "Stopp die Zeit", "start", "Die Stoppuhr läuft."],
  ["de", "Halt die Stoppuhr an", "stop", "Die Stoppuhr läuft nicht. Sag: Starte die Stoppuhr."],
  ["de", "Zwischenzeit", "lap", "Die Stoppuhr läuft nicht. Sag: Starte die Stoppuhr."],
  ["de", "Was zeigt die Stoppuhr an?", "status", "Die Stoppuhr läuft nicht. Sag: Starte die Stoppuhr."],
  ["de", "Setz die Stoppuhr zurück", "reset", "Die Stoppuhr läuft nicht. Sag: Starte die Stoppuhr."],
  ["de", "Welche Rundenzeiten habe ich?", "laps", "Es gibt noch keine Runden."],
  ["de", "Stopp", null, ""],
])("%s: %s", async (language, sentence, intent, said) => {
  await using house = await open(language);
  const heard = await house.hear(sentence);
  expect({ intent: heard.intent, said: heard.said.join(" ") }).toEqual({ intent, said });
});

describe("a run", () => {
  it("counts, also while the hub is away, stands while it is stopped, and goes on", async () => {
    await using house = await open();
    const say = async (sentence: string): Promise<string> => (await house.hear(sentence)).said.join(" ");
    await say("start the stopwatch");
    await house.advance(65_000);
    expect(await say("start the stopwatch")).toBe(
      "The stopwatch is running already, for 1 minute and 5 seconds now.",
    );
    expect(await say("lap")).toBe("Lap 1: 1 minute and 5 seconds.");
    await house.restart(60_000);
    expect(await say("lap")).toBe("Lap 2: 1 minute.");
    expect(await say("stop the stopwatch")).toBe("Stopped at 2 minutes and 5 seconds.");
    await house.advance(3_600_000);
    expect(await say("what does the stopwatch say")).toBe("The stopwatch stands at 2 minutes and 5 seconds.");
    expect(await say("lap")).toBe("The stopwatch stands at 2 minutes and 5 seconds.");
    expect(await say("resume the stopwatch")).toBe("The stopwatch goes on from 2 minutes and 5 seconds.");
    await house.advance(5000);
    expect(await say("how long has the stopwatch been running")).toBe("2 minutes and 10 seconds so far.");
    expect((await house.hear("tell me my lap times")).said).toEqual([
      "Lap 1: 1 minute and 5 seconds.",
      "Lap 2: 1 minute.",
    ]);
    expect(await say("reset the stopwatch")).toBe("The stopwatch is back at zero.");
    expect(await say("what does the stopwatch say")).toBe(
      "The stopwatch is not running. Say: start the stopwatch.",
    );
  });

  it("keeps a hundred laps and no more", async () => {
    await using house = await open();
    await house.hear("start the stopwatch");
    for (let lap = 0; lap < 100; lap++) await house.run("lap");
    expect((await house.hear("lap")).said).toEqual(["I keep 100 laps at most."]);
  });
});
