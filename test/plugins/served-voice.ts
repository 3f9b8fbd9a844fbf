/** A local server that speaks as a service does, and what all voices of services must do against it. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Bus, Plugin, TextToSpeech } from "hearsay";
import { expect, it } from "vitest";
import { writeWav } from "../../core/contract/wave.ts";
import { remoteChecks } from "../conformance/remote.ts";
import { describeSuite } from "../conformance/suite.ts";
import { ttsChecks } from "../conformance/tts.ts";
import { busFor } from "../kit/bus-for.ts";
import { type Hosted, hostFor } from "../kit/host.ts";
import { type RemoteServer, type Reply, type Request, remoteServer, type Script } from "../kit/remote.ts";
import { speakAll } from "../kit/spoken.ts";

/** A tone as long as a person takes for the words, after a little quiet. */
export function speechLike(text: string, rate: number, speed = 1): Int16Array {
  const words = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 1;
  const samples = new Int16Array(Math.round(((words * 0.32) / speed) * rate));
  const quiet = Math.round(rate * 0.1);
  return samples.map((_, i) => (i < quiet ? 0 : 9000 * Math.sin((i * 2 * Math.PI * 330) / rate)));
}

/** 16-bit little-endian samples, cut into pieces of odd length as networks do. */
export function pcmBody(samples: Int16Array, size = 4801): Buffer[] {
  const all = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  const parts: Buffer[] = [];
  for (let at = 0; at < all.length; at += size) parts.push(all.subarray(at, at + size));
  return parts;
}
export const wavBody = (samples: Int16Array, rate: number): Buffer => Buffer.from(writeWav(samples, rate));

export interface ServedVoice<Options> {
  readonly plugin: Plugin<Options>;
  readonly key?: string;
  /** Beside `url`, `key` and `timeout`. */
  readonly options?: Partial<Options>;
  /** How the service answers a good request. */
  serve(request: Request): Script | Promise<Script>;
  /** It hears of the house's recordings. */
  readonly listens?: boolean;
}

export interface HostedVoice extends AsyncDisposable {
  readonly server: RemoteServer;
  /** As it offers itself now. */
  readonly tts: TextToSpeech;
  /** Where it hears of the house's recordings. */
  readonly bus?: Bus;
}

/** The plugin beside its server. */
export async function openServedVoice<Options>(
  voice: ServedVoice<Options>,
  more: Partial<Options> = {},
  reply: Reply = voice.serve,
): Promise<HostedVoice> {
  const server = await remoteServer(reply);
  const { key } = voice;
  const options = {
    url: server.url,
    timeout: 20_000,
    ...(key === undefined ? {} : { key }),
    ...voice.options,
    ...more,
  };
  const house = voice.listens === true ? await busFor() : undefined;
  const facts = house ? { bus: house.bus } : {};
  const hosted: Hosted = await hostFor(voice.plugin, options as unknown as Partial<Options>, facts);
  return {
    server,
    ...facts,
    get tts() {
      if (!hosted.provided.tts) throw new Error("It offers no tts.");
      return hosted.provided.tts;
    },
    async [Symbol.asyncDispose]() {
      await hosted[Symbol.asyncDispose]();
      await house?.[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** The suites of voices and of plugins for services, and what every voice of a service says of itself. */
export function describeServedVoice<Options>(name: string, voice: ServedVoice<Options>): void {
  // No service answers within a tick.
  const soon: Reply = async (request) => ({ delay: 10, ...(await voice.serve(request)) });
  describeSuite(
    `${name} as a voice`,
    async () => {
      const hosted = await openServedVoice(voice, {}, soon);
      return Object.assign(hosted.tts, { [Symbol.asyncDispose]: () => hosted[Symbol.asyncDispose]() });
    },
    ttsChecks,
  );
  const sentence = "It is half past seven in the morning.";
  describeSuite(
    `${name} when its service fails`,
    async () => {
      const { server, tts, ...rest } = await openServedVoice(voice, {
        timeout: 400,
      } as unknown as Partial<Options>);
      await speakAll(tts, [sentence]);
      const [asked] = server.requests.splice(0);
      if (!asked) throw new Error("It asked nothing.");
      return {
        server,
        good: await voice.serve(asked),
        ...(voice.key === undefined ? {} : { key: voice.key }),
        act: (signal: AbortSignal) => speakAll(tts, [sentence], { signal }),
        [Symbol.asyncDispose]: () => rest[Symbol.asyncDispose](),
      };
    },
    remoteChecks,
  );
  it(`${name} says that it is remote, and what it costs`, async () => {
    const price = { per: "character", usd: 0.00003 } as const;
    const free = { amount: 10_000, of: "character", per: "month" } as const;
    await using hosted = await openServedVoice(voice, { price, free } as unknown as Partial<Options>);
    expect(hosted.tts.traits).toMatchObject({ remote: true, price, free });
    expect(Array.isArray(hosted.tts.traits?.emotions)).toBe(true);
    expect(hosted.server.requests).toEqual([]);
  });
  it.each(["", "{}", '{"error":{"message":"no credit"}}'])(
    `${name}: %j in place of sound is no speech`,
    async (body) => {
      const reply = { type: "application/octet-stream", body: Buffer.from(body) };
      await using hosted = await openServedVoice(voice, {}, reply);
      await expect(speakAll(hosted.tts, [sentence])).rejects.toMatchObject({ code: "REMOTE_CONTENT" });
    },
  );
}

/** A sample is sent when it is first needed, once, and again only where the service refused it. */
export function describeCloning<Options>(
  name: string,
  voice: ServedVoice<Options>,
  told: {
    readonly path: string;
    readonly file: string;
    readonly fields: Readonly<Record<string, string>>;
    /** Whether speech is asked for in the voice that was made. */
    speaks(request: Request): boolean;
  },
): void {
  const sampled = async (more: object = {}) => {
    const folder = await mkdtemp(join(tmpdir(), "sample-"));
    await writeFile(join(folder, "ada.wav"), wavBody(speechLike("one two three", 16_000), 16_000));
    const samples = [{ name: "ada", language: "en-GB", file: join(folder, "ada.wav") }];
    const hosted = await openServedVoice(voice, { samples, ...more } as unknown as Partial<Options>);
    const end = async (): Promise<void> => {
      await hosted[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    };
    return { ...hosted, [Symbol.asyncDispose]: end };
  };
  it(`${name} sends a sample once and speaks as it`, async () => {
    await using hosted = await sampled();
    expect(hosted.tts.traits).toMatchObject({ cloning: true });
    expect(hosted.tts.voices).toContainEqual({ name: "ada", language: "en-GB" });
    await speakAll(hosted.tts, ["One.", "Two."], { voice: "ada" });
    const [cloned, ...spoken] = hosted.server.requests;
    expect(cloned?.path).toBe(told.path);
    const form = await cloned?.form();
    expect(form?.get(told.file)).toMatchObject({ name: "ada.wav", type: "audio/wav" });
    for (const [field, value] of Object.entries(told.fields)) expect(form?.get(field)).toBe(value);
    expect(spoken.map((request) => told.speaks(request))).toEqual([true, true]);
  });
  it(`${name} sounds different where another file has the name of a sample`, async () => {
    const file = join(await mkdtemp(join(tmpdir(), "sample-")), "ada.wav");
    const samples = [{ name: "ada", language: "en", file }];
    const sounds: unknown[] = [];
    for (const words of ["one two three", "one two three", "four"]) {
      await writeFile(file, wavBody(speechLike(words, 16_000), 16_000));
      await using hosted = await openServedVoice(voice, { samples } as unknown as Partial<Options>);
      sounds.push(hosted.tts.sound);
    }
    await rm(dirname(file), { recursive: true });
    expect(sounds[0]).toMatch(/^[0-9a-f]{16}$/);
    expect(sounds[1]).toBe(sounds[0]);
    expect(sounds[2]).not.toBe(sounds[0]);
  });
  it(`${name} sends a sample again after a failure`, async () => {
    await using hosted = await sampled();
    hosted.server.answer({ status: 503, body: { message: "busy" } }, { body: {} }, voice.serve);
    for (const code of ["REMOTE_FAILED", "REMOTE_CONTENT"]) {
      await expect(speakAll(hosted.tts, ["One."], { voice: "ada" })).rejects.toMatchObject({ code });
    }
    expect((await speakAll(hosted.tts, ["One."], { voice: "ada" })).words).toBe("One.");
  });
  it(`${name} sends a sample once more where the service knows its voice no longer`, async () => {
    await using hosted = await sampled();
    const { server, tts } = hosted;
    const clones = () => server.requests.filter(({ path }) => path === told.path).length;
    const say = () => speakAll(tts, ["One."], { voice: "ada" });
    const gone = { status: 404, body: { message: "Voice not found." } };
    await say();
    server.answer(gone, voice.serve);
    expect((await say()).words).toBe("One.");
    expect(clones()).toBe(2);
    server.answer(gone, voice.serve);
    await expect(say()).rejects.toMatchObject({ code: "REMOTE_REFUSED" });
    expect(clones()).toBe(2);
  });
  it(`${name} keeps its voice where the service refuses something else`, async () => {
    await using hosted = await sampled();
    hosted.server.answer(voice.serve, { status: 422, body: { message: "The text is empty." } });
    const say = speakAll(hosted.tts, ["One."], { voice: "ada" });
    await expect(say).rejects.toMatchObject({ code: "REMOTE_REFUSED" });
    expect(hosted.server.requests.map(({ path }) => path === told.path)).toEqual([true, false]);
  });
}

/** What people recorded for the house is offered beside its own voices, as long as it is there. */
export function describeRecorded<Options>(name: string, voice: ServedVoice<Options>): void {
  it(`${name} offers the recordings of the house as they come and go`, async () => {
    await using hosted = await openServedVoice(voice);
    const { bus } = hosted;
    if (!bus) throw new Error("It hears of no recordings.");
    const own = hosted.tts.voices.map((one) => one.name);
    const before = hosted.tts.sound;
    const consent = { by: "Grace", at: Date.now() };
    const told = {
      language: "en",
      seconds: 10,
      score: 90,
      sha256: "0".repeat(64),
      consent,
      bootId: bus.bootId,
    };
    await bus.publish("voice/state", { voice: "grace" }, told);
    await expect.poll(() => hosted.tts.voices.map((one) => one.name)).toEqual([...own, "grace"]);
    const { sound } = hosted.tts;
    expect(sound).toMatch(/^[0-9a-f]{16}$/);
    await bus.publish("voice/state", { voice: "grace" }, { ...told, sha256: "1".repeat(64) });
    await expect.poll(() => hosted.tts.sound).not.toBe(sound);
    await bus.clear("voice/state", { voice: "grace" });
    await expect.poll(() => hosted.tts.voices.map((one) => one.name)).toEqual(own);
    expect(hosted.tts.sound).toBe(before);
  });
}
