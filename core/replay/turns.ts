/** What a dialog did, turn by turn, read from what was said on the bus: the same for a recording and for what is played. */
import type { Kind, Message, Messages } from "../contract/index.ts";

export interface Effect {
  readonly kind: Kind;
  readonly site?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Done {
  readonly site: string;
  readonly reason: Messages["turn/started"]["reason"];
  /** ms from the begin. */
  readonly at: number;
  /** What was heard, or typed. */
  readonly text?: string;
  /** Why the ear was closed. */
  readonly rule?: Messages["speech/ended"]["rule"];
  readonly intents: readonly { readonly skill: string; readonly intent: string; readonly slots: object }[];
  /** What it asked of the world, in order. */
  readonly effects: readonly Effect[];
  readonly said: string;
  readonly cut: Messages["reply/finished"]["cut"];
  /** Absent: it was not over when the recording ended. */
  readonly outcome?: Messages["turn/finished"]["outcome"];
  readonly code?: string;
  readonly timing: Readonly<Record<string, number>>;
}

type Draft = { -readonly [K in keyof Done]: Done[K] } & {
  intents: Done["intents"][number][];
  effects: Effect[];
};

/** What of a turn reaches out of the dialog. */
const effects: ReadonlySet<Kind> = new Set<Kind>([
  "device/command",
  "alarm/set",
  "alarm/change",
  "alarm/clear",
  "alarm/stop",
  "site/configure",
  "persona/use",
  "announce/start",
  "announce/stop",
  "listen/start",
]);

export interface Turns {
  hear(message: Message): void;
  all(): readonly Done[];
  /** Their ids, in the same order. */
  ids(): readonly string[];
}

/** `start`: ms since 1970. */
export function readTurns(start: number): Turns {
  const turns = new Map<string, Draft>();
  /** What was typed, by the id of the message that a turn names as its cause. */
  const typed = new Map<string, string>();
  return {
    all: () => [...turns.values()],
    ids: () => [...turns.keys()],
    hear(message) {
      const { turn, kind, where, at } = message;
      if (kind === "utterance/handle")
        typed.set(message.id, (message.body as Messages["utterance/handle"]).text);
      if (turn === undefined) return;
      if (kind === "turn/started") {
        const { reason } = message.body as Messages["turn/started"];
        const { site } = where as { site: string };
        const empty = { intents: [], effects: [], said: "", cut: "none", timing: {} } as const;
        const text = typed.get(message.cause ?? "");
        const words = text === undefined ? {} : { text };
        turns.set(turn, { site, reason, at: at - start, ...empty, ...words, intents: [], effects: [] });
        return;
      }
      const draft = turns.get(turn);
      if (draft) note(draft, message);
    },
  };
}

function note(draft: Draft, { kind, where, body }: Message): void {
  const is = <K extends Kind>(wanted: K, _body: unknown): _body is Messages[K] => kind === wanted;
  if (is("transcript/final", body)) draft.text = body.text;
  else if (is("speech/ended", body)) draft.rule = body.rule;
  else if (is("intent/matched", body)) {
    draft.intents.push({ skill: body.skill, intent: body.intent, slots: body.slots });
  } else if (is("reply/say", body) && (where as { site?: string }).site === draft.site) {
    draft.said = `${draft.said} ${body.text}`.trim();
  } else if (is("reply/finished", body)) {
    draft.cut = body.cut;
    draft.said = body.text;
  } else if (is("turn/finished", body)) {
    draft.outcome = body.outcome;
    draft.timing = body.timing;
    if (body.problem) draft.code = body.problem.code;
  } else if (effects.has(kind)) {
    const { site } = where as { site?: string };
    draft.effects.push({ kind, ...(site === undefined ? {} : { site }), body: body as Effect["body"] });
  }
}
