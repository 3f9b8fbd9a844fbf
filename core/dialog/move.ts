/** Lets a conversation go on in another room: a question that is open, or what was left of the answer, and an open ear. */
import { asFault, type Bus } from "../contract/index.ts";
import { cutFault } from "./cut.ts";
import type { Dialogue } from "./house.ts";
import { patienceIn } from "./listen/chosen.ts";
import { hasEar } from "./questions/window.ts";
import type { Stage } from "./request.ts";
import type { Wish } from "./room.ts";
import type { Rooms } from "./rooms.ts";
import type { Turn } from "./turn.ts";
import { housePhrase } from "./words/index.ts";

/** ms for the first word in the other room: time to walk there. */
const walkMs = 10_000;
/** A conversation that ended so long ago is none any more, ms. */
const latestMs = 600_000;

interface Way {
  readonly from: string;
  readonly to: string;
}

/** Rejects as `Bus.answer` does. */
export function openMoves(house: Dialogue, rooms: Rooms): ReturnType<Bus["answer"]> {
  return house.bus.answer("session/move", {}, async ({ where, body: { to }, id }) => {
    const from = to === where.site ? rooms.latest(to, Date.now() - latestMs) : where.site;
    const there = rooms.sites.get(to);
    if (from === undefined || !there?.online || !there.speaker) return { moved: false };
    // It goes on as it was, in the language of whoever takes it along.
    const persona = house.personaOf(from, rooms.spoken(from)?.persona);
    const language = rooms.spoken(where.site)?.language ?? persona.languages[0] ?? house.language;
    const wish = { site: to, persona: persona.name, language, cause: id, interrupts: false } as const;
    const way = { from, to };
    if (to !== where.site || !takeQuestion(rooms, way, wish)) goOn(house, rooms, way, wish);
    await keepPersona(house, to, persona.name);
    return { moved: true, from, to };
  });
}

/** Who was talked to goes along, for as long as the talk lasts. */
async function keepPersona({ bus, log, personaOf }: Dialogue, site: string, persona: string): Promise<void> {
  if (personaOf(site).name === persona) return;
  await bus
    .ask("persona/use", {}, { site, persona, talk: true })
    .catch((error) => log.warn("A persona did not go along.", { site, code: asFault(error).code }));
}

type Going = Omit<Wish, "reason" | "what"> & { readonly language: string };

function goOn(house: Dialogue, rooms: Rooms, { from, to }: Way, wish: Going): void {
  const { language } = wish;
  const { unheard, dropped } = rooms.carry(from, to);
  const part = unheard ?? housePhrase(dropped ? "here-dropped" : "here", language);
  rooms.open({ ...wish, reason: "say", what: { say: [part] } });
  const { microphone = false, muted = true } = rooms.sites.get(to) ?? {};
  if (!microphone || muted) return;
  const patience = patienceIn(house.settings(), to, house.personaOf(to, wish.persona));
  rooms.open({ ...wish, reason: "followUp", what: { listen: { patience, window: walkMs } } });
}

/** A question that is open where somebody was is asked where they are; what its skill says after that sounds there too. */
function takeQuestion(rooms: Rooms, { from, to }: Way, wish: Going): boolean {
  const asking = rooms.current(from);
  const stage = Promise.withResolvers<Stage>();
  stage.promise.catch(() => {});
  const deliver = async (given: Stage): Promise<void> => {
    stage.resolve(given);
    await asking?.over.catch(() => {});
    rooms.carry(from, to);
  };
  if (!asking || !hasEar({ deliver }, rooms.sites.get(to))) return false;
  const isAsked = asking.handOver({
    ask: (question) =>
      stage.promise
        .then(({ ask }) => ask(question))
        .catch((error) => {
          // Cut there is cut here: the skill shall not apologise in an empty room.
          if (rooms.current(from) === asking) rooms.cancel(from, "It was cut where it went on.");
          throw error;
        }),
    say: (body) =>
      void stage.promise.then(({ request: { turn } }) => rooms.running(turn)?.say(body)).catch(() => {}),
  });
  if (!isAsked) return false;
  const { over } = rooms.open({ ...wish, reason: "say", what: { deliver }, signal: untilCut(asking) });
  over.catch(stage.reject);
  return true;
}

/** Aborted when the turn is cut. */
function untilCut({ over }: Turn): AbortSignal {
  const cut = new AbortController();
  const end = (): void => cut.abort(cutFault("stop", "The turn that asked was cut."));
  over.then(({ outcome }) => (outcome === "cancelled" ? end() : undefined), end);
  return cut.signal;
}
