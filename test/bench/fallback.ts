/** A service that fails in every way while it should speak: what the listener hears, how much later, and whether the sums are true. */
import { parseArgs } from "node:util";
import flite from "../../plugins/tts-flite/index.ts";
import { hostFor } from "../kit/host.ts";
import { openListener } from "../kit/listen.ts";
import { wordErrors, wordsOf } from "../kit/score.ts";
import { type FallbackHouse, openHouse } from "./fallback/house.ts";
import { type FaultName, faults, type SpeechServer, startSpeechServer } from "./fallback/server.ts";

export const name = "fallback";
export const about =
  "A voice that is late, fails, lies or breaks off: first sound, one whole sentence, true statistics.";

/** One clause, long enough to break off in. */
const sentence = "Tomorrow it will be sunny in Vienna with up to twenty four degrees.";
/** So often the service is well first, so that what is usual for it is known. */
const warmUps = 6;

type Options = { readonly args: string[]; log(text: string): void };
type Listen = Awaited<ReturnType<typeof openListener>>;

interface Row {
  readonly fault: FaultName;
  /** ms that the first sound came later than without the fault. */
  readonly addedMs: number;
  /** Every word of the sentence was heard once. */
  readonly whole: boolean;
  /** The sums are what the service counted. */
  readonly counted: boolean;
  readonly heard: string;
}

/** `--fault NAME` (again for more): only these; `--rounds N`: the worst of so many. */
export async function bench({ args, log }: Options): Promise<object> {
  const { values } = parseArgs({
    args,
    options: { fault: { type: "string", multiple: true }, rounds: { type: "string", default: "1" } },
  });
  await using hosted = await hostFor(flite);
  const { tts } = hosted.provided;
  if (!tts) throw new Error("The plugin provides no tts.");
  const listen = await openListener();
  const wanted = faults.filter((fault) => fault !== "none" && (values.fault?.includes(fault) ?? true));
  const rows: Row[] = [];
  for (const fault of wanted) {
    const rounds: Row[] = [];
    for (let round = 0; round < Number(values.rounds); round++) {
      await using server = await startSpeechServer(tts, "rms");
      await using house = await openHouse(server.url, tts);
      rounds.push(await drill(house, server, fault, listen));
    }
    const row = rounds.toSorted((a, b) => Number(a.whole) - Number(b.whole) || b.addedMs - a.addedMs)[0];
    if (row) rows.push({ ...row, addedMs: Math.max(...rounds.map(({ addedMs }) => addedMs)) });
    log(JSON.stringify(row));
  }
  return { sentence, faults: rows };
}

async function drill(
  house: FallbackHouse,
  server: SpeechServer,
  fault: FaultName,
  listen: Listen,
): Promise<Row> {
  const usual: number[] = [];
  for (let i = 0; i < warmUps; i++) usual.push((await house.say("It is done for you.")).firstMs);
  // The service and the voice of the house have said it once: what they compute anew is not what is measured.
  await house.say(sentence);
  server.fault = fault;
  const { firstMs, samples } = await house.say(sentence);
  const heard = await listen(samples, 16_000);
  return {
    fault,
    addedMs: Math.round(firstMs - median(usual)),
    whole: wordErrors(wordsOf(sentence), wordsOf(heard)) === 0,
    counted: isTrue(house, server),
    heard,
  };
}

function isTrue({ router }: FallbackHouse, { counted }: SpeechServer): boolean {
  const { requests, success, lost, cancelled, failures } = router.ledger.of("tts", "service", "day");
  const ended = success + lost + cancelled + Object.values(failures).reduce((sum, count) => sum + count, 0);
  return requests === counted.requests && ended === requests;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
