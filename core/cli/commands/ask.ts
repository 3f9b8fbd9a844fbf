/** `hearsay ask`: one question to the house, from a recording or typed, and its answer. */
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { readWav, toMono, writeWav } from "../../audio/wav.ts";
import { type Bus, Fault } from "../../contract/index.ts";
import type { Answer } from "../../satellite/answer.ts";
import { askByText, askByWav } from "../../satellite/ask.ts";
import type { Call, Command } from "../command.ts";
import { hubOptions, openHub } from "../connect.ts";
import { answerLines } from "./ask-print.ts";

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
  --site NAME      the room it is asked in (default: one of its own)
  --timeout S      seconds to wait for the answer (default 30)
  --hub URL        another hub: mqtt://NAME:PASSWORD@HOST:PORT; the password may stand in HEARSAY_TOKEN
  --data DIR       the data folder of the hub on this machine
  --config FILE    the settings file
  --json           the answer as one JSON value
  -h, --help       this text

Exit code: 0 answered, 1 not, 2 misuse.`;

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
    timeout: { type: "string" },
    json: { type: "boolean" },
    ...hubOptions,
  },
  async run(call) {
    const question = await questionOf(call);
    await using hub = await openHub(call, { by: "client/ask", start: true });
    const answer = await put(question, hub.bus, call);
    const wav = await keep(answer, question.out);
    if (call.values.json) call.io.out(JSON.stringify(plain(answer, wav)));
    else for (const line of answerLines(answer, wav)) call.io.out(line);
    return answer.outcome === "done" ? 0 : 1;
  },
};

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
  const { wav, out, site = `cli-${process.pid}`, timeout = "30" } = values;
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
  if (typeof site !== "string" || !/^[a-z0-9][a-z0-9_-]{0,62}$/.test(site) || site === "hub") {
    throw misuse("--site wants lower-case letters, digits, dash and underscore.");
  }
  const seconds = Number(timeout);
  if (!(seconds > 0 && seconds <= 3600)) throw misuse("--timeout wants a number of seconds.");
  return {
    ...(typeof wav === "string" ? { recording: await recordingIn(wav) } : { text }),
    site,
    timeout: seconds * 1000,
    ...(typeof out === "string" ? { out: resolve(out) } : {}),
  };
}

async function recordingIn(path: string): Promise<{ samples: Int16Array; rate: number }> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new Fault("USAGE", `${path} cannot be read: ${cause.code ?? cause.message}.`, {
      remedy: "Check the name and the rights of the file.",
      cause,
    });
  });
  const { samples, rate, channels } = readWav(bytes);
  return { samples: toMono(samples, channels), rate };
}

async function put(question: Question, bus: Bus, { values, io }: Call): Promise<Answer> {
  const { site, timeout, recording, text } = question;
  const guest = values.site !== undefined && (await isOccupied(bus, site));
  const facts = { bus, site, guest, timeout, signal: io.signal };
  const tongue = typeof values.language === "string" ? { language: values.language } : {};
  if (!recording)
    return await askByText({ ...facts, ...tongue, text: text ?? "", speak: values.silent !== true });
  const wake = values.wake === true;
  if (wake && values.language !== undefined)
    throw misuse("After a wake word its persona's language is spoken.");
  if (guest && wake) throw misuse(`A satellite listens in ${site} already: choose another --site.`);
  return await askByWav({ ...facts, ...tongue, ...recording, wake, fast: values.fast === true });
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
    throw new Fault("USAGE", `${out} cannot be written: ${cause.code ?? cause.message}.`, {
      remedy: "Choose another place with --out.",
      cause,
    });
  });
  return out;
}

function plain(
  { transcript, intent, reply, timing, turn, outcome, problem }: Answer,
  wav: string | null,
): object {
  const { text, seconds } = reply;
  const wrong = problem === undefined ? {} : { problem };
  return { transcript, intent, reply: { text, wav, seconds }, timing, turn, outcome, ...wrong };
}
