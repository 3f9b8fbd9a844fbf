/** What the bounded queue promises: order, an end, an honest count of what it dropped, and nobody left waiting. */
import { describe, expect, it } from "vitest";
import { createQueue, type Queue } from "../../../core/flow/queue.ts";

async function all<T>(queue: Queue<T>): Promise<T[]> {
  const taken: T[] = [];
  for await (const item of queue) taken.push(item);
  return taken;
}

describe("a queue", () => {
  it("gives what was pushed, in order, before and after somebody waits", async () => {
    const queue = createQueue<number>(8);
    queue.push(1);
    const taken = all(queue);
    await Promise.resolve();
    queue.push(2);
    queue.push(3);
    queue.close();
    expect(await taken).toEqual([1, 2, 3]);
  });

  it("drops the oldest when it is full, says so and counts it", async () => {
    const queue = createQueue<number>(2);
    expect([1, 2, 3, 4].map((item) => queue.push(item))).toEqual([true, true, false, false]);
    expect([queue.length, queue.dropped]).toEqual([2, 2]);
    queue.close();
    expect(await all(queue)).toEqual([3, 4]);
  });

  it("takes nothing after its end, and does not count that as dropped", async () => {
    const queue = createQueue<number>(2);
    queue.close();
    expect(queue.push(1)).toBe(false);
    expect(queue.dropped).toBe(0);
    expect(await all(queue)).toEqual([]);
  });

  it("ends with an error at once, whatever still waits in it", async () => {
    const queue = createQueue<number>(2);
    queue.push(1);
    queue.close(new Error("broken"));
    await expect(all(queue)).rejects.toThrow("broken");
  });

  it("keeps the first error", async () => {
    const queue = createQueue<number>(2);
    queue.close(new Error("first"));
    queue.close(new Error("second"));
    await expect(all(queue)).rejects.toThrow("first");
  });

  it("wakes whoever waits when it ends with an error", async () => {
    const queue = createQueue<number>(2);
    const taken = all(queue);
    await Promise.resolve();
    queue.close(new Error("broken"));
    await expect(taken).rejects.toThrow("broken");
  });

  it("shares its items among several consumers, and all of them see its end", async () => {
    const queue = createQueue<number>(8);
    const both = [all(queue), all(queue)];
    await Promise.resolve();
    for (const item of [1, 2, 3]) queue.push(item);
    queue.close();
    expect((await Promise.all(both)).flat().sort()).toEqual([1, 2, 3]);
  });

  it("goes on where a consumer left off", async () => {
    const queue = createQueue<number>(8);
    for (const item of [1, 2, 3]) queue.push(item);
    for await (const _ of queue) break;
    queue.close();
    expect(await all(queue)).toEqual([2, 3]);
  });
});
