/** How phrases are filled and values are said, in English and German. */
import { describe, expect, it } from "vitest";
import { parsePhrase, renderPhrase } from "../../../core/language/phrases.ts";

const at = Date.UTC(2026, 10, 20, 18, 5);
const berlin = (language: string) => ({ language, timeZone: "Europe/Berlin" });
const m = 60_000;

describe("says", () => {
  it.each([
    ["{x}", { x: "tea" }, "tea", "tea"],
    ["{x:duration}", { x: 310_000 }, "5 minutes and 10 seconds", "5 Minuten und 10 Sekunden"],
    ["{x:duration}", { x: m }, "1 minute", "1 Minute"],
    ["{x:duration}", { x: 90 * m }, "1 hour and 30 minutes", "1 Stunde und 30 Minuten"],
    ["{x:duration}", { x: 25 * 60 * m }, "1 day and 1 hour", "1 Tag und 1 Stunde"],
    ["{x:duration}", { x: 3_661_000 }, "1 hour, 1 minute, and 1 second", "1 Stunde, 1 Minute und 1 Sekunde"],
    ["{x:duration}", { x: 59_600 }, "1 minute", "1 Minute"],
    ["{x:duration}", { x: 0 }, "0 seconds", "0 Sekunden"],
    ["{x:time}", { x: at }, "7:05 PM", "19 Uhr 5"],
    ["{x:time}", { x: at - 5 * m }, "7 PM", "19 Uhr"],
    ["{x:time}", { x: { hour: 0, minute: 30 } }, "12:30 AM", "0 Uhr 30"],
    ["{x:time}", { x: { hour: 12, minute: 0 } }, "12 PM", "12 Uhr"],
    ["{x:time}", { x: new Date(at) }, "7:05 PM", "19 Uhr 5"],
    ["{x:date}", { x: at }, "Friday, November 20", "Freitag, 20. November"],
    ["{x:number}", { x: 1234.5 }, "1,234.5", "1.234,5"],
    ["{x}", { x: 0.5 }, "0.5", "0,5"],
    ["{x:percent}", { x: 50 }, "50 percent", "50 Prozent"],
    ["{x:list}", { x: ["a", "b", "c"] }, "a, b, and c", "a, b und c"],
    ["{x:list}", { x: ["a"] }, "a", "a"],
    ["{x}", { x: ["a", 1.5] }, "a and 1.5", "a und 1,5"],
    ["a { x } b", { x: "1" }, "a 1 b", "a 1 b"],
    ["\\{x\\} \\\\", {}, "{x} \\", "{x} \\"],
  ])("%s of %j", (form, values, en, de) => {
    expect(renderPhrase(form, values, berlin("en"))).toBe(en);
    expect(renderPhrase(form, values, berlin("de"))).toBe(de);
  });
});

it("says the time of the house, not of the machine", () => {
  expect(renderPhrase("{x:time}", { x: at }, { language: "en", timeZone: "America/New_York" })).toBe(
    "1:05 PM",
  );
});

describe("refuses when it is read", () => {
  it.each(["{", "}", "{x", "{}", "{x:}", "{x:nonsense}", "{x y}", "{x:duration:y}", "{x:constructor}"])(
    "%s",
    (form) => {
      expect(() => parsePhrase(form)).toThrow(expect.objectContaining({ code: "SENTENCE_INVALID" }));
    },
  );
});

describe("refuses when it is filled", () => {
  it.each([
    ["{x}", {}, "was not given"],
    ["{toString}", {}, "was not given"],
    ["{x:duration}", { x: "soon" }, "cannot be said as a duration"],
    ["{x:date}", { x: { hour: 1, minute: 2 } }, "cannot be said as a date"],
    ["{x:time}", { x: Number.NaN }, "cannot be said as a time"],
    ["{x:time}", { x: 1e300 }, "cannot be said as a time"],
    ["{x:list}", { x: "a" }, "cannot be said as a list"],
    ["{x}", { x: {} }, "cannot be said"],
  ])("%s of %j", (form, values, what) => {
    const render = () => renderPhrase(form, values, berlin("en"));
    expect(render).toThrow(what);
    expect(render).toThrow(expect.objectContaining({ code: "SKILL_FAILED", path: expect.any(String) }));
  });
});
