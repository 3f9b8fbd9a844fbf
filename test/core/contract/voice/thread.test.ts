/** The thread that a voice computes in: it fails, dies and hangs, and the next order is answered all the same. */
import { openThread, type Thread } from "hearsay/voice";
import { afterEach, describe, expect, it } from "vitest";

const source = `
  import { parentPort } from "node:worker_threads";
  let count = 0;
  parentPort.on("message", (order) => {
    if (order === "exit") process.exit(3);
    if (order === "throw") setImmediate(() => { throw new Error("Out of luck."); });
    else if (order === "fail") parentPort.postMessage({ problem: "Cannot say that." });
    else if (order === "late") { parentPort.postMessage({ said: order }); setImmediate(() => process.exit(4)); }
    else if (order === "count") parentPort.postMessage({ said: String(++count) });
    else if (order !== "hang") parentPort.postMessage({ said: order });
  });
  parentPort.postMessage("ready");
`;
const module = new URL(`data:text/javascript,${encodeURIComponent(source)}`);
const { signal } = new AbortController();

type Said = { readonly said: string };
let thread: Thread<string, Said> | undefined;
const open = async (limit = 10_000, idle?: number): Promise<Thread<string, Said>> => {
  thread = await openThread<string, Said>({
    module,
    data: {},
    limit,
    ...(idle === undefined ? {} : { idle }),
  });
  return thread;
};
afterEach(() => thread?.[Symbol.asyncDispose]());

describe("the thread of a voice", () => {
  it("answers in the order of asking", async () => {
    const { ask } = await open();
    const answers = await Promise.all(["a", "b", "c"].map((order) => ask(order, signal)));
    expect(answers.map(({ said }) => said)).toEqual(["a", "b", "c"]);
  });

  it.each([
    ["fail", "Cannot say that."],
    ["exit", "ended with code 3"],
    ["throw", "Out of luck."],
  ])("when it answers %j with a failure, the next order is answered", async (order, message) => {
    const { ask } = await open();
    await expect(ask(order, signal)).rejects.toMatchObject({
      code: "JOB_FAILED",
      retryable: true,
      message: expect.stringContaining(message),
    });
    expect(await ask("a", signal)).toEqual({ said: "a" });
  });

  it("when it hangs, it is ended and the next order is answered", async () => {
    const { ask } = await open(1_000);
    await expect(ask("hang", signal)).rejects.toMatchObject({ code: "JOB_FAILED" });
    expect(await ask("a", signal)).toEqual({ said: "a" });
  });

  it.each([
    ["is ended, and begins anew", 20, "1"],
    ["goes on where it is kept", undefined, "2"],
  ])("when nothing is asked for a while it %s", async (_what, idle, second) => {
    const { ask } = await open(10_000, idle);
    expect(await ask("count", signal)).toEqual({ said: "1" });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await ask("count", signal)).toEqual({ said: second });
  });

  it("when it dies between two orders, the second is answered", async () => {
    const { ask } = await open();
    await ask("late", signal);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await ask("a", signal)).toEqual({ said: "a" });
  });

  it("leaves out what was cancelled before its turn", async () => {
    const { ask } = await open();
    await expect(ask("a", AbortSignal.abort())).rejects.toMatchObject({ code: "CANCELLED" });
    expect(await ask("b", signal)).toEqual({ said: "b" });
  });

  it("cancels what is under way when it is closed", async () => {
    const { ask, [Symbol.asyncDispose]: close } = await open();
    const under = expect(ask("hang", signal)).rejects.toMatchObject({ code: "CANCELLED" });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await close();
    await under;
    await expect(ask("a", signal)).rejects.toMatchObject({ code: "CANCELLED" });
  });

  it("tells when it does not start", async () => {
    const broken = new URL("data:text/javascript,throw new Error('No model.')");
    await expect(openThread({ module: broken, data: {}, limit: 10_000 })).rejects.toMatchObject({
      code: "JOB_FAILED",
      message: "No model.",
    });
  });
});
