/** Runs what a language model asks for in one turn: checked, bounded, and with the person's yes wherever that is wanted. */
import type { ThinkMessage, ToolCall, ToolResult, ToolSpec, Values } from "../../../contract/index.ts";
import { asFault } from "../../../contract/index.ts";
import { quoted } from "../quote.ts";
import { checked } from "./check.ts";
import type { Tool } from "./tool.ts";

export interface KitFacts {
  readonly tools: readonly Tool[];
  readonly signal: AbortSignal;
  /** Asks the person for a deed; why it is not to be done, for the model, or undefined for a yes. */
  consent(deed: string): Promise<string | undefined>;
  /** The talk holds what others wrote, from before this turn. */
  readonly outside: boolean;
  /** What a skill of the house told holds words that are not its own. */
  strange(text: string): boolean;
}

export interface Toolkit {
  readonly specs: readonly ToolSpec[];
  /** Names of those that were asked for. */
  readonly used: ReadonlySet<string>;
  /** A call came: what harms nothing begins at once. */
  begin(call: ToolCall): void;
  /** Runs the others one after the other; what all of them gave, in the order of the calls. `last`: no more after this. */
  settle(last: boolean): Promise<readonly ThinkMessage[]>;
  /** Calls that came are given up. */
  drop(): void;
  /** The talk holds what others wrote. */
  outside(): boolean;
}

/** Of one result, and of all in a turn, characters. */
const longestResult = 8192;
const mostResults = 24_576;
const enough = "No more tools in this turn: answer now.";

type Waiting = { readonly call: ToolCall; readonly result: Promise<Given> | undefined };
type Given = ToolResult & { readonly tool?: Tool };

export function createToolkit({ tools: offered, signal, consent, outside, strange }: KitFacts): Toolkit {
  const tools = new Map(offered.map((tool) => [tool.spec.name, tool]) as [string, Tool][]);
  const used = new Set<string>();
  let waiting: Waiting[] = [];
  let taken = outside;
  let left = mostResults;

  async function run(tool: Tool, given: Values): Promise<Given> {
    const result = await tool.run(given).catch((error): ToolResult => {
      signal.throwIfAborted();
      return { text: `It failed: ${asFault(error).code}.`, failed: true };
    });
    return { ...result, tool };
  }

  /** What is risky waits for the person; and so does all that changes something, once others may have asked for it. */
  async function runAsked({ name, arguments: given, wrong: unread }: ToolCall): Promise<Given> {
    const tool = tools.get(name);
    if (!tool) return { text: "There is no such tool.", failed: true };
    if (unread !== undefined) {
      return { text: `Wrong arguments, nothing was done: ${unread}`.slice(0, 512), failed: true };
    }
    const fit = checked(tool.spec, given);
    const wrong = "wrong" in fit ? fit.wrong : tool.wrong?.(fit.given);
    if ("wrong" in fit || wrong !== undefined) {
      return { text: `Wrong arguments, nothing was done: ${wrong}`, failed: true };
    }
    const isFree = tool.risk === "none" || (tool.risk === "low" && !taken);
    const why = isFree ? undefined : await consent(tool.deed(fit.given));
    signal.throwIfAborted();
    return why === undefined ? await run(tool, fit.given) : { text: why, failed: true };
  }

  function shown({ id, name }: ToolCall, { text, failed, tool }: Given, last: boolean): ThinkMessage {
    const most = Math.max(0, Math.min(longestResult, left));
    left -= Math.min(text.length, most);
    if (tool?.outside || strange(text)) taken = true;
    const from = `${failed ? "not done, " : ""}${tool ? "result of the tool" : "the house"}`;
    return { role: "tool", call: id, name, text: quoted(from, text, most) + (last ? ` ${enough}` : "") };
  }

  return {
    specs: [...tools.values()].map(({ spec }) => spec),
    used,
    begin(call) {
      if (tools.has(call.name)) used.add(call.name);
      const isSafe = tools.get(call.name)?.risk === "none";
      const result = isSafe ? runAsked(call) : undefined;
      result?.catch(() => {});
      waiting.push({ call, result });
    },
    async settle(last) {
      const calls = waiting;
      waiting = [];
      const results: Given[] = [];
      for (const { call, result } of calls) results.push(await (result ?? runAsked(call)));
      return calls.map(({ call }, index) => shown(call, results[index] ?? { text: "" }, last));
    },
    drop() {
      waiting = [];
    },
    outside: () => taken,
  };
}
