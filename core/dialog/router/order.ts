/** Who shall speak or listen, in which order and with which voice: the persona's chain, what was chosen by hand, and what is used up. */
import type { Link, VoiceLink } from "../../contract/index.ts";
import { type Provider, speaks, type Wanted } from "../directory.ts";
import type { Manner } from "../reply/clause.ts";
import type { Chosen } from "./choices.ts";

export interface Order<L extends Link = Link> {
  /** Best first; whoever is not named stands in after them. */
  readonly links: readonly L[];
  /** Plugins that come after all others. */
  readonly last: readonly string[];
  /** The plugin that was chosen by hand. */
  readonly chosen?: string;
  /** The persona's emotion, where neither the words nor the link have one. */
  readonly tone?: string;
}

interface OrderFacts<L extends Link> {
  readonly chain: readonly L[];
  readonly language: string;
  readonly chosen?: Chosen | undefined;
  /** Whether what is free of a plugin this month is used up. */
  isSpent(plugin: string): boolean;
  readonly tone?: string | undefined;
}

/** What was chosen by hand comes first, also where the persona means it for other languages or it is used up. */
export function orderOf<L extends VoiceLink>(facts: OrderFacts<L>): Order<L> {
  const { chain, language, chosen, isSpent, tone } = facts;
  const meant = chain.filter(({ languages = [] }) => speaks(languages, language));
  const first = chosen ? [linkFor(chosen, meant)] : [];
  const last = new Set(meant.map(({ plugin }) => plugin).filter(isSpent));
  if (chosen) last.delete(chosen.plugin);
  return {
    links: [...first, ...meant.filter(({ plugin }) => !last.has(plugin))],
    last: [...last],
    ...(chosen === undefined ? {} : { chosen: chosen.plugin }),
    ...(tone === undefined ? {} : { tone }),
  };
}

function linkFor<L extends VoiceLink>({ plugin, voice }: Chosen, chain: readonly L[]): L {
  const link = chain.find((one) => one.plugin === plugin);
  const { languages: _, ...rest } = link ?? { plugin };
  return { ...rest, ...(voice === undefined ? {} : { voice }) } as L;
}

/** An order, as the directory is asked for it. */
export const wantedOf = ({ links, last, chosen }: Order): Pick<Wanted, "prefer" | "last" | "chosen"> => ({
  prefer: links.map(({ plugin }) => plugin),
  last,
  ...(chosen === undefined ? {} : { chosen }),
});

const baseOf = (language: string): string => language.split("-")[0] ?? language;

/**
 * Whether a voice speaks a language. One that its provider does not list may; one that is listed under another language
 * does where its provider has no voice of this language, since then each of them speaks all that it can.
 */
export function canSpeak(
  { voices = [] }: Pick<Provider, "voices">,
  voice: string,
  language: string,
): boolean {
  const own = voices.filter((one) => baseOf(one.language) === baseOf(language));
  return (
    own.length === 0 || own.some(({ name }) => name === voice) || !voices.some(({ name }) => name === voice)
  );
}

/** How one provider is asked for a clause, by one link of the chain, or by none. */
export function mannerFor(
  provider: Pick<Provider, "voices">,
  link: VoiceLink | undefined,
  manner: Manner,
  tone?: string,
): Manner {
  const { text, language } = manner;
  const voice = voiceFor(provider, link, manner);
  const emotion = manner.emotion ?? link?.emotion ?? tone;
  const speed =
    link?.speed === undefined ? manner.speed : Math.min(4, Math.max(0.25, link.speed * (manner.speed ?? 1)));
  return {
    text,
    language,
    ...(voice === undefined ? {} : { voice }),
    ...(emotion === undefined ? {} : { emotion }),
    ...(speed === undefined ? {} : { speed }),
  };
}

/** The one that the words ask for, where this provider has it; else the link's. */
function voiceFor(
  provider: Pick<Provider, "voices">,
  link: VoiceLink | undefined,
  { voice, language }: Manner,
): string | undefined {
  const { voices = [] } = provider;
  const isKnown = voices.length === 0 || voices.some(({ name }) => name === voice);
  if (voice !== undefined && isKnown && canSpeak(provider, voice, language)) return voice;
  return link?.voice !== undefined && canSpeak(provider, link.voice, language) ? link.voice : undefined;
}
