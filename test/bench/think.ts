/** A turn of a language model behind a local server that writes at a set pace: when each step comes, beside waiting for all of it. */
import { parseArgs } from "node:util";
import type { Message, Thinker, Thought } from "hearsay";
import { startSatellite } from "../../core/satellite/satellite.ts";
import openai from "../../plugins/think-openai/index.ts";
import flite from "../../plugins/tts-flite/index.ts";
import piper from "../../plugins/tts-piper/index.ts";
import { openStage, type Stage } from "../core/dialog/stage.ts";
import { smallHouse } from "../core/dialog/think/house.ts";
import { type Asked, type Beat, chatScript } from "../kit/chat.ts";
import { hostFor } from "../kit/host.ts";
import { type RemoteServer, type Request, remoteServer } from "../kit/remote.ts";

export const name = "think";
export const about =
  "A language model's turn: request, first token, clause and sound, a tool in the middle, a cut; and all of it awaited.";

type Options = { readonly args: string[]; log(text: string): void };

const site = "bench";
const opening = "Let me have a look at the clock in the hall for you, that takes me only a moment.";
const answer =
  "It is twelve o'clock in the whole house. The sun is at its highest now, and the day is half over. " +
  "That leaves you the whole afternoon. Shall I remind you of anything?";

/** `--pace MS` between tokens, `--first MS` to the first one, `--repeats N`, `--voice flite|piper`. */
export async function bench({ args, log }: Options): Promise<object> {
  const options = {
    pace: { type: "string", default: "20" },
    first: { type: "string", default: "250" },
    repeats: { type: "string", default: "5" },
    voice: { type: "string", default: "flite" },
  } as const;
  const { values } = parseArgs({ args, options });
  const pace = { token: Number(values.pace), first: Number(values.first) };
  await using voice = values.voice === "piper" ? await hostFor(piper) : await hostFor(flite);
  const rows: Record<"hearsay" | "peer", Row[]> = { hearsay: [], peer: [] };
  const cuts: number[] = [];
  for (let round = 0; round < Number(values.repeats); round++) {
    for (const kind of ["hearsay", "peer"] as const) {
      await using scene = await openScene(pace, kind === "peer");
      await scene.stage.offer("tts", "voice", made(voice.provided.tts));
      rows[kind].push(await scene.turn());
    }
    await using scene = await openScene(pace, false);
    await scene.stage.offer("tts", "voice", made(voice.provided.tts));
    cuts.push(await scene.cut());
    log(`round ${round + 1}`);
  }
  const hearsay = medians(rows.hearsay);
  const peer = medians(rows.peer);
  return {
    pace,
    voice: values.voice,
    waterfall: hearsay,
    peer,
    ratio: { firstSound: Math.round((hearsay.firstSound / peer.firstSound) * 100) / 100 },
    cutToClosed: { p50: middle(cuts), worst: Math.max(...cuts) },
  };
}

function made<T>(provided: T | undefined): T {
  if (provided === undefined) throw new Error("The plugin provides nothing.");
  return provided;
}

/** ms since the words were known; `gap`: the longest silence within the answer that is no pause of its own. */
interface Row {
  readonly request: number;
  readonly firstToken: number;
  readonly firstClause: number;
  readonly firstSound: number;
  readonly toolRun: number;
  readonly secondRequest: number;
  readonly lastToken: number;
  readonly over: number;
  readonly gap: number;
}

interface Pace {
  readonly token: number;
  readonly first: number;
}

interface Scene extends AsyncDisposable {
  readonly stage: Stage;
  turn(): Promise<Row>;
  /** ms from a cut until the server saw the connection close. */
  cut(): Promise<number>;
}

async function openScene(pace: Pace, isWhole: boolean): Promise<Scene> {
  const stack = new AsyncDisposableStack();
  const seen = { requests: [] as number[], lastToken: 0 };
  const beats = (...parts: readonly Beat[]): Beat[] => [
    pace.first,
    ...parts.flatMap((part) => (typeof part === "string" ? tokens(part, pace.token) : [part])),
  ];
  let isStory = false;
  const closed = Promise.withResolvers<number>();
  const server: RemoteServer = stack.use(
    await remoteServer((request: Request) => {
      seen.requests.push(Date.now());
      void request.dropped.then(() => closed.resolve(Date.now()));
      if (isStory) return chatScript({ beats: beats(answer.repeat(20)), hangs: true });
      const { messages } = request.json<Asked & Record<string, unknown>>();
      const isSecond = messages.at(-1)?.role === "tool";
      return chatScript({
        beats: isSecond ? beats(answer) : beats(opening, { name: "home__time", arguments: {} }),
      });
    }),
  );
  const hosted = stack.use(await hostFor(openai, { url: `${server.url}/v1`, key: "k", model: "m" }));
  const thinker = made(hosted.provided.think);
  const stage = stack.use(
    await openStage({
      skills: smallHouse().skills,
      persona: { think: [{ plugin: "mind" }], skills: { allow: ["home"] } },
    }),
  );
  await stage.offer("think", "mind", isWhole ? whole(thinker) : thinker);
  const played: { readonly at: number; readonly ms: number }[] = [];
  const speaker = {
    play(samples: Int16Array, rate: number): Promise<void> {
      const ms = (samples.length / rate) * 1000;
      played.push({ at: Date.now(), ms });
      return new Promise((resolve) => setTimeout(resolve, ms));
    },
    flush() {},
  };
  stack.use(await startSatellite({ bus: stage.bus, site, speaker }));
  const stages: Message<"turn/traced">["body"]["stages"] = [];
  stack.use(await stage.bus.on("turn/traced", {}, ({ body }) => void stages.push(...body.stages)));
  const ask = async (text: string) => {
    const begun = Date.now();
    const { turn } = await stage.bus.ask("utterance/handle", { site }, { text });
    return { begun, over: stage.next("turn/finished", (message) => message.turn === turn) };
  };
  return {
    stage,
    async turn() {
      const { begun, over } = await ask("is it already late in the day do you think");
      await over;
      const end = Date.now();
      while (stages.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      const since = (at: number | undefined): number => Math.round((at ?? begun) - begun);
      const first = (stage: string): number => since(stages.find((one) => one.stage === stage)?.from);
      const thought = stages.filter((one) => one.stage === "think mind");
      return {
        request: since(seen.requests[0]),
        firstToken: first("first token"),
        firstClause: first("first clause"),
        firstSound: since(played[0]?.at),
        toolRun: first("skill home"),
        secondRequest: since(seen.requests[1]),
        lastToken: since(thought.at(-1)?.to),
        over: since(end),
        gap: Math.round(gapIn(played)),
      };
    },
    async cut() {
      isStory = true;
      const { over } = await ask("tell me a story that is as long as can be");
      while (played.length < 20) await new Promise((resolve) => setTimeout(resolve, 5));
      const at = Date.now();
      await stage.bus.publish("listen/start", { site }, { reason: "button" });
      const took = (await closed.promise) - at;
      await over;
      return took;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** Words as a model writes them, with the pause after each. */
const tokens = (text: string, ms: number): Beat[] =>
  (text.match(/\s*\S{1,5}/gu) ?? []).flatMap((part): Beat[] => [part, ms]);

/** The longest time in which the loudspeaker had nothing, between its first and its last sound, ms. */
function gapIn(played: readonly { readonly at: number; readonly ms: number }[]): number {
  let until = played[0]?.at ?? 0;
  let longest = 0;
  for (const { at, ms } of played) {
    longest = Math.max(longest, at - until);
    until = Math.max(until, at) + ms;
  }
  return longest;
}

/** The peer: says nothing before the whole answer is there, with whatever tools it took. */
function whole(thinker: Thinker): Thinker {
  let before = "";
  return {
    async *think(asked) {
      const rest: Thought[] = [];
      let isCall = false;
      for await (const thought of thinker.think(asked)) {
        if (thought.type === "text") before += thought.text;
        else rest.push(thought);
        isCall ||= thought.type === "call";
      }
      if (!isCall) {
        yield { type: "text", text: before };
        before = "";
      } else before += " ";
      yield* rest;
    },
  };
}

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function medians(rows: readonly Row[]): Row {
  const keys = Object.keys(rows[0] ?? {}) as (keyof Row)[];
  return Object.fromEntries(keys.map((key) => [key, middle(rows.map((row) => row[key]))])) as unknown as Row;
}
