/** When each stage of a turn begins and ends: bounded, in one clock, closed once. */
import { describe, expect, it } from "vitest";
import { createTrace, mostStages } from "../../../../core/dialog/trace/trace.ts";

function traceFrom(start = 1000) {
  let now = start;
  const trace = createTrace("t1", () => now);
  return { trace, at: (ms: number) => (now = ms) };
}

describe("a trace", () => {
  it("keeps moments, stretches and spans in the order of their begin", () => {
    const { trace, at } = traceFrom();
    const end = trace.span("later", "why");
    at(1040);
    end();
    trace.mark("first", 900, 950);
    trace.mark("moment", 1001, undefined, "note");
    expect(trace.close()).toEqual({
      stages: [
        { stage: "first", from: 900, to: 950 },
        { stage: "later", from: 1000, to: 1040, note: "why" },
        { stage: "moment", from: 1001, note: "note" },
      ],
      dropped: 0,
    });
  });

  it("a span ends once, and what is open when the turn is over has no end", () => {
    const { trace, at } = traceFrom();
    const ended = trace.span("a");
    trace.span("b");
    at(1010);
    ended("done");
    at(1500);
    ended("again");
    const { stages } = trace.close();
    ended();
    trace.mark("late", 1);
    expect(stages).toEqual([
      { stage: "a", from: 1000, to: 1010, note: "done" },
      { stage: "b", from: 1000 },
    ]);
    expect(trace.close().stages).toHaveLength(2);
  });

  it("no stage ends before it begins", () => {
    const { trace } = traceFrom();
    trace.mark("back", 500, 400);
    expect(trace.close().stages).toEqual([{ stage: "back", from: 500, to: 500 }]);
  });

  it("is bounded, and counts what it leaves out", () => {
    const { trace } = traceFrom();
    for (let i = 0; i < mostStages + 7; i++) trace.mark("x", i, i, "n".repeat(500));
    const { stages, dropped } = trace.close();
    expect([stages.length, dropped, stages[0]?.note?.length]).toEqual([mostStages, 7, 120]);
  });

  it("refuses a name that could not be said", () => {
    expect(() => traceFrom().trace.mark("", 0)).toThrow(TypeError);
    expect(() => traceFrom().trace.mark("x".repeat(60), 0)).toThrow(TypeError);
  });
});
