/** `hearsay record`: what is said on the bus, into a file that can be replayed. */
import { topics } from "../../../bus-schema/index.ts";
import { Fault } from "../../contract/index.ts";
import { loadSettings } from "../../host/settings/index.ts";
import { record as write } from "../../replay/record.ts";
import { formatVersion, type Head } from "../../replay/recording.ts";
import { version } from "../../version.ts";
import type { Call, Command } from "../command.ts";
import { hubOptions, type OpenedHub, openHub } from "../connect.ts";
import { retained } from "../gather.ts";

const help = `Usage: hearsay record [FILE] [options]

Writes every message of the running hub into FILE (default hearsay-TIME.jsonl), one a line, until Ctrl-C.
The file holds what people say: only its owner can read it. Sound is not in it unless --audio is given.

  --seconds N     ends after N seconds
  --audio         also the sound of microphones and answers; the setting history.audio must allow it
  --audio-anyway  the same although the setting does not allow it: ask everybody in the house first
  --json          the count at the end as JSON
  --hub URL       another hub: mqtt://NAME:PASSWORD@HOST:PORT
  --data DIR      the data folder of the hub on this machine
  --config FILE   the settings file (default: hearsay.yaml in the data folder)
  -h, --help      this text

Exit codes: 0 written, also where Ctrl-C ended it, 1 failed, 2 wrong use.

Example: hearsay record kitchen.jsonl --seconds 60`;

export const record: Command = {
  name: "record",
  about: "Write what is said on the bus into a file",
  help,
  options: {
    ...hubOptions,
    seconds: { type: "string" },
    audio: { type: "boolean" },
    "audio-anyway": { type: "boolean" },
    json: { type: "boolean" },
  },
  async run(call) {
    const [file = `hearsay-${new Date().toISOString().replaceAll(/[:.]/g, "-")}.jsonl`, extra] =
      call.positionals;
    if (extra !== undefined) throw new Fault("USAGE", "Usage: hearsay record [FILE]");
    const seconds = call.values.seconds === undefined ? undefined : Number(call.values.seconds);
    if (seconds !== undefined && !(seconds > 0 && seconds <= 86_400)) {
      throw new Fault("USAGE", "--seconds wants a number from 1 to 86400.");
    }
    const { head, audio } = await headOf(call);
    await using hub = await openHub(call, { by: "client/record" });
    const whole = { ...head, ...(await there(hub)), at: Date.now(), audio };
    const began = (): void =>
      call.io.err(
        `Recording into ${file}. It holds what people say${audio ? " and how they sound" : ""}. Ctrl-C ends it.`,
      );
    const limit = seconds === undefined ? {} : { limit: seconds * 1000 };
    const counts = await write(hub.bus, { file, head: whole, signal: call.io.signal, began, ...limit });
    const { messages, frames, dropped } = counts;
    if (call.values.json) call.io.out(JSON.stringify({ file, ...counts }));
    else {
      const more = `${frames > 0 ? `, ${frames} frames` : ""}${dropped > 0 ? `, ${dropped} left out` : ""}`;
      call.io.out(`${messages} messages${more} in ${file}`);
    }
    return 0;
  },
};

/** What of the settings decides how a turn goes. A hub elsewhere has its own, which are not known here. */
async function headOf({
  values,
  io,
}: Call): Promise<{ head: Omit<Head, "at" | "skills" | "providers">; audio: boolean }> {
  const { data, config } = values;
  const settings = await loadSettings({
    env: io.env,
    ...(typeof data === "string" ? { data } : {}),
    ...(typeof config === "string" ? { file: config } : {}),
  });
  const wanted = values.audio === true || values["audio-anyway"] === true;
  const allowed = settings.history.audio && values.hub === undefined;
  if (wanted && !allowed && values["audio-anyway"] !== true) {
    throw new Fault("USAGE", "The setting history.audio does not allow to keep sound.", {
      remedy: "Set history.audio to true, or give --audio-anyway when everybody in the house agrees.",
    });
  }
  if (wanted && !allowed) io.err("Sound is recorded although history.audio does not allow it.");
  const { language, timeZone } = settings.house;
  const own = values.hub === undefined;
  const head = {
    hearsay: "recording",
    format: formatVersion,
    version,
    kinds: Object.keys(topics).length,
    ...(own ? { language, persona: settings.personas.default, settings: settings.dialog } : { settings: {} }),
    ...(own && timeZone !== undefined ? { timeZone } : {}),
    audio: wanted,
  } as const;
  return { head, audio: wanted };
}

async function there({ bus }: OpenedHub): Promise<Pick<Head, "skills" | "providers">> {
  const [skills, providers] = await Promise.all([
    retained(bus, "skill/state"),
    retained(bus, "provider/state"),
  ]);
  return {
    skills: skills.map(({ where }) => where.skill).sort(),
    providers: providers.map(({ where, body }) => ({
      instance: where.instance,
      capability: body.capability,
    })),
  };
}
