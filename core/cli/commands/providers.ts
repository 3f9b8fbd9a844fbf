/** What `hearsay voices` and `hearsay ears` have in common: the order, the choice, and the statistics of providers. */
import { type Answers, type Bus, Fault } from "../../contract/index.ts";
import type { Call } from "../command.ts";
import { languageOf, siteOf } from "../values.ts";

export interface Wanted {
  readonly call: Call;
  readonly bus: Bus;
  /** What follows the verb. */
  readonly words: readonly string[];
}
type Verb = (wanted: Wanted) => Promise<number>;
type Capability = "tts" | "stt";

export const misuse = (command: string, message = ""): Fault =>
  new Fault("USAGE", message, { remedy: `See: hearsay ${command} --help` });

export function verbsOf(capability: Capability, command: string): Record<"list" | "use" | "stats", Verb> {
  return {
    list: (wanted) => list(capability, command, wanted),
    use: (wanted) => use(capability, command, wanted),
    stats: (wanted) => stats(capability, command, wanted),
  };
}

function placeOf({ values }: Call) {
  const { language, persona, site } = values;
  return {
    ...(typeof language === "string" ? { language: languageOf(language) } : {}),
    ...(typeof persona === "string" ? { persona } : {}),
    ...(typeof site === "string" ? { site: siteOf(site) } : {}),
  };
}

async function list(capability: Capability, command: string, { call, bus, words }: Wanted): Promise<number> {
  if (words.length > 0) throw misuse(command, `hearsay ${command} list takes only options.`);
  const { io, values } = call;
  const order = await bus.ask("provider/order", {}, { capability, ...placeOf(call) }, { signal: io.signal });
  if (values.json) io.out(JSON.stringify(order));
  else {
    io.out(`${order.persona}, ${order.language}:`);
    for (const line of linesOf(order, values.voices === true)) io.out(line);
  }
  return 0;
}

function linesOf({ providers, chosen }: Answers["provider/order"], all: boolean): string[] {
  if (providers.length === 0) return ["Nobody."];
  const width = Math.max(...providers.map(({ plugin }) => plugin.length));
  return providers.flatMap(({ plugin, voice, state, linked, remote, voices = [] }, index) => {
    const notes = [
      ...(plugin === chosen?.plugin ? ["chosen"] : linked ? [] : ["stands in"]),
      ...(remote ? ["a service"] : []),
      ...(voices.length > 0 ? [voices.length === 1 ? "1 voice" : `${voices.length} voices`] : []),
    ];
    const names = all
      ? voices.map((one) => `     ${one.name}  ${one.language}${one.about ? `  ${one.about}` : ""}`)
      : [];
    const line = `${String(index + 1).padStart(2)}. ${plugin.padEnd(width)}  ${state.padEnd(10)}  ${voice ?? "-"}`;
    return [notes.length === 0 ? line : `${line}  (${notes.join(", ")})`, ...names];
  });
}

async function use(capability: Capability, command: string, { call, bus, words }: Wanted): Promise<number> {
  const [plugin, voice, extra] = words;
  const isWrong =
    plugin === undefined || extra !== undefined || (capability === "stt" && voice !== undefined);
  if (isWrong) {
    const what = capability === "tts" ? "PLUGIN [VOICE]" : "PLUGIN";
    throw misuse(command, `Usage: hearsay ${command} use ${what}, or: hearsay ${command} use auto`);
  }
  if (plugin === "auto" && voice !== undefined) throw misuse(command, "auto has no voices.");
  const { io, values } = call;
  const named = plugin === "auto" ? {} : { plugin, ...(voice === undefined ? {} : { voice }) };
  const body = { capability, ...placeOf(call), ...named };
  const { changed } = await bus.ask("provider/use", {}, body, { signal: io.signal });
  if (values.json) io.out(JSON.stringify({ changed }));
  else if (!changed) io.out("It was so already.");
  else
    io.out(
      plugin === "auto" ? "As the persona has it." : `${[plugin, voice].filter(Boolean).join(" ")} is first.`,
    );
  return 0;
}

async function stats(capability: Capability, command: string, { call, bus, words }: Wanted): Promise<number> {
  const { io, values } = call;
  const [plugin, extra] = words;
  const days = Number(values.days ?? "0");
  if (extra !== undefined) throw misuse(command, `Usage: hearsay ${command} stats [PLUGIN]`);
  if (!Number.isInteger(days) || days < 0 || days > 35)
    throw misuse(command, "--days wants a number from 0 to 35.");
  const asked = { capability, days, ...(plugin === undefined ? {} : { plugin }) };
  const { providers } = await bus.ask("provider/stats", {}, asked, { signal: io.signal });
  if (plugin !== undefined && providers.length === 0) {
    throw new Fault("PLUGIN_NOT_FOUND", `Nothing is known of "${plugin}".`);
  }
  if (values.json) io.out(JSON.stringify({ providers }));
  else if (providers.length === 0) io.out("Nothing was asked of anybody yet.");
  else for (const line of providers.flatMap(tableOf)) io.out(line);
  return 0;
}

type Told = Answers["provider/stats"]["providers"][number];
type Sums = Told["today"];

function tableOf({ capability, plugin, today, month, quota, health, days = [] }: Told): string[] {
  const free = quota ? `, ${quota.used} of ${quota.amount} free ${quota.of}s used this month` : "";
  const rows: readonly (readonly [string, Sums])[] = [
    ["today", today],
    ["month", month],
    ...days.map(({ day, tally }) => [day, tally] as const),
  ];
  return [`${plugin}: ${health}${free}`, ...rows.map(([name, sums]) => rowOf(capability, name, sums))];
}

function rowOf(capability: string, name: string, sums: Sums): string {
  const failures = Object.entries(sums.failures).map(([code, count]) => `${count} ${code}`);
  const facts = [
    `${sums.requests} asked`,
    `${sums.success} done`,
    ...failures,
    ...(sums.cancelled > 0 ? [`${sums.cancelled} cancelled`] : []),
    ...(sums.lost > 0 ? [`${sums.lost} too late`] : []),
    ...(sums.hedges > 0 ? [`${sums.hedges} beside another`] : []),
    ...(sums.retries > 0 ? [`${sums.retries} again`] : []),
    ...(sums.hits > 0 ? [`${sums.hits} kept`] : []),
    ...(sums.p50 === undefined ? [] : [`first after ${sums.p50} ms (p95 ${sums.p95})`]),
    ...(capability === "tts" ? [`${sums.characters} characters`] : []),
    ...(sums.seconds > 0 ? [`${Math.round(sums.seconds)} s`] : []),
    ...(sums.cost > 0 ? [`$${sums.cost.toFixed(4)}`] : []),
  ];
  return `  ${name.padEnd(10)}  ${facts.join(", ")}`;
}
