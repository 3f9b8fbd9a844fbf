/** Deadlines that stand still while they are held. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startDeadline } from "../../../core/flow/deadline.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("is over after its time, once", () => {
  const late = vi.fn();
  startDeadline(100, late);
  vi.advanceTimersByTime(99);
  expect(late).not.toHaveBeenCalled();
  vi.advanceTimersByTime(500);
  expect(late).toHaveBeenCalledTimes(1);
});

it("stands still until all holds are given back, each once", () => {
  const late = vi.fn();
  const deadline = startDeadline(100, late);
  vi.advanceTimersByTime(60);
  const one = deadline.hold();
  const other = deadline.hold();
  vi.advanceTimersByTime(10_000);
  one[Symbol.dispose]();
  one[Symbol.dispose]();
  vi.advanceTimersByTime(10_000);
  expect(late).not.toHaveBeenCalled();
  other[Symbol.dispose]();
  vi.advanceTimersByTime(39);
  expect(late).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2);
  expect(late).toHaveBeenCalledTimes(1);
});

it("is never over once it was disposed, held or not", () => {
  const late = vi.fn();
  const deadline = startDeadline(100, late);
  const hold = deadline.hold();
  deadline[Symbol.dispose]();
  hold[Symbol.dispose]();
  vi.advanceTimersByTime(1000);
  expect(late).not.toHaveBeenCalled();
});
