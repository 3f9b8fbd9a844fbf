/** Answers for the router on the bus: who is chosen by hand, who would be asked now, and what became of those who were. */
import type { Answers, Bus, Message, Messages, VoiceLink } from "../../contract/index.ts";
import { Fault } from "../../contract/index.ts";
import { nearest } from "../../host/settings/index.ts";
import { primary } from "../../language/normalise.ts";
import type { Provider } from "../directory.ts";
import type { Choices } from "./choices.ts";
import type { Router, RouterFacts } from "./facts.ts";
import { isRemote } from "./limits.ts";
import { canSpeak, wantedOf } from "./order.ts";
import { isSpent } from "./quota.ts";
import { saidOf } from "./tally.ts";
import { toldOf } from "./teller.ts";

type Parts = RouterFacts & {
  readonly bus: Bus;
  readonly choices: Choices;
  readonly router: Omit<Router, keyof AsyncDisposable>;
};

export async function answerRouter(parts: Parts): Promise<AsyncDisposable> {
  const { bus } = parts;
  await using stack = new AsyncDisposableStack();
  stack.use(await bus.answer("provider/use", {}, async ({ body }) => use(parts, body)));
  stack.use(await bus.answer("provider/order", {}, ({ body }) => orderNow(parts, body)));
  stack.use(await bus.answer("provider/stats", {}, (message) => stats(parts, message)));
  return stack.move();
}

/** Faults: PLUGIN_NOT_FOUND, and VOICE_UNFIT for a voice that it has not, or that does not speak the language. */
async function use(
  { choices, router }: Parts,
  body: Messages["provider/use"],
): Promise<{ changed: boolean }> {
  const { capability, plugin, voice, language } = body;
  if (plugin === undefined) return { changed: await choices.use(body) };
  const all = router.directory.all({ capability, full: true, ill: true });
  const provider = all.find((one) => one.plugin === plugin);
  if (!provider) throw unknownFault(capability, plugin, all);
  const { voices = [] } = provider;
  if (voice !== undefined && voices.length > 0 && !voices.some(({ name }) => name === voice)) {
    const names = voices.map(({ name }) => name);
    const guess = nearest(voice, names);
    const hint = guess === undefined ? "" : ` Did you mean "${guess}"?`;
    throw new Fault("VOICE_UNFIT", `${plugin} has no voice "${voice}".${hint}`, {
      remedy: `It has: ${names.slice(0, 20).join(", ")}`,
    });
  }
  if (voice !== undefined && language !== undefined && !canSpeak(provider, voice, language)) {
    throw new Fault("VOICE_UNFIT", `The voice "${voice}" of ${plugin} does not speak ${language}.`);
  }
  return { changed: await choices.use(body) };
}

function unknownFault(capability: string, plugin: string, all: readonly Provider[]): Fault {
  const names = [...new Set(all.map((one) => one.plugin))];
  const what = capability === "tts" ? "voice" : "recogniser";
  return new Fault("PLUGIN_NOT_FOUND", `No ${what} "${plugin}" is there.`, {
    remedy: names.length === 0 ? "Enable one: hearsay plugins list" : `There are: ${names.join(", ")}`,
  });
}

function orderNow(
  { router, choices, personaOf, language: spoken }: Parts,
  { capability, site = "", persona: named, ...asked }: Messages["provider/order"],
): Answers["provider/order"] {
  const persona = personaOf(site, named);
  if (named !== undefined && persona.name !== named) {
    throw new Fault("PERSONA_INVALID", `There is no persona "${named}".`, {
      remedy: "Those that there are: hearsay personas list",
    });
  }
  const language = asked.language ?? persona.languages[0] ?? spoken;
  const place = { language, ...(site ? { site } : {}) };
  const order = capability === "tts" ? router.voices(persona, place) : router.ears(persona, place);
  const chosen = choices.of(capability, { ...place, persona: persona.name });
  // An ear that knows all that a persona speaks hears before one that does not.
  const others =
    capability === "stt" ? persona.languages.filter((one) => primary(one) !== primary(language)) : [];
  const wanted = { capability, language, others, ...wantedOf(order), full: true, ill: true };
  const describe = (provider: Provider): Answers["provider/order"]["providers"][number] => {
    const link: VoiceLink | undefined = order.links.find(({ plugin }) => plugin === provider.plugin);
    const isFit = link?.voice === undefined || canSpeak(provider, link.voice, language);
    const voice = isFit ? link?.voice : undefined;
    const { plugin, instance, voices, languages, licence } = provider;
    return {
      plugin,
      instance,
      linked: link !== undefined || order.last.includes(plugin),
      state: stateOf(router, provider, isFit),
      languages: [...languages],
      licence,
      remote: isRemote(provider),
      ...(voice === undefined ? {} : { voice }),
      ...(voices ? { voices: voices.map((one) => ({ ...one })) } : {}),
    };
  };
  return {
    language,
    persona: persona.name,
    ...(chosen ? { chosen } : {}),
    providers: router.directory.all(wanted).map(describe),
  };
}

function stateOf(router: Parts["router"], provider: Provider, isFit: boolean) {
  const { plugin, capability, ready } = provider;
  if (router.directory.standing(provider) === "left alone") return "left alone";
  if (isSpent(router, capability as "tts", plugin)) return "no quota";
  if (!isFit) return "unfit";
  return ready ? "ready" : "busy";
}

function stats({ router }: Parts, { body }: Message<"provider/stats">): Answers["provider/stats"] {
  const { capability, plugin, days = 0 } = body;
  const here = (["tts", "stt", "think"] as const).flatMap((one) =>
    router.directory
      .all({ capability: one, full: true, ill: true })
      .map(({ plugin: name }) => ({ capability: one, plugin: name })),
  );
  const all = new Map(
    [...here, ...router.ledger.known()].map((one) => [`${one.capability} ${one.plugin}`, one] as const),
  );
  const wanted = [...all.values()].filter(
    (one) =>
      (capability === undefined || one.capability === capability) &&
      (plugin === undefined || one.plugin === plugin),
  );
  return {
    providers: wanted.map((one) => ({
      ...toldOf(router, one.capability, one.plugin),
      ...(days === 0
        ? {}
        : {
            days: router.ledger
              .days(one.capability, one.plugin, days)
              .map(({ day, ...tally }) => ({ day, tally: saidOf(tally) })),
          }),
    })),
  };
}
