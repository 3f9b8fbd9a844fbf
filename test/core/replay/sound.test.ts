/** What of a recording's sound belongs to which turn. */
import { expect, it } from "vitest";
import type { Message } from "../../../core/contract/index.ts";
import { frameLine, type Line } from "../../../core/replay/recording.ts";
import { soundsIn } from "../../../core/replay/sound.ts";

const format = { codec: "pcm", rate: 16_000, channels: 1 } as const;
/** 80 ms, all of one value; the satellite's clock is an hour behind. */
function frame(at: number, value: number, site = "den", direction: "in" | "out" = "in", stream = 7): Line {
  const data = new Uint8Array(new Int16Array(1280).fill(value).buffer);
  return frameLine({ site, direction }, { format, stream, sequence: 0, at: at - 3_600_000, data }, at);
}
const said = (kind: string, at: number, turn: string, body: object): Line =>
  ({
    kind,
    id: `${kind}${at}`,
    at,
    by: "hub/core",
    turn,
    where: { site: "den" },
    body,
  }) as unknown as Message;
const turn = (reason: string, from: number, to: number): readonly Line[] => [
  said("turn/started", from, "t1", { reason, persona: "house", language: "en" }),
  said("speech/ended", to, "t1", { rule: "silence" }),
];
const levels = (lines: readonly Line[]): readonly number[] => {
  const { samples } = soundsIn(lines).get("t1") ?? { samples: [] };
  return [...new Set(samples)];
};

it.each([
  ["from shortly before a button to the end of speech", "button", [3, 4, 5]],
  ["with the wake word before it", "wake", [2, 3, 4, 5]],
])("takes the frames %s", (_, reason, values) => {
  const frames = [frame(7_000, 1), frame(8_000, 2), frame(9_800, 3), frame(10_500, 4), frame(12_000, 5)];
  expect(levels([...frames, frame(12_500, 6), ...turn(reason, 10_000, 11_900)])).toEqual(values);
});

it.each([
  ["of another room", frame(10_500, 1, "hall")],
  ["of the loudspeaker", frame(10_500, 1, "den", "out")],
  ["of a stream that came in its place", frame(10_600, 1, "den", "in", 8)],
])("leaves out frames %s", (_, other) => {
  expect(levels([frame(10_100, 9), other, ...turn("button", 10_000, 11_000)])).toEqual([9]);
});

it("knows none of a turn without frames, or whose speech did not end in the recording", () => {
  expect(soundsIn(turn("button", 10_000, 11_000)).size).toBe(0);
  expect(soundsIn([frame(10_100, 1), ...turn("button", 10_000, 11_000).slice(0, 1)]).size).toBe(0);
});
