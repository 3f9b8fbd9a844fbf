/** `hearsay doctor`: looks at everything a hub needs on this machine, and says what to do about what is missing. */
import { asFault } from "../../contract/index.ts";
import { createModels } from "../../host/models/index.ts";
import { readRunFile } from "../../host/runfile.ts";
import { loadSettings, type Settings } from "../../host/settings/index.ts";
import type { Call, Command } from "../command.ts";
import { type Finding, fail, ok } from "../doctor/finding.ts";
import { freeMemory, lookAtAudio, lookAtMemory, lookAtNode, lookAtPlatform } from "../doctor/machine.ts";
import { lookAtPorts } from "../doctor/ports.ts";
import { lookAtFolder, lookAtModels, roomForModels } from "../doctor/storage.ts";

const help = `Usage: hearsay doctor [options]

Checks Node, the platform, memory, microphone and loudspeaker, settings, ports, models, disk and rights, and says what to do.
Exit code 1 when something keeps Hearsay from running; what is only worth knowing is a warning.

  --json         {"ok":…,"findings":[{"name":…,"verdict":"ok"|"warn"|"fail","text":…,"remedy":…}]}
  --data DIR     the data folder
  --config FILE  the settings file
  -h, --help     this text`;

const marks = { ok: "ok  ", warn: "warn", fail: "FAIL" } as const;

export const doctor: Command = {
  name: "doctor",
  about: "Check this machine, and say what to do",
  help,
  optionsOnly: true,
  options: { json: { type: "boolean" }, data: { type: "string" }, config: { type: "string" } },
  async run(call) {
    const findings = await lookAtAll(call);
    const well = findings.every(({ verdict }) => verdict !== "fail");
    if (call.values.json) call.io.out(JSON.stringify({ ok: well, findings }));
    else for (const finding of findings) show(finding, call);
    return well ? 0 : 1;
  },
};

function show({ name, verdict, text, remedy }: Finding, { io }: Call): void {
  io.out(`${marks[verdict]}  ${name}: ${text}`);
  if (remedy !== undefined) io.out(`      ${remedy}`);
}

async function lookAtAll(call: Call): Promise<readonly Finding[]> {
  const findings = [lookAtNode(), lookAtPlatform(), await lookAtAudio(call.io.env)];
  let settings: Settings;
  try {
    settings = await settingsOf(call);
  } catch (thrown) {
    const { message, remedy } = asFault(thrown);
    return [...findings, fail("settings", message, remedy)];
  }
  return [...findings, ...(await lookAtHouse(settings, call.io.signal))];
}

function settingsOf({ values, io }: Call): Promise<Settings> {
  const { data, config } = values;
  return loadSettings({
    env: io.env,
    ...(typeof data === "string" ? { data } : {}),
    ...(typeof config === "string" ? { file: config } : {}),
  });
}

async function lookAtHouse(settings: Settings, signal: AbortSignal): Promise<readonly Finding[]> {
  const { set, folder } = settings.models;
  const running = await readRunFile(settings.data);
  const models = await createModels({ folder });
  return [
    ok("settings", settings.file ?? "defaults: there is no hearsay.yaml"),
    lookAtMemory(await freeMemory(), set, running !== undefined),
    ...(await lookAtPorts(settings, running)),
    await lookAtFolder("data folder", settings.data),
    await lookAtFolder("models folder", folder, await roomForModels(models, set)),
    await lookAtModels(models, set, signal),
  ];
}
