/** A language model that says what a test has written, served on the stage's bus as a real one is. */
import type { Persona, Thinker, ThinkRequest, Thought } from "../../../../core/contract/index.ts";
import { openStage, type Stage, tone } from "../stage.ts";

type Asked = ThinkRequest & { readonly signal: AbortSignal };
export type Script = (asked: Asked, round: number) => AsyncIterable<Thought> | Iterable<Thought>;

export interface Scripted extends Thinker {
  /** What it was asked, round by round. */
  readonly asked: Asked[];
  /** Jobs that were cancelled. */
  cancelled: number;
}

export function scripted(script: Script): Scripted {
  const asked: Asked[] = [];
  const thinker: Scripted = {
    asked,
    cancelled: 0,
    async *think(request) {
      asked.push(request);
      request.signal.addEventListener("abort", () => thinker.cancelled++);
      yield* script(request, asked.length);
    },
  };
  return thinker;
}

export const says = (...texts: string[]): Thought[] => texts.map((text) => ({ type: "text", text }));
export const calls = (name: string, given: Readonly<Record<string, unknown>> = {}, id = name): Thought => ({
  type: "call",
  call: { id, name, arguments: given },
});
export const used = (input: number, output: number, cost?: number): Thought => ({
  type: "usage",
  input,
  output,
  model: "script",
  ...(cost === undefined ? {} : { cost }),
});

/** Never says anything more, until it is cancelled. */
export const silence = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));

const room = "kitchen";

export interface Thoughtful extends Stage {
  /** Types words in a room with a loudspeaker; resolves with the answer and how the turn ended. */
  type(text: string): Promise<{ reply: string; outcome: string; code: string | undefined; turn: string }>;
}

/** A stage whose persona has language models, in the order in which they are named. */
export async function openThoughtful(
  thinkers: Readonly<Record<string, Thinker>>,
  persona: Partial<Persona> = {},
  more: Parameters<typeof openStage>[0] = {},
): Promise<Thoughtful> {
  const think = Object.keys(thinkers).map((plugin) => ({ plugin }));
  const stage = await openStage({ ...more, persona: { think, ...persona } });
  await stage.offer("tts", "voice", tone);
  for (const [plugin, made] of Object.entries(thinkers)) await stage.offer("think", plugin, made);
  return Object.assign(stage, {
    async type(text: string) {
      const { turn } = await stage.bus.ask("utterance/handle", { site: room }, { text });
      const { body } = await stage.next("turn/finished", (message) => message.turn === turn);
      const said = stage.said.findLast((one) => one.kind === "reply/finished" && one.turn === turn);
      const reply = said?.kind === "reply/finished" ? (said.body as { text: string }).text : "";
      return { reply, outcome: body.outcome, code: body.problem?.code, turn };
    },
  });
}
