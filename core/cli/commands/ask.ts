/** `hearsay ask`: one question to the house, from a recording or typed, and its answer. */
import { access, constants, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { createInterface, type Interface } from "node:readline/promises";
import { readWav, toMono, type Wav, writeWav } from "../../audio/wav.ts";
import { asFault, type Bus, Fault } from "../../contract/index.ts";
import type { Answer } from "../../satellite/answer.ts";
import { askByText, askByWav } from "../../satellite/ask.ts";
import type { Call, Command } from "../command.ts";
import { hubOptions, openHub } from "../connect.ts";
import { retained } from "../gather.ts";
import { languageOf, siteOf } from "../values.ts";
import { answerLines, problemText } from "./ask-print.ts";

const help = `Usage: hearsay ask "what time is it" [options]
       hearsay ask --wav FILE [--wake] [options]

Asks the house one question and waits for the answer. A recording is played as a satellite would send it, in real
time. Where no hub runs, one is started for the question.

  --wav FILE       a WAV file, any rate and number of channels
  --wake           the recording begins with a wake word; otherwise the room is opened for it
  --fast           does not wait for real time
  --out FILE       writes the spoken answer as WAV
  --silent         a typed question: the answer is not spoken
  --language TAG   the question's language, such as de (default: the persona's)
  --persona NAME   who is to answer (default: whom the room has)
  --person NAME    who asks, by the name that the house knows them by
  --site NAME      the room it is asked in (default: one of its own); the same one again goes on with a conversation
  --timeout S      seconds to wait for the answer (default 30)
  --hub URL        another hub: mqtt://NAME:PASSWORD@HOST:PORT; the password may stand in HEARSAY_TOKEN
  --data DIR       the data folder of the hub on this machine
  --config FILE    the settings file
  --json           the answer as one JSON value
  -h, --help       this text

A question in return is answered at the terminal, where there is one; an empty line leaves it. Elsewhere, and with --json, it
is printed, and the next question in the same --site answers it.

Exit code: 0 answered, 1 not, 2 misuse, 130 interrupted. An answer that could not be spoken, and a timer that will not ring because no
hub stays, are told on standard error and as "problem" and "warning" in JSON.`;

export const ask: Command = {
  name: "ask",
  about: "Ask the house a question, from a WAV file or typed",
  help,
  options: {
    wav: { type: "string" },
    wake: { type: "boolean" },
    fast: { type: "boolean" },
    out: { type: "string" },
    silent: { type: "boolean" },
    language: { type: "string" },
    site: { type: "string" },
    persona: { type: "string" },
    person: { type: "string" },
    timeout: { type: "string" },
    json: { type: "boolean" },
    ...hubOptions,
  },
  async run(call) {
    const question = await questionOf(call);
    await using hub = await openHub(call, { by: "client/ask", start: true });
    const { io, values } = call;
    let answer = await put(question, hub.bus, call);
    let wav = await keep(answer, question.out);
    const print = (): void => {
      for (const line of answerLines(answer, wav, question.site)) io.out(line);
    };
    if (!values.json) print();
    while (!values.json && (answer.asked || answer.expects) && isConversation(call)) {
      const text = await typed(io.signal).catch(async (left) => {
        await leave(hub.bus, question.site, answer);
        throw left;
      });
      if (text === "") {
        await leave(hub.bus, question.site, answer);
        break;
      }
      answer = await put({ ...question, text }, hub.bus, call);
      wav = await keep(answer, question.out);
      print();
    }
    const warning = hub.own ? await leftBehind(hub.bus) : undefined;
    if (values.json) io.out(JSON.stringify(plain(answer, wav, warning)));
    if (answer.outcome === "done" && answer.problem) io.err(problemText(answer.problem));
    if (warning) io.err(warning);
    return answer.outcome === "done" ? 0 : 1;
  },
};

/** Somebody sits at a terminal and typed the question: a question in return can be answered there. */
const isConversation = ({ values }: Call): boolean =>
  values.wav === undefined && process.stdin.isTTY === true && process.stdout.isTTY === true;

/** One line from the terminal; empty where none comes. Rejects with CANCELLED after Ctrl-C. */
async function typed(signal: AbortSignal): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  let interrupted = false;
  // While a line is read, the terminal gives Ctrl-C as a key.
  lines.on("SIGINT", () => {
    interrupted = true;
    lines.close();
  });
  const line = lines.question("answer: ", { signal }).catch(() => "");
  const text = (await Promise.race([line, ended(lines)])).trim();
  lines.close();
  signal.throwIfAborted();
  if (interrupted) throw new Fault("CANCELLED", "Interrupted.");
  return text;
}

const ended = (lines: Interface): Promise<string> =>
  new Promise((resolve) => lines.once("close", () => resolve("")));

/** Nobody answers the question any more: its skill need not wait for the end of its time. */
async function leave(bus: Bus, site: string, { asked }: Answer): Promise<void> {
  if (asked) await bus.publish("listen/stop", { site }, { reason: "cancel" });
}

interface Question {
  readonly text?: string;
  readonly recording?: { readonly samples: Int16Array; readonly rate: number };
  readonly site: string;
  readonly timeout: number;
  readonly out?: string;
}

const misuse = (message: string): Fault => new Fault("USAGE", message, { remedy: "See: hearsay ask --help" });

/** Everything that can be wrong with what was asked for is found before a hub is looked for. */
async function questionOf({ values, positionals }: Call): Promise<Question> {
  const { wav, out, language, site = `cli-${process.pid}`, timeout = "30" } = values;
  const text = positionals.join(" ").trim();
  if (typeof wav === "string" ? text !== "" : text === "") {
    throw misuse(
      'Give a question, as in: hearsay ask "what time is it", or a recording with --wav; not both.',
    );
  }
  const idle = typeof wav === "string" ? ["silent"] : ["wake", "fast"];
  for (const name of idle.filter((one) => values[one] !== undefined)) {
    throw misuse(`--${name} is for ${typeof wav === "string" ? "a typed question" : "--wav"}.`);
  }
  if (typeof language === "string") languageOf(language);
  if (values.wake && language !== undefined)
    throw misuse("After a wake word its persona's language is spoken.");
  if (values.wake && (values.persona ?? values.person) !== undefined)
    throw misuse("A wake word calls its own persona, and does not say who speaks.");
  const seconds = Number(timeout);
  if (!(seconds > 0 && seconds <= 3600)) throw misuse("--timeout wants a number of seconds.");
  return {
    ...(typeof wav === "string" ? { recording: await recordingIn(wav) } : { text }),
    site: siteOf(String(site)),
    timeout: seconds * 1000,
    ...(typeof out === "string" ? { out: await placeFor(resolve(out)) } : {}),
  };
}

async function recordingIn(path: string): Promise<{ samples: Int16Array; rate: number }> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new Fault("USAGE", `${path} cannot be read: ${causeText(cause)}.`, {
      remedy: "Check the name and the rights of the file.",
      cause,
    });
  });
  const { samples, rate, channels } = wavIn(bytes, path);
  return { samples: toMono(samples, channels), rate };
}

function wavIn(bytes: Buffer, path: string): Wav {
  try {
    return readWav(bytes);
  } catch (thrown) {
    const { code, message, remedy } = asFault(thrown);
    throw new Fault(code, `${path} cannot be played: ${message}.`, { remedy, cause: thrown });
  }
}

/** A place that can be written to; found out before anything is asked. */
async function placeFor(out: string): Promise<string> {
  const found = await stat(out).catch(() => undefined);
  if (found?.isDirectory()) throw unwritable(out, "it is a folder");
  await access(found ? out : dirname(out), constants.W_OK).catch((cause: NodeJS.ErrnoException) => {
    throw unwritable(out, cause.code === "ENOENT" ? "its folder is not there" : causeText(cause), cause);
  });
  return out;
}

const causeText = (cause: NodeJS.ErrnoException): string => cause.code ?? cause.message;
const unwritable = (out: string, why: string, cause?: unknown): Fault =>
  new Fault("USAGE", `${out} cannot be written: ${why}.`, {
    remedy: "Choose another place with --out; see: hearsay ask --help",
    cause,
  });

async function put(question: Question, bus: Bus, { values, io }: Call): Promise<Answer> {
  const { site, timeout, recording, text } = question;
  const guest = values.site !== undefined && (await isOccupied(bus, site));
  const facts = { bus, site, guest, timeout, signal: io.signal, ...(await namesIn(values, bus)) };
  const tongue = typeof values.language === "string" ? { language: values.language } : {};
  if (!recording)
    return await askByText({ ...facts, ...tongue, text: text ?? "", speak: values.silent !== true });
  const wake = values.wake === true;
  if (guest && wake) throw misuse(`A satellite listens in ${site} already: choose another --site.`);
  return await askByWav({ ...facts, ...tongue, ...recording, wake, fast: values.fast === true });
}

/** Rejects with PERSONA_INVALID: there is no such persona. */
async function namesIn({ persona, person }: Call["values"], bus: Bus) {
  if (typeof persona === "string") {
    const known = (await retained(bus, "persona/state")).map(({ body }) => body.name);
    if (!known.includes(persona)) {
      throw new Fault(
        "PERSONA_INVALID",
        `There is no persona "${persona}"; there are: ${known.join(", ")}.`,
        {
          remedy: "What they are: hearsay personas list",
        },
      );
    }
  }
  return {
    ...(typeof persona === "string" ? { persona } : {}),
    ...(typeof person === "string" ? { person } : {}),
  };
}

/** How long a retained state may take after its subscription stands. */
const retainedMs = 200;

async function isOccupied(bus: Bus, site: string): Promise<boolean> {
  let online = false;
  await using _ear = await bus.on("site/state", { site }, ({ body }) => {
    online = body.online;
  });
  await new Promise((resolve) => setTimeout(resolve, retainedMs));
  return online;
}

async function keep({ reply }: Answer, out: string | undefined): Promise<string | null> {
  if (out === undefined || reply.samples.length === 0) return null;
  await writeFile(out, writeWav(reply.samples, reply.rate)).catch((cause: NodeJS.ErrnoException) => {
    throw unwritable(out, causeText(cause), cause);
  });
  return out;
}

/** What will not ring because the hub ends with the question. */
async function leftBehind(bus: Bus): Promise<string | undefined> {
  const [first, ...others] = await retained(bus, "alarm/changed");
  if (!first) return undefined;
  const { kind } = first.body;
  const subject = kind === "alarm" ? "An alarm is" : `A ${kind} is`;
  const [what, rings] = others.length > 0 ? [`${others.length + 1} alarms are`, "ring"] : [subject, "rings"];
  return `${what} kept in the data folder, but ${rings} only while a hub runs; start one with: hearsay start`;
}

function plain(
  { transcript, intent, reply, timing, turn, outcome, expects, asked, problem }: Answer,
  wav: string | null,
  warning: string | undefined,
): object {
  const { text, seconds } = reply;
  const more = {
    ...(expects ? { expects } : {}),
    ...(asked ? { asked } : {}),
    ...(problem ? { problem } : {}),
    ...(warning ? { warning } : {}),
  };
  return { transcript, intent, reply: { text, wav, seconds }, timing, turn, outcome, ...more };
}
