/** What the doctor finds, on this machine and on worse ones. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { doctor } from "../../../core/cli/commands/doctor.ts";
import type { Finding } from "../../../core/cli/doctor/finding.ts";
import { lookAtAudio, lookAtMemory, lookAtNode, lookAtPlatform } from "../../../core/cli/doctor/machine.ts";
import { lookAtFolder } from "../../../core/cli/doctor/storage.ts";

async function folder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), "hearsay-doctor-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

async function examine(data: string, settings = ""): Promise<{ code: number; findings: Finding[] }> {
  const out: string[] = [];
  await writeFile(join(data, "hearsay.yaml"), settings);
  const code = await doctor.run({
    values: { json: true, data, config: join(data, "hearsay.yaml") },
    positionals: [],
    io: {
      out: (text) => out.push(text),
      err: () => undefined,
      status: () => undefined,
      signal: new AbortController().signal,
      env: { PATH: process.env.PATH, HEARSAY_MODELS: join(data, "models") },
    },
  });
  return { code, findings: JSON.parse(out.join("")).findings };
}

const freePorts = "{port: 0, wsPort: 0}";
const healthy = `bus: ${freePorts}\nhttp: {port: 0}\n`;
const verdictOf = (findings: readonly Finding[], name: string): string | undefined =>
  findings.find((finding) => finding.name === name)?.verdict;

async function listening(): Promise<{ port: number } & AsyncDisposable> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

it("finds a new machine fit, and warns that the models are not there", async () => {
  await using data = await folder();
  const { code, findings } = await examine(data.path, healthy);
  expect(findings.filter(({ verdict }) => verdict === "fail")).toEqual([]);
  expect(code).toBe(0);
  expect(findings.find(({ name }) => name === "models")).toMatchObject({
    verdict: "warn",
    text: expect.stringContaining("moonshine-base-en"),
    remedy: expect.stringContaining("hearsay models pull standard"),
  });
});

it("warns of a damaged model", async () => {
  await using data = await folder();
  await mkdir(join(data.path, "models/flite"), { recursive: true });
  await writeFile(join(data.path, "models/flite/flite.wasm"), "half");
  const { findings } = await examine(data.path, healthy);
  expect(findings.find(({ name }) => name === "models")).toMatchObject({
    verdict: "warn",
    text: "damaged: flite",
  });
});

it("fails on a port that another program has", async () => {
  await using data = await folder();
  await using other = await listening();
  const { code, findings } = await examine(
    data.path,
    `bus: {port: ${other.port}, wsPort: 0}\nhttp: {port: 0}\n`,
  );
  expect(findings.filter(({ verdict }) => verdict === "fail")).toMatchObject([
    { name: "mqtt port", remedy: expect.stringContaining("bus.port") },
  ]);
  expect(code).toBe(1);
});

it("knows the running hub's own ports", async () => {
  await using data = await folder();
  await using hub = await listening();
  await mkdir(join(data.path, "run"));
  const facts = { pid: process.pid, mqtt: hub.port, ws: 1, http: 2, host: "127.0.0.1", token: "" };
  await writeFile(join(data.path, "run/hub.json"), JSON.stringify(facts));
  const { findings } = await examine(data.path, `bus: {port: ${hub.port}, wsPort: 0}\nhttp: {port: 0}\n`);
  expect(verdictOf(findings, "mqtt port")).toBe("ok");
});

it("asks whether a broker of one's own answers", async () => {
  await using data = await folder();
  const broker = await listening();
  const settings = `bus: {url: "mqtt://127.0.0.1:${broker.port}"}\nhttp: {port: 0}\n`;
  expect(verdictOf((await examine(data.path, settings)).findings, "broker")).toBe("ok");
  await broker[Symbol.asyncDispose]();
  expect(verdictOf((await examine(data.path, settings)).findings, "broker")).toBe("fail");
});

it("fails on settings that cannot be read, and names the line", async () => {
  await using data = await folder();
  const { code, findings } = await examine(data.path, "bus:\n  prot: 1883\n");
  expect(code).toBe(1);
  expect(findings.at(-1)).toMatchObject({
    name: "settings",
    verdict: "fail",
    text: expect.stringContaining("2"),
  });
});

it.each<[string, Finding["verdict"]]>([
  ["20.20.2", "fail"],
  ["24.0.0", "ok"],
  ["25.1.0", "ok"],
])("Node %s: %s", (version, verdict) => {
  expect(lookAtNode(version).verdict).toBe(verdict);
});

it.each<[string, string, string | undefined, Finding["verdict"]]>([
  ["linux", "x64", "2.36", "ok"],
  ["linux", "arm64", "2.28", "ok"],
  ["linux", "x64", "2.27", "fail"],
  ["linux", "arm", "2.36", "fail"],
  ["linux", "x64", undefined, "warn"],
  ["darwin", "arm64", undefined, "warn"],
])("%s %s glibc %s: %s", (platform, arch, glibc, verdict) => {
  expect(lookAtPlatform({ platform, arch, glibc }).verdict).toBe(verdict);
});

it.each<[number, string, boolean, Finding["verdict"]]>([
  [4e9, "standard", false, "ok"],
  [0.5e9, "standard", false, "warn"],
  [1e9, "lite", false, "ok"],
  [0.1e9, "standard", true, "ok"],
])("%i bytes of memory for %s, hub running %s: %s", (free, set, running, verdict) => {
  expect(lookAtMemory(free, set, running).verdict).toBe(verdict);
});

it("tries the audio devices, and tells no program, no device and sound apart", async () => {
  await using bin = await folder();
  const env = { PATH: bin.path };
  const tool = async (name: string, script: string): Promise<void> => {
    await writeFile(join(bin.path, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(bin.path, name), 0o755);
  };
  await tool("arecord", "echo 'arecord: open error: No such device' >&2; exit 1");
  expect(await lookAtAudio(env)).toMatchObject({
    verdict: "warn",
    remedy: expect.stringMatching(/^Install/),
  });
  await tool("aplay", "exit 0");
  expect(await lookAtAudio(env)).toMatchObject({
    verdict: "warn",
    text: "No audio device works. arecord: open error: No such device.",
    remedy: expect.stringMatching(/^Check that .* connected/),
  });
  expect(await lookAtAudio(env, { input: "none" })).toMatchObject({ verdict: "ok", text: "alsa plays" });
  await tool("arecord", "printf '\\001\\000'; exec /bin/sleep 60");
  expect(await lookAtAudio(env)).toMatchObject({ verdict: "ok", text: "alsa records and plays" });
});

it.each<[string, string, number, Finding["verdict"]]>([
  ["a folder that is still to be made", "a/b/c", 0, "ok"],
  ["a folder without room", "a", 2 ** 60, "fail"],
  ["a folder behind a file", "file/a", 0, "fail"],
])("%s", async (_, path, need, verdict) => {
  await using base = await folder();
  await writeFile(join(base.path, "file"), "");
  expect((await lookAtFolder("data", join(base.path, path), need)).verdict).toBe(verdict);
});
