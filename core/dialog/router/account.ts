/** Counts one request of one voice: how it went, once, in the ledger, for the breaker, and for what is usual. */
import type { Fault } from "../../contract/index.ts";
import { plainText } from "../../contract/voice/feeling.ts";
import type { Provider } from "../directory.ts";
import type { Manner } from "../reply/clause.ts";
import type { Router } from "./facts.ts";
import { binOf } from "./histogram.ts";
import { isRemote } from "./limits.ts";
import { lettersIn } from "./plausible.ts";
import type { Tally } from "./tally.ts";

export interface Account {
  /** The first sound has come. */
  sounded(): void;
  /** ms of sound for a letter that are usual for this voice. */
  pace(): number | undefined;
  /** `made`: ms of sound. */
  done(made: number): void;
  failed(fault: Fault, made: number): void;
  cancel(why: "lost" | "cancelled", made: number): void;
}

interface Asked {
  readonly provider: Provider;
  readonly manner: Manner;
  readonly as: "first" | "hedge" | "retry";
}

export const nameOf = ({ plugin }: Pick<Provider, "plugin">): string => `tts ${plugin}`;
const paceName = ({ plugin }: Provider, { language, voice = "" }: Manner): string =>
  `${plugin} ${language} ${voice}`;

/** A clause with so many letters tells how fast a voice speaks. */
const lettersToTell = 12;

export function accountOf(
  { ledger, usual, directory }: Pick<Router, "ledger" | "usual" | "directory">,
  { provider, manner, as }: Asked,
): Account {
  const { plugin } = provider;
  const begun = performance.now();
  let first: number | undefined;
  let isOver = false;
  const hedge: Partial<Tally> = as === "hedge" ? { hedges: 1 } : as === "retry" ? { retries: 1 } : {};
  ledger.note("tts", plugin, { requests: 1, ...hedge });
  directory.begin(provider);

  /** What was used, whoever wanted it in the end. */
  function close(how: Partial<Tally>, made: number): void {
    isOver = true;
    const characters = [...plainText(manner.text).trim()].length;
    const seconds = made / 1000;
    const used = { characters, seconds, cost: costOf(provider, characters, seconds) };
    const heard = first === undefined ? {} : { first: { [binOf(first)]: 1 } };
    ledger.note("tts", plugin, { ...how, ...used, ...heard });
  }
  return {
    sounded() {
      first = performance.now() - begun;
    },
    pace: () => usual.pace(paceName(provider, manner)),
    done(made) {
      if (isOver) return;
      close({ success: 1 }, made);
      directory.report(provider, true);
      if (first !== undefined) usual.noteLatency(nameOf(provider), first);
      const letters = lettersIn(manner.text);
      if (letters >= lettersToTell)
        usual.notePace(paceName(provider, manner), (made * (manner.speed ?? 1)) / letters);
    },
    failed(fault, made) {
      if (isOver) return;
      const how = { failures: { [fault.code]: 1 } };
      if (made > 0) close(how, made);
      else {
        isOver = true;
        ledger.note("tts", plugin, how);
      }
      // Whoever is busy is not ill.
      if (fault.code === "PROVIDER_BUSY" || fault.code === "CANCELLED") directory.release(provider);
      else directory.report(provider, false, fault);
    },
    cancel(why, made) {
      if (isOver) return;
      close(why === "lost" ? { lost: 1 } : { cancelled: 1 }, made);
      // Who was only asked in case is not slow, and a voice of the house waits for its machine.
      const isSlow = why === "lost" && as !== "hedge" && first === undefined && isRemote(provider);
      if (isSlow) directory.report(provider, false);
      else directory.release(provider);
    },
  };
}

/** US dollars, by the price that the plugin states. */
export function costOf(
  { traits }: Pick<Provider, "traits">,
  characters: number,
  seconds: number,
  tokens = 0,
): number {
  const { price } = traits as { readonly price?: { readonly per?: unknown; readonly usd?: unknown } };
  if (typeof price?.usd !== "number") return 0;
  const amount = { character: characters, second: seconds, token: tokens }[String(price.per)];
  return amount === undefined ? 0 : amount * price.usd;
}
