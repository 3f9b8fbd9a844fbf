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
import { testLog } from "../../kit/log.ts";

let data: string;
let hub: HubBus;
let asked: Messages["announce/start"][];
let heardBy: string[];
let holds: boolean;

const yaml = "bus: { port: 0, wsPort: 0, clients: { guest: { password: pw, role: client } } }\n";

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "hearsay-announce-"));
  await writeFile(join(data, "hearsay.yaml"), yaml);
  const settings = await loadSettings({ data, file: join(data, "hearsay.yaml"), env: {} });
  hub = await openHubBus(settings, "token", testLog("bus"));
  asked = [];
  heardBy = ["kitchen"];
  holds = false;
  const dialog = hub.busOf("hub/dialog");
  const end = (announcement: string, result: object): Promise<string> =>
    dialog.publish(
      "announce/finished",
      {},
      { announcement, heardBy: [], missedBy: [], acknowledgedBy: [], ...result },
    );
  await dialog.answer("announce/start", {}, async ({ id, body }) => {
    asked.push(body);
    if (!holds) await end(id, { heardBy, missedBy: ["attic"] });
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
  const code = await announce.run({ values, positionals, io }).catch((thrown) => asFault(thrown).code);
  return { code, out };
}

describe("hearsay announce", () => {
  it.each<[string[], Partial<Messages["announce/start"]>]>([
    [["dinner", "is ready"], {}],
    [["x", "--site", "kitchen", "--site", "hall"], { sites: ["kitchen", "hall"] }],
    [["x", "--language", "de", "--no-chime"], { language: "de", chime: false }],
    [["x", "--acknowledge", "--urgent"], { acknowledge: true, urgent: true }],
  ])("%j asks for it and tells where it was heard", async (args, body) => {
    expect(await run(args)).toEqual({ code: 0, out: ["heard in: kitchen", "not heard in: attic"] });
    const text = args[0] === "x" ? "x" : "dinner is ready";
    expect(asked).toEqual([{ text, ...body }]);
  });

  it("prints one JSON value, and fails when nobody heard it", async () => {
    heardBy = [];
    const { code, out } = await run(["x", "--json"]);
    expect(code).toBe(1);
    expect(out.map((text) => JSON.parse(text))).toMatchObject([{ heardBy: [], missedBy: ["attic"] }]);
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
