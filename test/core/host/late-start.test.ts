/** What the house can do without for a moment starts after all others, and only then. */
import { expect, it } from "vitest";
import { ears, openHouse } from "./house.ts";

const voice = (name: string, extra = ""): string => `
import { definePlugin } from "hearsay";
export default definePlugin({
  name: "${name}",
  about: "Speaks.",
  ${extra}
  start(host) {
    host.provide("tts", {
      languages: ["en"],
      voices: [],
      async *speak() {},
    });
  },
});
`;
const late = "late: true,";
/** Its start goes on when the test lets it: plugins without a placement run in this process. */
function door() {
  const { promise, resolve } = Promise.withResolvers<void>();
  Object.assign(globalThis, { lateStartDoor: promise });
  return { more: "await globalThis.lateStartDoor;", open: resolve };
}

it("is ready before what comes late, which starts when the others have", async () => {
  const { more, open } = door();
  await using house = await openHouse({
    files: {
      "plugins/ears/index.ts": ears("ears", "one"),
      "plugins/plain/index.ts": voice("plain"),
      "plugins/fine/index.ts": ears("fine", "two", { extra: late, more }),
    },
  });
  await house.host.start();
  expect(house.host.list().map(({ name, phase }) => [name, phase])).toEqual([
    ["ears", "ready"],
    ["fine", "starting"],
    ["plain", "ready"],
  ]);
  open();
  await house.host.settled();
  expect(house.host.list().every(({ phase }) => phase === "ready")).toBe(true);
});

it("waits for a late voice where no other speaks", async () => {
  await using house = await openHouse({ files: { "plugins/fine/index.ts": voice("fine", late) } });
  await house.host.start();
  expect(house.host.list()[0]).toMatchObject({ phase: "ready", provides: ["tts"] });
});

it("is not held up by what comes late and fails", async () => {
  await using house = await openHouse({
    files: {
      "plugins/plain/index.ts": voice("plain"),
      "plugins/fails/index.ts": ears("fails", "x", { extra: late, more: 'throw new Error("no");' }),
    },
  });
  await house.host.start();
  await house.host.settled();
  expect(house.host.list().map(({ phase }) => phase)).toEqual(["failed", "ready"]);
});

it("can end while something late still starts", async () => {
  const { more, open } = door();
  const house = await openHouse({
    files: {
      "plugins/plain/index.ts": voice("plain"),
      "plugins/fine/index.ts": ears("fine", "y", { extra: late, more }),
    },
  });
  await house.host.start();
  const ended = house[Symbol.asyncDispose]();
  open();
  await ended;
  expect(house.faults).toEqual([]);
});
