/** The `hearsay` command: finds the subcommand, parses its options, and turns faults into words and exit codes. */
import { parseArgs } from "node:util";
import { asFault, Fault, type FaultCode, faultCodes } from "../contract/index.ts";
import { nearest } from "../host/settings/index.ts";
import { version } from "../version.ts";
import type { Command, Io } from "./command.ts";
import { announce } from "./commands/announce.ts";
import { ask } from "./commands/ask.ts";
import { bus } from "./commands/bus.ts";
import { doctor } from "./commands/doctor.ts";
import { ears } from "./commands/ears.ts";
import { history } from "./commands/history.ts";
import { languages } from "./commands/languages.ts";
import { models } from "./commands/models.ts";
import { fresh } from "./commands/new.ts";
import { personas } from "./commands/personas.ts";
import { plugins } from "./commands/plugins.ts";
import { record } from "./commands/record.ts";
import { replay } from "./commands/replay.ts";
import { satellite } from "./commands/satellite.ts";
import { skills } from "./commands/skills.ts";
import { start } from "./commands/start.ts";
import { turn } from "./commands/turn.ts";
import { voices } from "./commands/voices.ts";

const commands: readonly Command[] = [
  start,
  ask,
  announce,
  satellite,
  models,
  plugins,
  skills,
  personas,
  voices,
  ears,
  languages,
  bus,
  record,
  replay,
  turn,
  history,
  doctor,
  fresh,
];

const overview = `hearsay ${version}: a private voice assistant for the home

Usage: hearsay COMMAND [options]

${commands.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join("\n")}

hearsay COMMAND --help tells more of each. Documentation: docs/index.md`;

async function main(args: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = args;
  if (name === "help" && rest.length > 0) return main([...rest.slice(0, 1), "--help"], io);
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    io.out(overview);
    return name === undefined ? 2 : 0;
  }
  if (name === "--version" || name === "-v") {
    io.out(version);
    return 0;
  }
  const command = commands.find((one) => one.name === name);
  if (!command) {
    const like = nearest(
      name,
      commands.map((one) => one.name),
    );
    throw new Fault("USAGE", `There is no command "${name}".${like ? ` Did you mean "${like}"?` : ""}`);
  }
  return runCommand(command, rest, io);
}

async function runCommand(command: Command, args: readonly string[], io: Io): Promise<number> {
  const options = { ...command.options, help: { type: "boolean", short: "h" } } as const;
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw misuse(command, asFault(error).message);
  }
  const { values, positionals } = parsed;
  if (values.help) {
    io.out(command.help);
    return 0;
  }
  const [extra] = positionals;
  if (command.optionsOnly && extra !== undefined) {
    throw misuse(command, `hearsay ${command.name} takes only options, not "${extra}".`);
  }
  return command.run({ values, positionals, io }).catch((thrown) => {
    const fault = asFault(thrown);
    const unhelped = fault.code === "USAGE" && fault.remedy === faultCodes.USAGE;
    throw unhelped ? misuse(command, fault.message) : fault;
  });
}

const misuse = ({ name }: Command, message: string): Fault =>
  new Fault("USAGE", message, { remedy: `See: hearsay ${name} --help` });

/** What was given is wrong: the command line itself, or a file or a name that stands on it. */
const misuses: ReadonlySet<FaultCode> = new Set<FaultCode>([
  "USAGE",
  "AUDIO_UNSUPPORTED",
  "SETTINGS_INVALID",
  "SETTINGS_UNREADABLE",
  "MODEL_UNKNOWN",
  "PLUGIN_NOT_FOUND",
  "TURN_UNKNOWN",
  "VOICE_UNFIT",
  "PERSONA_INVALID",
]);

/** 1: it failed; 2: misuse; 130: interrupted (128 and SIGINT, as shells have it). */
const exitCodeOf = (code: FaultCode): number => (misuses.has(code) ? 2 : code === "CANCELLED" ? 130 : 1);

function say(fault: Fault, io: Io, json: boolean): number {
  const { code, message, remedy } = fault;
  if (json) io.out(JSON.stringify({ fault: { code, message, remedy } }));
  else io.err(`${message}\n${remedy} (${code})`);
  return exitCodeOf(code);
}

function terminal(): Io {
  const abort = new AbortController();
  // Ctrl-C comes twice: from the terminal, and from bin/hearsay.js, which hands it on. Only a later one is impatience.
  const sameMs = 500;
  let first = 0;
  const stop = (): void => {
    if (abort.signal.aborted && Date.now() - first > sameMs) process.exit(130);
    if (abort.signal.aborted) return;
    first = Date.now();
    abort.abort(new Fault("CANCELLED", "Interrupted."));
  };
  // A reader that has had enough (`| head`) is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    status(text) {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
    },
    signal: abort.signal,
    env: process.env,
  };
}

const args = process.argv.slice(2);
const io = terminal();
process.exitCode = await main(args, io).catch((error) => say(asFault(error), io, args.includes("--json")));
if (!io.signal.aborted) process.removeAllListeners("SIGINT").removeAllListeners("SIGTERM");
