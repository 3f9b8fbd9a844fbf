/** A voice from its recording to the plugin that imitates it: sent, judged, kept, lent, forgotten. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readSample, type Sample, withSamples } from "hearsay/remote";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readWav, writeWav } from "../../../core/audio/wav.ts";
import { type Broker, startBroker } from "../../../core/bus/broker.ts";
import { newId } from "../../../core/bus/id.ts";
import { voices } from "../../../core/cli/commands/voices.ts";
import { asFault, type Bus } from "../../../core/contract/index.ts";
import { openOwnVoices } from "../../../core/host/voices/index.ts";
import { testLog } from "../../kit/log.ts";
import { recordingOfVoice } from "../../kit/own-voice.ts";

let stack: AsyncDisposableStack;
let data: string;
let broker: Broker;
let bus: Bus;
const words =
  "The quick brown fox jumps over the lazy dog, and then it does so again, since it liked it so much.";
const good = recordingOfVoice({});

const openVoices = () => openOwnVoices({ bus, log: testLog("voices"), folder: join(data, "voices") });

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  data = await mkdtemp(join(tmpdir(), "hearsay-own-"));
  stack.defer(() => rm(data, { recursive: true, force: true }));
  const authenticate = (name: string, password: string) =>
    name === "local" && password === "secret" ? ({ role: "hub", words: true } as const) : undefined;
  broker = stack.use(await startBroker({ host: "127.0.0.1", port: 0, authenticate }));
  bus = broker.bus("hub/core");
  stack.use(await openVoices());
  await mkdir(join(data, "run"));
  const run = { pid: process.pid, mqtt: broker.mqttPort, ws: 0, http: 0, host: "127.0.0.1", token: "secret" };
  await writeFile(join(data, "run", "hub.json"), JSON.stringify(run));
  await writeFile(join(data, "good.wav"), writeWav(good.samples, good.rate));
});
afterEach(() => stack.disposeAsync());

async function call(...args: readonly string[]) {
  const out: string[] = [];
  const signal = new AbortController().signal;
  const io = { out: (text: string) => void out.push(text), err() {}, status() {}, signal, env: {} };
  const given = { args: [...args, "--data", data], options: voices.options, allowPositionals: true };
  const { values, positionals } = parseArgs(given);
  const code = await voices.run({ values, positionals, io }).catch((error) => asFault(error).code);
  return { code, out };
}
const add = (...more: readonly string[]) =>
  call(
    ...["add", "ada", "--sample", join(data, "good.wav"), "--text", words, "--by", "Ada"],
    ...["--consent", "I agree that this house speaks with my voice.", ...more],
  );

/** What a plugin is offered, as it changes. */
async function plugin(most?: number): Promise<(readonly Sample[])[]> {
  const offers: (readonly Sample[])[] = [];
  const host = {
    bus: broker.bus("plugin/clone"),
    own: <T>(thing: T) => thing,
    signal: new AbortController().signal,
  };
  await withSamples(host as never, [], (samples) => void offers.push(samples), most);
  return offers;
}

describe("a recorded voice", () => {
  it("is judged, kept, offered to plugins byte for byte, and forgotten", async () => {
    const offers = await plugin();
    expect(offers).toEqual([[]]);
    const { code, out } = await add();
    expect(out[0]).toBe("ada: 100 of 100");
    expect(out.at(-1)).toBe("Kept. Speak with it: hearsay voices use PLUGIN ada");
    expect(code).toBe(0);
    await expect.poll(() => offers.at(-1)?.[0]).toMatchObject({ name: "ada", language: "en" });
    const [sample] = offers.at(-1) ?? [];
    if (!sample) throw new Error("Nothing was offered.");
    const wav = readWav(await readSample(sample, data));
    expect(wav.rate).toBe(good.rate);
    expect(wav.samples).toEqual(good.samples);
    expect((await call("own")).out[0]).toMatch(/^ada {2}en {2}10 s {2}100 of 100 {2}Ada agreed on \d{4}-/);
    expect((await call("forget", "ada")).code).toBe(0);
    expect(await readdir(join(data, "voices"))).toEqual([]);
    await expect.poll(() => offers.at(-1)).toEqual([]);
    expect((await call("forget", "ada")).code).toBe("VOICE_UNKNOWN");
  });

  it("is there after a restart, without what a crash left", async () => {
    await add();
    await mkdir(join(data, "voices", ".new-eve"), { recursive: true });
    await using _again = await openVoices();
    expect(await readdir(join(data, "voices"))).toEqual(["ada"]);
    expect(JSON.parse((await call("own", "--json")).out[0] ?? "")).toMatchObject([
      { name: "ada", consent: { by: "Ada" }, seconds: 10 },
    ]);
  });

  it("is lent as short as a service wants it", async () => {
    await add();
    const [[sample] = []] = await plugin(4000);
    const wav = readWav(await readSample(sample as Sample, data));
    expect(wav.samples.length / wav.rate).toBeGreaterThan(2);
    expect(wav.samples.length / wav.rate).toBeLessThanOrEqual(4);
  });

  it("is not replaced unasked", async () => {
    await add();
    expect((await add()).code).toBe("VOICE_EXISTS");
    expect((await add("--replace")).code).toBe(0);
  });

  it("is only judged with --check, and not kept where it is bad", async () => {
    expect((await add("--check")).out.at(-1)).toBe("Checked only; nothing was kept.");
    const bad = recordingOfVoice({ room: 0.1 });
    await writeFile(join(data, "good.wav"), writeWav(bad.samples, bad.rate));
    const { code, out } = await add();
    expect(code).toBe(1);
    expect(out.join("\n")).toMatch(/bad {3}snr.*dB\n.*quieter room/);
    expect((await call("own")).out).toEqual(["None yet: hearsay voices add NAME --sample FILE --text WORDS"]);
  });

  it.each([
    [["add"], "USAGE"],
    [["add", "Ada!"], "USAGE"],
    [["add", "ada", "--sample", "none.wav", "--text", "x", "--by", "A", "--consent", "yes"], "USAGE"],
    [["add", "ada", "--sample", "none.wav", "--text", "x"], "USAGE"],
    [["forget"], "USAGE"],
  ])("%j is %s", async (args, code) => {
    expect((await call(...args)).code).toBe(code);
  });
});

describe("a recording that does not come whole", () => {
  const announce = {
    name: "ada",
    language: "en",
    text: words,
    rate: 24_000,
    consent: { by: "A", words: "y" },
  };
  const sha256 = "0".repeat(64);

  it("is refused, and nothing is kept", async () => {
    const job = newId();
    await bus.ask("voice/add", {}, { ...announce, job });
    await expect(bus.ask("voice/keep", {}, { job, samples: 100, sha256 })).rejects.toMatchObject({
      code: "VOICE_INCOMPLETE",
    });
    await expect(bus.ask("voice/keep", {}, { job: newId(), samples: 1, sha256 })).rejects.toMatchObject({
      code: "VOICE_INCOMPLETE",
    });
  });

  it("waits with at most three others", async () => {
    for (let i = 0; i < 4; i++) await bus.ask("voice/add", {}, { ...announce, job: newId() });
    await expect(bus.ask("voice/add", {}, { ...announce, job: newId() })).rejects.toMatchObject({
      code: "PROVIDER_BUSY",
    });
  });
});
