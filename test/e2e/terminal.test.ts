/** `hearsay ask` in a real terminal (util-linux's `script`): a question of the house is answered by a typed line, left, or interrupted. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askByText } from "../../core/satellite/ask.ts";
import { type House, openHouse } from "./house.ts";

const off = Object.fromEntries(
  ["stt-moonshine", "tts-piper", "tts-kokoro", "tts-flite", "vad-silero"]
    .concat(["satellite-local", "wake-openwakeword", "wake-vosk", "intent-embeddings"])
    .map((name) => [name, { enabled: false }]),
);
const cli = resolve(import.meta.dirname, "../../core/cli.ts");

const noTerminal = ((): boolean => {
  try {
    return !execFileSync("script", ["--version"], { encoding: "utf8" }).includes("util-linux");
  } catch {
    return true;
  }
})();
if (noTerminal) console.warn("Skipped: hearsay ask in a terminal: no `script` of util-linux.");

let house: House;
beforeAll(async () => {
  house = await openHouse({ overrides: { "plugins.use": off } });
}, 120_000);
afterAll(() => house?.[Symbol.asyncDispose]());

interface Ran {
  readonly out: string;
  readonly code: number | null;
}

const quoted = (word: string): string => `'${word}'`;

/** `typed`: what is typed whenever an answer is wanted, in turn. */
async function ask(args: readonly string[], typed: readonly string[] = [], isTerminal = true): Promise<Ran> {
  const all = [cli, "ask", "--silent", "--data", house.data, ...args];
  const child: ChildProcess = isTerminal
    ? spawn("script", ["-qec", [process.execPath, ...all].map(quoted).join(" "), "/dev/null"])
    : spawn(process.execPath, all);
  let out = "";
  let answers = 0;
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    // What is typed before the line is read would be echoed by the terminal and lost.
    if (out.split("answer: ").length - 1 > answers) child.stdin?.write(typed[answers++] ?? "\u0004");
  });
  const code = await new Promise<number | null>((done) => child.once("close", done));
  return { out, code };
}

const say = async (text: string): Promise<string> =>
  (await askByText({ bus: house.hub.bus, site: "hall", text, speak: false })).reply.text;
const names = (): Promise<string> => say("what timers are set");

async function twoTimers(): Promise<void> {
  await say("cancel all timers");
  for (const minutes of ["ten", "twenty"]) await say(`set a timer for ${minutes} minutes`);
}

describe.skipIf(noTerminal)("a question of the house", () => {
  it("is answered by a typed line, in the same turn", async () => {
    await twoTimers();
    const { out, code } = await ask(["cancel the timer"], ["the ten minute one\r"]);
    expect(out).toMatch(/asks +one of: .*10 minutes.*answer: .*reply +.*cancelled/is);
    expect(code).toBe(0);
    expect(await names()).not.toMatch(/10 minutes/);
  });

  it("is asked again after what is no answer", async () => {
    await twoTimers();
    const { out, code } = await ask(["cancel the timer"], ["the green one\r", "the twenty minute one\r"]);
    expect(out.split("answer: ")).toHaveLength(3);
    expect(code).toBe(0);
    expect(await names()).not.toMatch(/20 minutes/);
  });

  it.each([
    ["left with an empty line", "\r", 0],
    ["left with Ctrl-D", "\u0004", 0],
    ["interrupted with Ctrl-C", "\u0003", 130],
  ])("is %s, and its turn ends", async (_, key, code) => {
    await twoTimers();
    const finished = house.next("turn/finished");
    const asked = house.next("turn/asked");
    const ran = await ask(["--site", "desk", "cancel the timer"], [key]);
    expect({ code: ran.code, out: ran.out }).toMatchObject({ code });
    expect((await finished).turn).toBe((await asked).turn);
    expect(await names()).toMatch(/10 minutes.*20 minutes/s);
  });
});

describe("without a terminal", () => {
  it.each([
    ["--json prints it as a value", true],
    ["it is printed", false],
  ])("%s, and the next line in the room answers it", async (_, isJson) => {
    await twoTimers();
    const room = ["--site", isJson ? "shelf" : "table", ...(isJson ? ["--json"] : [])];
    const first = await ask([...room, "cancel the timer"], [], false);
    expect(first.code).toBe(0);
    if (isJson) {
      const { asked, outcome } = JSON.parse(first.out);
      expect({ asked, outcome }).toMatchObject({
        outcome: "done",
        asked: { choices: [expect.stringContaining("10 minutes"), expect.stringContaining("20 minutes")] },
      });
    } else expect(first.out).toMatch(/asks +one of: /);
    const second = await ask([...room, "the second one"], [], false);
    expect(second.code).toBe(0);
    expect(await names()).not.toMatch(/20 minutes/);
  });
});
