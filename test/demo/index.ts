/** `npm run demo`: one spoken command, voiced by a synthetic speaker, from satellite and wake word to the answer, stage by stage. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { writeWav } from "../../core/audio/wav.ts";
import { createProgress } from "../../core/cli/progress.ts";
import type { Kind, Message } from "../../core/contract/index.ts";
import { startHub } from "../../core/hub.ts";
import { type Answer, stages } from "../../core/satellite/answer.ts";
import { askByWav } from "../../core/satellite/ask.ts";
import { endSpeech, sayWith } from "../kit/speech.ts";

const help = `Usage: npm run demo [-- "COMMAND"] [--out answer.wav]

A synthetic speaker says "hey jarvis", then COMMAND (default: what time is it), to a satellite of a fresh hub.`;

const shown: readonly Kind[] = [
  "wake/heard",
  "turn/started",
  "speech/started",
  "speech/ended",
  "transcript/final",
  "intent/matched",
  "intent/missed",
  "skill/finished",
  "reply/started",
  "reply/finished",
  "turn/finished",
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: "string" }, help: { type: "boolean", short: "h" } },
});
const say = (text: string): void => console.log(text);
if (values.help) say(help);
else await demo(positionals.join(" ") || "what time is it");

async function demo(command: string): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), "hearsay-demo-"));
  const progress = createProgress({
    err: console.error,
    status: (text) => void (process.stderr.isTTY && process.stderr.write(`\r\u001b[K${text}`)),
  });
  const overrides = { "bus.port": 0, "bus.wsPort": 0, "http.port": 0 };
  try {
    say("1. A hub starts, with real models.");
    await using hub = await startHub({
      env: process.env,
      data,
      quiet: true,
      overrides,
      onProgress: progress.show,
    });
    progress.done();
    say(`   It listens on mqtt://127.0.0.1:${hub.ports.mqtt}.`);
    say(`2. A synthetic speaker says: "Hey Jarvis, ${command}."`);
    const samples = await voiced(command);
    say("3. A satellite plays it to the hub in real time. What the bus says, by the clock of the hub:");
    await using _watch = await watch(hub.bus);
    const answer = await askByWav({
      bus: hub.bus,
      site: "demo",
      samples,
      rate: 16_000,
      wake: true,
      fast: false,
    });
    report(answer);
    if (values.out !== undefined) {
      await writeFile(resolve(values.out), writeWav(answer.reply.samples, answer.reply.rate));
      say(`   The spoken answer is in ${values.out}.`);
    }
    if (answer.outcome !== "done") process.exitCode = 1;
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

/** A natural speaker for the wake word and the command, with a short breath between. */
async function voiced(command: string): Promise<Int16Array> {
  const breath = new Int16Array(16_000 * 0.3);
  const parts = [
    (await sayWith("flite", "Hey Jarvis.")).samples,
    breath,
    (await sayWith("flite", `${command}.`)).samples,
  ];
  await endSpeech();
  const whole = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function watch(bus: Parameters<typeof askByWav>[0]["bus"]): Promise<AsyncDisposable> {
  const stack = new AsyncDisposableStack();
  let begun: number | undefined;
  const show = ({ kind, at, body }: Message): void => {
    begun ??= at;
    say(`   ${String(at - begun).padStart(6)} ms  ${kind.padEnd(17)} ${brief(body)}`);
  };
  for (const kind of shown) stack.use(await bus.on(kind, {}, show as never));
  return stack;
}

function brief(body: object): string {
  const left = ["stream", "language", "heardAt", "provider", "by", "heard", "model"];
  const shownOf = Object.entries(body).filter(([key]) => !left.includes(key));
  return shownOf.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join(", ");
}

function report({ transcript, intent, reply, timing }: Answer): void {
  say("4. Done.");
  say(`   heard   "${transcript}"`);
  say(`   meant   ${intent ? `${intent.skill}/${intent.name}` : "nothing any skill knows"}`);
  say(`   said    "${reply.text}" (${reply.seconds} s of audio)`);
  const times = stages.map((stage) => `${stage} ${timing[stage] ?? "-"} ms`);
  say(`   timing  ${times.join(", ")}  (docs/architecture.md says what each means)`);
}
