/** Talking over the house: watches every room in which an answer sounds, and lets a real turn take the answer's place. */
import type { Message, Messages } from "../../contract/index.ts";
import type { Dialogue } from "../house.ts";
import type { Rooms } from "../rooms.ts";
import { mayTalkOver, openWatch, type Watch, type Watched } from "./watch.ts";

/** Audio before the onset of what was said, ms. */
const preRollMs = 300;
/** How long a wake word is, ms, before the moment at which it was heard. */
const wakeMs = 700;

type Site = Messages["site/state"];

interface Talk {
  readonly turn: string | undefined;
  readonly reply: number;
  readonly watch: Promise<Watch>;
}

export interface Barging extends AsyncDisposable {
  /** A wake word that the house said itself opens no turn. */
  isOwnVoice(wake: Message<"wake/heard">): boolean;
}

export async function openBarging(house: Dialogue, rooms: Rooms): Promise<Barging> {
  const { bus, log } = house;
  await using stack = new AsyncDisposableStack();
  const turns = new Map<
    string,
    { readonly turn: string | undefined; readonly body: Messages["turn/started"] }
  >();
  const talks = new Map<string, Talk>();
  const live = new Map<string, Watch>();

  async function end(site: string): Promise<void> {
    const talk = talks.get(site);
    talks.delete(site);
    live.delete(site);
    await (await talk?.watch.catch(() => undefined))?.[Symbol.asyncDispose]();
  }

  function begin({ where: { site }, body, turn }: Message<"reply/started">): void {
    const state = rooms.sites.get(site);
    if (!state || !mayTalkOver(state) || bargeInOf(house, site) === "off") return;
    const wanted = watchedOf(house, site, state, body.stream, turns.get(site)?.body);
    if (!wanted) return;
    void end(site);
    const cut = (why: "stop" | "words", from: number): void => {
      void interrupt(house, rooms, { ...wanted, why, from, turn: turns.get(site)?.body });
    };
    const isAnswer = (words: string): boolean => rooms.current(site)?.asking.isAnswer(words) ?? false;
    const watch = openWatch(house, { ...wanted, isAnswer, cut });
    const talk = { turn, reply: body.stream, watch };
    talks.set(site, talk);
    watch.then(
      (open) => {
        if (talks.get(site) !== talk) return;
        open.says(body.text ?? "");
        live.set(site, open);
      },
      (error) => log.warn("Could not listen while the house speaks.", { site, error }),
    );
  }

  stack.use(
    await bus.on("turn/started", {}, ({ where, body, turn }) => void turns.set(where.site, { turn, body })),
  );
  stack.use(
    await bus.on("turn/finished", {}, ({ where, turn }) => {
      if (turns.get(where.site)?.turn === turn) turns.delete(where.site);
    }),
  );
  stack.use(await bus.on("reply/started", {}, begin));
  stack.use(await bus.on("reply/clause", {}, ({ where, body }) => live.get(where.site)?.says(body.text)));
  stack.use(
    await bus.on("reply/finished", {}, ({ where, body }) => {
      if (talks.get(where.site)?.reply === body.stream) return end(where.site);
    }),
  );
  stack.defer(async () => void (await Promise.all([...talks.keys()].map(end))));
  const kept = stack.move();
  return {
    isOwnVoice: ({ where, body }) =>
      live.get(where.site)?.isEcho(body.heardAt - wakeMs, body.heardAt) === true,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** The room's own, else the house's. */
function bargeInOf({ settings }: Dialogue, site: string): "auto" | "off" {
  const { bargeIn = "auto", rooms } = settings();
  return rooms?.[site]?.bargeIn ?? bargeIn;
}

function watchedOf(
  house: Dialogue,
  site: string,
  { stream, area = site, echoCancelled, headphones = false }: Site,
  reply: number,
  turn: Messages["turn/started"] | undefined,
): Omit<Watched, "cut" | "isAnswer"> | undefined {
  if (stream === undefined) return undefined;
  const persona = house.personaOf(site, turn?.persona);
  const language = turn?.language ?? persona.languages[0] ?? house.language;
  return {
    site,
    stream,
    reply,
    language,
    ears: house.router.ears(persona, { language, site }),
    area,
    skills: persona.skills,
    cancelled: echoCancelled || headphones,
    headphones,
  };
}

interface Interruption extends Omit<Watched, "cut" | "isAnswer"> {
  readonly why: "stop" | "words";
  readonly from: number;
  readonly turn: Messages["turn/started"] | undefined;
}

/** What was said takes the answer's place; one that only stops an alarm silences it, and asks for no answer. */
async function interrupt({ bus, log, personaOf }: Dialogue, rooms: Rooms, what: Interruption): Promise<void> {
  const { site, stream, from, turn, language, why } = what;
  try {
    if (why === "stop" && turn?.reason === "alarm") await bus.publish("alarm/stop", { site }, {});
    else {
      const persona = personaOf(site, turn?.persona);
      const voice = { stream, from: from - preRollMs };
      if (rooms.current(site)?.asking.talkedOver(voice)) return;
      const listen = { ...voice, patience: persona.patience };
      rooms.open({
        site,
        reason: "bargeIn",
        what: { listen },
        interrupts: true,
        persona: persona.name,
        language,
      });
    }
  } catch (error) {
    log.warn("A turn over an answer could not begin.", { site, error });
  }
}
