/** From when on a sound in a room that speaks is taken for somebody else's. */
import { expect, it } from "vitest";
import { createSound } from "../../../../core/dialog/barge/sound.ts";
import { framesOf, noise } from "../../../kit/clips.ts";

const begun = 1_000_000;

/** Whether a sound at this ms after the first frame was sent is somebody's; the answer sounds `late` ms after that. */
function isForeign(
  at: number,
  late: number,
  more: { cancelled?: boolean; headphones?: boolean } = {},
): boolean {
  const sound = createSound({ cancelled: false, headphones: false, ...more });
  const room = [...framesOf(noise((at + 100) / 1000, -40), { at: begun })];
  const answer = [...framesOf(noise(4, -20, 5), { at: begun })];
  for (const [index, frame] of room.entries()) {
    sound.heard(frame);
    const sent = answer[index];
    if (sent) sound.played(sent);
    const position = frame.at - begun - late;
    if (position > 0) sound.position(position);
  }
  return sound.foreign(begun + at - 100, begun + at) !== undefined;
}

it.each([
  ["not before an echo could have been found", 1_500, 0, {}, false],
  ["when there is none", 2_600, 0, {}, true],
  ["not yet where the answer waited for its time", 2_600, 1_000, {}, false],
  ["at once behind headphones", 500, 0, { headphones: true }, true],
  ["at once where the echo is cancelled", 500, 0, { cancelled: true }, true],
] as const)("%s", (_, at, late, more, foreign) => {
  expect(isForeign(at, late, more)).toBe(foreign);
});
