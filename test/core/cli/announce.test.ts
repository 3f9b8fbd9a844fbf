/** `hearsay announce` as a user of the hub's broker: what it asks for, tells, and ends with Ctrl-C. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { announce } from "../../../core/cli/commands/announce.ts";
import { asFault, type Messages } from "../../../core/contract/index.ts";
import { loadSettings } from "../../../core/host/settings/index.ts";
import { type HubBus, openHubBus } from "../../../core/hub-bus.ts";
import { furnish } from "../../kit/furnish.ts";
import { testLog } from "../../kit/log.ts";

let data: string;
let hub: HubBus;
let asked: Messages["announce/start"][];
let heardBy: string[];
let holds: boolean;
let problem: { code: string; message: string } | undefined;

const yaml = "bus: { port: 0, wsPort: 0, clients: { guest: { password: pw, role: client } } }\n";

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "hearsay-announce-"));
  await writeFile(join(data, "hearsay.yaml"), yaml);
  const settings = await loadSettings({ data, file: join(data, "hearsay.yaml"), env: {} });
  hub = await openHubBus(settings, "token", testLog("bus"));
  asked = [];
  heardBy = ["kitchen"];
  holds = false;
  problem = undefined;
  const dialog = hub.busOf("hub/dialog");
  const end = (announcement: string, result: object): Promise<string> =>
    dialog.publish(
      "announce/finished",
      {},
      { announcement, heardBy: [], missedBy: [], acknowledgedBy: [], ...result },
    );
  for (const site of ["kitchen", "hall"]) await furnish(dialog, site, {});
  await dialog.answer("announce/start", {}, async ({ id, body }) => {
    asked.push(body);
    if (problem) {
      const turn = "turn-1";
      const reason = { reason: "say", persona: "house", language: "de" } as const;
      await dialog.publish("turn/started", { site: "kitchen" }, reason, { turn, cause: id });
      const failed = { outcome: "failed", timing: {}, problem } as const;
      await dialog.publish("turn/finished", { site: "kitchen" }, failed as never, { turn });
    }
    if (!holds) await end(id, { heardBy, missedBy: problem ? ["attic", "kitchen"] : ["attic"] });
    return { announcement: id, sites: heardBy, offline: ["attic"], quiet: [] };
  });
  await dialog.on(
    "announce/stop",
    {},
    ({ body }) => void end(body.announcement ?? "", { stoppedBy: ["kitchen"] }),
  );
});
afterEach(async () => {
  await hub[Symbol.asyncDispose]();
  await rm(data, { recursive: true, force: true });
});

async function run(args: readonly string[], signal = new AbortController().signal) {
  const out: string[] = [];
  const { values, positionals } = parseArgs({
    args: [...args, "--hub", `mqtt://guest:pw@127.0.0.1:${hub.ports.mqtt}`],
    options: announce.options,
    allowPositionals: true,
  });
  const io = { out: (text: string) => void out.push(text), err() {}, status() {}, signal, env: {} };
  let message: string | undefined;
  const code = await announce.run({ values, positionals, io }).catch((thrown) => {
    const fault = asFault(thrown);
    message = fault.message;
    return fault.code;
  });
  return { code, out, ...(message === undefined ? {} : { message }) };
}

describe("hearsay announce", () => {
  it.each<[string[], Partial<Messages["announce/start"]>]>([
    [["dinner", "is ready"], {}],
    [["x", "--site", "kitchen", "--site", "hall"], { sites: ["kitchen", "hall"] }],
    [["x", "--language", "de", "--no-chime"], { language: "de", chime: false }],
    [["x", "--acknowledge", "--urgent"], { acknowledge: true, urgent: true }],
  ])("%j asks for it and tells where it was heard", async (args, body) => {
    const out = ["heard in: kitchen", "not heard in: attic", "  attic: no satellite is there"];
    expect(await run(args)).toEqual({ code: 0, out });
    const text = args[0] === "x" ? "x" : "dinner is ready";
    expect(asked).toEqual([{ text, ...body }]);
  });

  it("prints one JSON value, and fails when nobody heard it", async () => {
    heardBy = [];
    const { code, out } = await run(["x", "--json"]);
    expect(code).toBe(1);
    expect(out.map((text) => JSON.parse(text))).toMatchObject([{ heardBy: [], missedBy: ["attic"] }]);
  });

  it("tells why nobody heard it", async () => {
    heardBy = [];
    problem = { code: "NO_PROVIDER", message: "No voice speaks de." };
    const { code, out } = await run(["x", "--language", "de"]);
    expect(code).toBe(1);
    expect(out).toContain("  kitchen: No voice speaks de. (NO_PROVIDER)");
  });

  it("names the rooms there are where one is named that is none", async () => {
    const { code, message } = await run(["x", "--site", "kitchn"]);
    expect(code).toBe("USAGE");
    expect(message).toContain("kitchn. Rooms with one: hall, kitchen.");
    expect(asked).toEqual([]);
  });

  it("is ended in every room by Ctrl-C", async () => {
    holds = true;
    const interrupted = new AbortController();
    const running = run(["x"], interrupted.signal);
    while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    interrupted.abort();
    expect(await running).toEqual({ code: 1, out: ["stopped in: kitchen"] });
  });

  it.each([[[]], [["x", "--site", "No Room"]], [["x", "--language", "?"]], [["x", "--timeout", "soon"]]])(
    "%j is a misuse",
    async (args) => expect((await run(args)).code).toBe("USAGE"),
  );
});
