/** A clause's sound between its maker and the loudspeaker. */
import { expect, it } from "vitest";
import { Fault } from "../../../../core/contract/index.ts";
import { createSound, type Sound } from "../../../../core/dialog/reply/sound.ts";

const maker = { provider: "a", voice: "v" };
const second = { provider: "b", voice: "v" };
const samples = (value: number): Int16Array => new Int16Array(160).fill(value);
async function all(sound: Sound): Promise<(string | number)[]> {
  const found: (string | number)[] = [];
  for (let piece = await sound.take(); piece; piece = await sound.take()) {
    if (piece.begins) found.push(piece.begins.provider);
    found.push(piece.samples[0] ?? 0);
  }
  return found;
}

it("comes in order, named once, also to a reader who waits for it", async () => {
  const sound = createSound(new AbortController().signal);
  const heard = all(sound);
  sound.begin(maker);
  for (const value of [1, 2, 3]) sound.push(samples(value));
  sound.push(new Int16Array(0));
  sound.end();
  expect(await heard).toEqual(["a", 1, 2, 3]);
});

it("of one who failed is left out where it was not taken yet", async () => {
  const sound = createSound(new AbortController().signal);
  sound.begin(maker);
  sound.push(samples(1));
  sound.push(samples(2));
  await sound.take();
  expect(sound.waiting()).toBe(10);
  sound.begin(second);
  expect(sound.waiting()).toBe(0);
  sound.push(samples(3));
  sound.end();
  expect(await all(sound)).toEqual(["b", 3]);
});

it("gives what was made before it failed, then the fault", async () => {
  const sound = createSound(new AbortController().signal);
  sound.begin(maker);
  sound.push(samples(1));
  sound.end(new Fault("NO_PROVIDER", "none"));
  expect((await sound.take())?.samples[0]).toBe(1);
  await expect(sound.take()).rejects.toMatchObject({ code: "NO_PROVIDER" });
});

it("ends with an abort, whatever still waits", async () => {
  const abort = new AbortController();
  const sound = createSound(abort.signal);
  const waiting = sound.take();
  abort.abort(new Fault("CANCELLED", "cut"));
  await expect(waiting).rejects.toMatchObject({ code: "CANCELLED" });
  sound.push(samples(1));
  await expect(sound.take()).rejects.toMatchObject({ code: "CANCELLED" });
});
