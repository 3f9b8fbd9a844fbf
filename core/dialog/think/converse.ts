/** The rounds of one turn: the model is asked, what it asks for is run while its words still sound, and it is asked again. */
import type { ThinkMessage } from "../../contract/index.ts";
import { Fault } from "../../contract/index.ts";
import type { Dialogue } from "../house.ts";
import type { Asking } from "../questions/asking.ts";
import type { TurnRequest } from "../request.ts";
import type { Speech } from "../route/speech.ts";
import type { TurnRecord } from "../route/trace.ts";
import { isUnknown, type Rounded, round } from "./ask/round.ts";
import { memoryFor, type Remembered } from "./memory/index.ts";
import { factTools } from "./memory/tool.ts";
import { promptOf } from "./prompt.ts";
import { quoted } from "./quote.ts";
import type { Voice } from "./say/voice.ts";
import { talkOf } from "./talk.ts";
import { holdsStrangeName, thingsShown } from "./things.ts";
import { createConsent } from "./tools/consent.ts";
import { intentTools } from "./tools/intents.ts";
import { createToolkit, type Toolkit } from "./tools/kit.ts";
import { boxTools } from "./tools/lent.ts";
import { nearestTools } from "./tools/nearest.ts";
import type { Overheard } from "./tools/overheard.ts";

export interface ThinkFacts {
  readonly text: string;
  readonly language: string;
  readonly speech: Speech;
  /** What is kept of the turn: what was done, and whether others than the house had a word in it. */
  readonly draft: { parts?: TurnRecord["parts"]; outside?: boolean };
  readonly asking: Pick<Asking, "ask">;
  readonly overheard: Overheard;
  /** Something else can be said where nothing comes of it: there is no apology then. */
  readonly spare: boolean;
}

export interface Conversing extends ThinkFacts {
  readonly voice: Voice;
  /** Of the turn, and of the time that all its thinking may take. */
  readonly signal: AbortSignal;
}

const partsKept = 8;
/** Earlier turns whose words tools are looked for by. */
const turnsSearched = 2;
const longestMemory = 4000;

/** Resolves when all was said, with whether anybody knew anything. Rejects with THINK_SPENT, THINK_STUCK, and as `round` does. */
export async function converse(house: Dialogue, request: TurnRequest, facts: Conversing): Promise<boolean> {
  const { persona, site, person } = request;
  const { voice, draft, text } = facts;
  const remembered = await memoryFor(house, { site, persona, ...(person === undefined ? {} : { person }) });
  const kit = toolkitFor(house, request, facts, remembered);
  using _used = { [Symbol.dispose]: () => house.mind.lately.add(request, kit.used) };
  const messages: ThinkMessage[] = [
    { role: "system", text: systemFor(house, request, facts, remembered) },
    ...talkOf(remembered.turns),
    { role: "user", text },
  ];
  // An answer that was made from others' words may hold them, and so may the next one that is made from it.
  const markOutside = (): void => {
    if (kit.outside()) draft.outside = true;
  };
  markOutside();
  for (let left = persona.limits.rounds; ; left--) {
    if ((await house.mind.purse.spent(persona)) >= 1) {
      throw new Fault("THINK_SPENT", `${persona.name} has used up its thinking for today.`);
    }
    const rounded = await oneRound(house, request, facts, { messages, kit });
    voice.rest();
    if (rounded.calls.length === 0) return !isUnknown(rounded) || voice.said();
    if (left <= 0) {
      if (voice.saidNow()) return true;
      throw new Fault("THINK_STUCK", `No answer after ${persona.limits.rounds} rounds of tools.`);
    }
    messages.push({ role: "assistant", text: rounded.text, calls: rounded.calls });
    messages.push(...(await kit.settle(left === 1)));
    markOutside();
  }
}

interface Round {
  readonly messages: readonly ThinkMessage[];
  readonly kit: Toolkit;
}

async function oneRound(
  house: Dialogue,
  request: TurnRequest,
  { language, voice, signal }: Conversing,
  { messages, kit }: Round,
): Promise<Rounded> {
  const spent: Promise<void>[] = [];
  voice.begin();
  try {
    return await round({
      house,
      request,
      language,
      messages,
      tools: kit.specs,
      signal,
      text: voice.text,
      call(call) {
        voice.rest();
        kit.begin(call);
      },
      said: voice.saidNow,
      full: voice.full,
      used: (used) => void spent.push(house.mind.purse.add(request.persona, used)),
      again() {
        voice.begin();
        kit.drop();
      },
    });
  } finally {
    await Promise.all(spent);
  }
}

function toolkitFor(
  house: Dialogue,
  request: TurnRequest,
  facts: Conversing,
  { turns }: Remembered,
): Toolkit {
  const { language, text, draft, overheard, asking, signal } = facts;
  const done = (part: NonNullable<typeof draft.parts>[number]): void => {
    draft.parts = [...(draft.parts ?? []), part].slice(0, partsKept);
  };
  const { persona } = request;
  // What a persona lists by name comes before what it merely does not deny.
  const allowed = [
    ...factTools({ house, request, language }),
    ...boxTools({ house, request, language }, house.mind.boxes.all()),
    ...intentTools({ house, request, language, text, overheard, done }),
  ];
  const tools = nearestTools({
    tools: allowed,
    most: persona.limits.tools,
    said: [
      text,
      ...turns
        .slice(-turnsSearched)
        .toReversed()
        .map(({ heard }) => heard),
    ],
    kept: turns.length === 0 ? new Set() : house.mind.lately.used(request),
    things: house.lexicon.things(),
  });
  return createToolkit({
    tools,
    signal,
    consent: createConsent(asking, request, language),
    strange: (words) => holdsStrangeName(words, house.lexicon.things()),
    outside: turns.some(({ outside }) => outside === true),
  });
}

function systemFor(
  house: Dialogue,
  request: TurnRequest,
  { language }: Conversing,
  { facts, summary }: Remembered,
): string {
  const { persona, site, person } = request;
  const known =
    facts.length > 0 ? quoted("what this person told before", facts.join("\n"), longestMemory) : "";
  const before = summary === undefined ? "" : quoted("what was talked of before", summary, longestMemory);
  return promptOf({
    persona,
    language,
    timeZone: house.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    now: Date.now(),
    room: site,
    person,
    things: thingsShown(house.lexicon.things()),
    remembered: [known, before].filter((one) => one !== "").join("\n\n"),
  });
}
