/** `hearsay announce`: says something in several rooms at one instant, and tells where it was heard. */
import { type Bus, Fault, type Message, type Messages } from "../../contract/index.ts";
import type { Call, Command } from "../command.ts";
import { hubOptions, openHub } from "../connect.ts";
import { retained } from "../gather.ts";
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
  --json           one JSON value: announcement, heardBy, missedBy, stoppedBy, acknowledgedBy, why
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
    if (body.sites) await checkSites(hub.bus, body.sites);
    const { result, why } = await put(hub.bus, body, timeout, call.io.signal);
    if (call.values.json) call.io.out(JSON.stringify({ ...result, why: Object.fromEntries(why) }));
    else for (const line of linesOf(result, why)) call.io.out(line);
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

/** Faults: USAGE, naming the rooms there are. */
async function checkSites(bus: Bus, wanted: readonly string[]): Promise<void> {
  const states = await retained(bus, "site/state");
  const there = new Set(states.filter(({ body }) => body.speaker).map(({ where }) => where.site));
  const unknown = wanted.filter((site) => !there.has(site));
  if (unknown.length === 0) return;
  const all = there.size > 0 ? `Rooms with one: ${[...there].sort().join(", ")}.` : "There is none yet.";
  throw misuse(`There is no room with a loudspeaker named ${unknown.join(", ")}. ${all}`);
}

type Result = Messages["announce/finished"];
/** By room: why it was not heard there, as far as that is known. */
type Why = ReadonlyMap<string, string>;

/** It may be over before its beginning is answered, so its end is listened for first. */
async function put(
  bus: Bus,
  body: Messages["announce/start"],
  timeout: number,
  signal: AbortSignal,
): Promise<{ result: Result; why: Why }> {
  const ended = new Map<string, Result>();
  let look = (): void => {};
  await using _ear = await bus.on("announce/finished", {}, (message: Message<"announce/finished">) => {
    ended.set(message.body.announcement, message.body);
    look();
  });
  const failures = new Map<string, string>();
  await using _failed = await bus.on("turn/finished", {}, ({ turn, body: { problem } }) => {
    if (turn !== undefined && problem) failures.set(turn, `${problem.message} (${problem.code})`);
  });
  const turns: Message<"turn/started">[] = [];
  await using _begun = await bus.on("turn/started", {}, (message) => void turns.push(message));
  // Not cut short by Ctrl-C: what has begun can only be ended by its name.
  const { announcement, offline, quiet } = await bus.ask("announce/start", {}, body);
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
    const result = await promise;
    const failed = turns.flatMap(({ cause, turn = "", where }) => {
      const problem = cause === announcement ? failures.get(turn) : undefined;
      return problem === undefined ? [] : [[where.site, problem] as const];
    });
    const away = offline.map((site) => [site, "no satellite is there"] as const);
    const asleep = quiet.map((site) => [site, "it is quiet there at this hour: --urgent"] as const);
    return { result, why: new Map([...failed, ...away, ...asleep]) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

function linesOf({ heardBy, missedBy, stoppedBy = [], acknowledgedBy }: Result, why: Why): string[] {
  const line = (what: string, sites: readonly string[]): string[] =>
    sites.length > 0 ? [`${what}: ${sites.join(", ")}`] : [];
  const lines = [
    ...line("heard in", heardBy),
    ...line("acknowledged in", acknowledgedBy),
    ...line("stopped in", stoppedBy),
    ...line("not heard in", missedBy),
    ...missedBy.flatMap((site) => (why.has(site) ? [`  ${site}: ${why.get(site)}`] : [])),
  ];
  return lines.length > 0 ? lines : ["There is no room with a loudspeaker."];
}
