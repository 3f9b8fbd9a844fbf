/** `hearsay announce`: says something in several rooms at one instant, and tells where it was heard. */
import { type Bus, Fault, type Message, type Messages } from "../../contract/index.ts";
import type { Call, Command } from "../command.ts";
import { hubOptions, openHub } from "../connect.ts";
import { languageOf, siteOf } from "../values.ts";

const help = `Usage: hearsay announce TEXT [options]

Says TEXT in all rooms at one instant, after a chime, and waits until it is over. Rooms that talk get it after that.

  --site NAME      only in this room; may be given several times
  --language TAG   the language of TEXT, such as de (default: the house's)
  --no-chime       without the chime
  --acknowledge    asks in each room whether it was heard
  --urgent         cuts what is being said, and is said in quiet hours too
  --timeout S      seconds to wait for its end (default 120)
  --hub URL        another hub: mqtt://NAME:PASSWORD@HOST:PORT; the password may stand in HEARSAY_TOKEN
  --data DIR       the data folder of the hub on this machine
  --config FILE    the settings file
  --json           one JSON value: announcement, heardBy, missedBy, stoppedBy, acknowledgedBy
  -h, --help       this text

Ctrl-C ends it in every room. Exit code: 0 heard in one room at least, 1 in none, 2 misuse.`;

export const announce: Command = {
  name: "announce",
  about: "Say something in several rooms at once",
  help,
  options: {
    site: { type: "string", multiple: true },
    language: { type: "string" },
    "no-chime": { type: "boolean" },
    acknowledge: { type: "boolean" },
    urgent: { type: "boolean" },
    timeout: { type: "string" },
    json: { type: "boolean" },
    ...hubOptions,
  },
  async run(call) {
    const { body, timeout } = wantedOf(call);
    await using hub = await openHub(call, { by: "client/announce" });
    const result = await put(hub.bus, body, timeout, call.io.signal);
    if (call.values.json) call.io.out(JSON.stringify(result));
    else for (const line of linesOf(result)) call.io.out(line);
    return result.heardBy.length > 0 ? 0 : 1;
  },
};

const misuse = (message: string): Fault =>
  new Fault("USAGE", message, { remedy: "See: hearsay announce --help" });

function wantedOf({ values, positionals }: Call): { body: Messages["announce/start"]; timeout: number } {
  const text = positionals.join(" ").trim();
  if (text === "") throw misuse('Give the words, as in: hearsay announce "dinner is ready".');
  const seconds = Number(values.timeout ?? "120");
  if (!(seconds > 0 && seconds <= 3600)) throw misuse("--timeout wants a number of seconds.");
  const named = values.site as readonly string[] | undefined;
  const body = {
    text,
    ...(typeof values.language === "string" ? { language: languageOf(values.language) } : {}),
    ...(named === undefined ? {} : { sites: named.map((site) => siteOf(site)) }),
    ...(values["no-chime"] ? { chime: false } : {}),
    ...(values.acknowledge ? { acknowledge: true } : {}),
    ...(values.urgent ? { urgent: true } : {}),
  };
  return { body, timeout: seconds * 1000 };
}

type Result = Messages["announce/finished"];

/** It may be over before its beginning is answered, so its end is listened for first. */
async function put(
  bus: Bus,
  body: Messages["announce/start"],
  timeout: number,
  signal: AbortSignal,
): Promise<Result> {
  const ended = new Map<string, Result>();
  let look = (): void => {};
  await using _ear = await bus.on("announce/finished", {}, (message: Message<"announce/finished">) => {
    ended.set(message.body.announcement, message.body);
    look();
  });
  // Not cut short by Ctrl-C: what has begun can only be ended by its name.
  const { announcement } = await bus.ask("announce/start", {}, body);
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  look = () => {
    const result = ended.get(announcement);
    if (result) resolve(result);
  };
  look();
  const late = (): void => reject(new Fault("ASK_TIMEOUT", `It was not over after ${timeout / 1000} s.`));
  const timer = setTimeout(late, timeout);
  const stop = (): void => {
    bus.publish("announce/stop", {}, { announcement }).catch(() => {});
  };
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

function linesOf({ heardBy, missedBy, stoppedBy = [], acknowledgedBy }: Result): string[] {
  const line = (what: string, sites: readonly string[]): string[] =>
    sites.length > 0 ? [`${what}: ${sites.join(", ")}`] : [];
  const lines = [
    ...line("heard in", heardBy),
    ...line("acknowledged in", acknowledgedBy),
    ...line("stopped in", stoppedBy),
    ...line("not heard in", missedBy),
  ];
  return lines.length > 0 ? lines : ["There is no room with a loudspeaker."];
}
