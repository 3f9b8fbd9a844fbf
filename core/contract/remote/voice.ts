/** What voices and ears of services have in common: options for the model, the voices of an account, prices, and their traits. */
import type { Voice } from "../capabilities.ts";
import { Fault } from "../fault.ts";
import type { ServiceOptions } from "./service.ts";

/** What one pays. */
export interface Price {
  readonly per: "character" | "second" | "token";
  /** US dollars. */
  readonly usd: number;
}
/** What a month has for nothing. */
export interface Free {
  readonly amount: number;
  readonly per: "month";
  readonly of: "character" | "second";
}

export interface SpeechServiceOptions extends ServiceOptions {
  readonly model?: string;
  /** The voice when nobody asks for another. */
  readonly voice?: string;
  /** More voices than the plugin knows: those of an account. */
  readonly voices?: readonly Voice[];
  /** BCP-47; absent: as the plugin knows. */
  readonly languages?: readonly string[];
  /** ms until its first sound, or words, that are usual. */
  readonly firstMs?: number;
  readonly price?: Price;
  readonly free?: Free;
}

export interface DescribedSpeech {
  /** Default of `model`; false: it has none. */
  readonly model?: string | false;
  /** Default of `voice`; absent: an ear. */
  readonly voice?: string;
}

const languages = {
  type: "array",
  items: { type: "string" },
  description: "Languages that it is asked for, BCP-47",
};

/** The part of `options.properties` that voices and ears of services have, beside `serviceOptions`. */
export function speechOptions({ model, voice }: DescribedSpeech): Record<string, object> {
  return {
    ...(model === false ? {} : { model: text("The service's model", model) }),
    ...(voice === undefined
      ? {}
      : { voice: text("The voice when nobody asks for another", voice), voices: voicesOption }),
    languages,
    firstMs: {
      type: "integer",
      minimum: 1,
      maximum: 60_000,
      description: "ms until its first sound, or words, that are usual; absent: what the plugin expects",
    },
    price: {
      type: "object",
      description: "What you pay, for the statistics: { per: character, second or token, usd }",
      properties: { per: { enum: ["character", "second", "token"] }, usd: { type: "number", minimum: 0 } },
      required: ["per", "usd"],
      additionalProperties: false,
    },
    free: {
      type: "object",
      description:
        "What a month has for nothing, for the statistics: { amount, per: month, of: character or second }",
      properties: {
        amount: { type: "number", minimum: 0 },
        per: { const: "month", default: "month" },
        of: { enum: ["character", "second"] },
      },
      required: ["amount", "of"],
      additionalProperties: false,
    },
  };
}

const text = (description: string, value: string | undefined): object => ({
  type: "string",
  ...(value === undefined ? {} : { default: value }),
  description,
});

const voicesOption = {
  type: "array",
  description: "More voices, those of your account: { name, language, about }",
  items: {
    type: "object",
    properties: { name: { type: "string" }, language: { type: "string" }, about: { type: "string" } },
    required: ["name", "language"],
    additionalProperties: false,
  },
};

/** The key of a service that answers nobody without one; PLUGIN_OPTIONS_INVALID where it is missing. */
export function neededKey(plugin: string, { key }: { readonly key?: string }): string {
  if (key !== undefined && key !== "") return key;
  throw new Fault("PLUGIN_OPTIONS_INVALID", `${plugin} needs the key of its service.`, {
    path: `/plugins/use/${plugin}/options/key`,
    remedy: `Set plugins.use.${plugin}.options.key: text, {env: NAME} or {file: PATH}.`,
  });
}

/** What a provider of a service says of itself; `own`: its part. */
export const speechTraits = (
  { price, free, model, firstMs }: Pick<SpeechServiceOptions, "price" | "free" | "model" | "firstMs">,
  own: Readonly<Record<string, unknown>>,
): Record<string, unknown> => ({
  remote: true,
  ...(model === undefined ? {} : { model }),
  ...own,
  ...(firstMs === undefined ? {} : { firstMs }),
  ...(price === undefined ? {} : { price: { ...price } }),
  ...(free === undefined ? {} : { free: { ...free } }),
});

/** "en" as "en-US": its likeliest region (CLDR), for services that take no language without one. */
export function withRegion(language: string): string {
  try {
    const { language: base, region } = new Intl.Locale(language).maximize();
    return region === undefined ? language : `${base}-${region}`;
  } catch {
    return language;
  }
}

/** The voices one can ask for, those of the options first, each once. */
export function voicesOf(
  known: readonly Voice[],
  { voices = [] }: Pick<SpeechServiceOptions, "voices">,
): Voice[] {
  const named = new Map([...known, ...voices].map((voice) => [voice.name, voice]));
  return [...named.values()];
}

/** The voice that is meant: the one asked for where it is known, else that of the options, else the first in the language. */
export function voiceFor(
  voices: readonly Voice[],
  { voice, language }: { readonly voice?: string | undefined; readonly language: string },
  usual: string | undefined,
): string {
  const known = voices.find(({ name }) => name === voice);
  if (known) return known.name;
  const base = (tag: string): string => tag.split("-")[0]?.toLowerCase() ?? "";
  const fits = (one: Voice): boolean => base(one.language) === base(language);
  const chosen = voices.find(({ name }) => name === usual);
  if (usual !== undefined && (!chosen || fits(chosen))) return usual;
  const same = voices.find((one) => one.language.toLowerCase() === language.toLowerCase());
  return (same ?? voices.find(fits) ?? chosen ?? voices[0])?.name ?? usual ?? "";
}
