/** Why an answer was cut can be told from its signal, whatever else aborted it. */
import { expect, test } from "vitest";
import { Fault } from "../../../core/contract/index.ts";
import { cutFault, cutOf } from "../../../core/dialog/cut.ts";

const aborted = (reason?: unknown): AbortSignal => {
  const abort = new AbortController();
  abort.abort(reason);
  return abort.signal;
};

const cases = [
  { name: "somebody spoke over it", signal: aborted(cutFault("bargeIn", "A new turn.")), cut: "bargeIn" },
  { name: "it was stopped", signal: aborted(cutFault("stop", "Something newer.")), cut: "stop" },
  { name: "another fault", signal: aborted(new Fault("CANCELLED", "The hub stops.")), cut: "stop" },
  { name: "no reason", signal: aborted(), cut: "stop" },
  { name: "not aborted", signal: new AbortController().signal, cut: "stop" },
  {
    name: "one of several signals",
    signal: AbortSignal.any([new AbortController().signal, aborted(cutFault("bargeIn", "A new turn."))]),
    cut: "bargeIn",
  },
];

test.each(cases)("$name: $cut", ({ signal, cut }) => {
  expect(cutOf(signal)).toBe(cut);
});

test("it is a fault like any other", () => {
  const fault = cutFault("bargeIn", "A new turn.");
  expect(fault).toBeInstanceOf(Fault);
  expect(fault).toMatchObject({ code: "CANCELLED", message: "A new turn." });
});
