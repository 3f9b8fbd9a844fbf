/** The router of voices and ears: who is asked, in which order and how, and what became of it, kept and told on the bus. */
import type { Link, Persona, VoiceLink } from "../../contract/index.ts";
import { Fault, problemOf } from "../../contract/index.ts";
import { openChoices, type Place } from "./choices.ts";
import { answerRouter } from "./desk.ts";
import type { Router, RouterFacts } from "./facts.ts";
import { watchJobs } from "./jobs.ts";
import { openLedger } from "./ledger.ts";
import { type Order, orderOf } from "./order.ts";
import { isSpent } from "./quota.ts";
import { openTeller } from "./teller.ts";
import { createUsual } from "./usual.ts";

const toldMost = 256;

export async function openRouter(facts: RouterFacts): Promise<Router> {
  const { bus, log, directory, store } = facts;
  await using stack = new AsyncDisposableStack();
  const now = facts.now ?? Date.now;
  const ledger = await openLedger({ store: store?.ledger, log, now });
  const choices = await openChoices(store?.choices, log);
  const usual = createUsual((name) => {
    const [capability = "", plugin = ""] = name.split(" ");
    return ledger.of(capability as "tts", plugin, "month").first;
  });
  const told = new Set<string>();
  const router: Omit<Router, keyof AsyncDisposable> = {
    directory,
    ledger,
    usual,
    voices: (persona, place) => ordered("tts", persona, persona.tts, place),
    ears: (persona, place) => ordered("stt", persona, persona.stt, place),
    tell(fault) {
      if (told.has(fault.message) || told.size >= toldMost) return;
      told.add(fault.message);
      log.warn(fault.message, { code: fault.code });
      const { code, message, remedy } = problemOf(fault);
      bus.publish("fault", {}, { code, message, remedy, count: 1 }).catch(() => {});
    },
  };
  function ordered<L extends Link>(
    capability: "tts" | "stt",
    { name, manner }: Persona,
    chain: readonly L[],
    place: Omit<Place, "persona">,
  ): Order<L> {
    const isMinded = facts.quota?.() !== "ignore";
    return orderOf<L>({
      chain,
      language: place.language,
      chosen: choices.of(capability, { ...place, persona: name }),
      isSpent: (plugin) => isMinded && isSpent(router, capability, plugin),
      tone: manner.tone,
    });
  }
  stack.use(await answerRouter({ ...facts, choices, router }));
  stack.use(await watchJobs(bus, router));
  stack.use(openTeller(bus, log, router));
  const open = stack.move();
  return { ...router, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

/** A voice that is named for a language cannot speak it. */
export const unfitFault = ({ plugin, voice = "" }: VoiceLink, language: string): Fault =>
  new Fault(
    "VOICE_UNFIT",
    `The voice "${voice}" of ${plugin} does not speak ${language}; another voice does in its place.`,
  );
