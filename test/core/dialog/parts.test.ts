/** The small parts of the dialog, each by itself. */
import { describe, expect, it } from "vitest";
import { createBreaker } from "../../../core/dialog/breaker.ts";
import { createClock } from "../../../core/dialog/capture.ts";
import { speaks } from "../../../core/dialog/directory.ts";
import { withoutWakeWord } from "../../../core/dialog/wakeword.ts";

describe("the wake word is taken off the front of a transcript", () => {
  it.each([
    ["Jarvis, turn on the lamp.", "hey jarvis", "turn on the lamp."],
    ["Hey Jarvis turn on the lamp", "hey jarvis", "turn on the lamp"],
    ["Jarvas, what time is it?", "hey jarvis", "what time is it?"],
    ["Alexa. Turn off dining room.", "alexa", "Turn off dining room."],
    ["Alexa.", "alexa", ""],
    ["turn on the lamp", "hey jarvis", "turn on the lamp"],
    ["hey turn on the lamp", "hey jarvis", "hey turn on the lamp"],
    ["that is it. Alexa, stop.", "alexa", "stop."],
    [
      "tell me once more what the two of them said to alexa",
      "alexa",
      "tell me once more what the two of them said to alexa",
    ],
    ["", "alexa", ""],
  ])("%j after %j is %j", (text, word, rest) => expect(withoutWakeWord(text, word)).toBe(rest));
});

describe("a provider that keeps failing", () => {
  it("is left alone after three failures, for longer each time, and forgiven by one success", () => {
    let now = 0;
    const breaker = createBreaker(() => now);
    const fail = (times: number): void => {
      for (let i = 0; i < times; i++) breaker.report("a", false);
    };
    fail(2);
    expect(breaker.allows("a")).toBe(true);
    fail(1);
    expect(breaker.allows("a")).toBe(false);
    now = 10_000;
    expect(breaker.allows("a")).toBe(true);
    fail(1);
    now = 29_999;
    expect(breaker.allows("a")).toBe(false);
    breaker.report("a", true);
    expect(breaker.allows("a")).toBe(true);
    expect(breaker.allows("b")).toBe(true);
  });
});

describe("languages", () => {
  it.each([
    [["en"], "en-GB", true],
    [["en-US"], "en", true],
    [["en"], "de", false],
    [[], "de", true],
    [["de"], undefined, true],
  ])("a provider of %j serves %j: %j", (languages, wanted, served) => {
    expect(speaks(languages, wanted)).toBe(served);
  });
});

const frameAt = (at: number) => ({
  format: { codec: "pcm", rate: 16_000, channels: 1 } as const,
  stream: 1,
  sequence: 0,
  at,
  data: new Uint8Array(2560),
});

describe("capture times", () => {
  it("become hub times by the frame that holds them, whatever the satellite's clock says", () => {
    const clock = createClock(() => 9_000_000);
    clock.note({ frame: frameAt(1000), receivedAt: 5080 });
    clock.note({ frame: frameAt(1080), receivedAt: 5160 });
    expect(clock.wall(1040)).toBe(5040);
    expect(clock.wall(1160)).toBe(5160);
    expect(clock.wall(900)).toBe(5000);
  });
});
