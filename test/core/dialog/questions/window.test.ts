/** How long an ear stays open after an answer: the room's setting before the persona's before the house's. */
import { expect, it } from "vitest";
import { windowAfter } from "../../../../core/dialog/questions/window.ts";

const listen = { listen: { patience: "normal" } };
type Request = Parameters<typeof windowAfter>[0];
const after = (what: object, result: object, settings: object, persona: object = {}, hears = true) =>
  windowAfter({ what, persona, site: "den", canHear: () => hears } as Request, result as never, settings);
const heard = { outcome: "done", reply: "Okay.", heard: true };

it.each([
  ["not at all, where nothing is set", listen, heard, {}, {}, undefined],
  ["as the house says", listen, heard, { followUp: 3000 }, {}, { window: 3000 }],
  ["as the persona says", listen, heard, { followUp: 3000 }, { followUp: 0 }, undefined],
  [
    "as the room says",
    listen,
    heard,
    { rooms: { den: { followUp: 900 } } },
    { followUp: 0 },
    { window: 900 },
  ],
  ["for a question without a setting", listen, { ...heard, expects: "yesNo" }, {}, {}, {}],
  ["not after what was not heard", listen, { ...heard, heard: false }, { followUp: 3000 }, {}, undefined],
  ["not after typed words", { text: "hello" }, heard, { followUp: 3000 }, {}, undefined],
  ["not after an alarm", { run: {} }, heard, { followUp: 3000 }, {}, undefined],
])("%s", (_, what, result, settings, persona, wanted) => {
  expect(after(what, result, settings, persona)).toEqual(wanted);
});

it("not where nobody can be heard", () => {
  expect(after(listen, heard, { followUp: 3000 }, {}, false)).toBeUndefined();
});
