/** Moments as people type them. */
import { expect, it } from "vitest";
import { momentOf } from "../../../core/cli/moment.ts";

const now = Date.parse("2026-06-10T12:00:00Z");

it.each([
  ["30s", "2026-06-10T11:59:30Z"],
  ["90m", "2026-06-10T10:30:00Z"],
  ["2h", "2026-06-10T10:00:00Z"],
  ["3d", "2026-06-07T12:00:00Z"],
  ["1w", "2026-06-03T12:00:00Z"],
  ["2026-06-01T10:00:00Z", "2026-06-01T10:00:00Z"],
])("%s is %s", (text, wanted) => expect(momentOf(text, now)).toBe(Date.parse(wanted)));

it("a date begins at this machine's midnight", () =>
  expect(momentOf("2026-06-01", now)).toBe(new Date(2026, 5, 1).getTime()));

it("more than there ever was is the beginning", () => expect(momentOf("999999w", now)).toBe(0));

it.each(["", "soon", "2 h", "-3d", "2026-13-01", "12"])("%j is none", (text) =>
  expect(() => momentOf(text, now)).toThrow(expect.objectContaining({ code: "USAGE" })),
);
