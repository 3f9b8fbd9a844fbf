/** Lets a conversation go on in another room: what it was about, what was left of the answer, and an open ear. */
import type { Bus } from "../contract/index.ts";
import type { Dialogue } from "./house.ts";
import { patienceIn } from "./listen/chosen.ts";
import type { Rooms } from "./rooms.ts";
import { housePhrase } from "./words/index.ts";

/** ms for the first word in the other room: time to walk there. */
const walkMs = 10_000;
/** A conversation that ended so long ago is none any more, ms. */
const latestMs = 600_000;

/** Rejects as `Bus.answer` does. */
export function openMoves(house: Dialogue, rooms: Rooms): ReturnType<Bus["answer"]> {
  return house.bus.answer("session/move", {}, ({ where, body: { to }, id }) => {
    const from = to === where.site ? rooms.latest(to, Date.now() - latestMs) : where.site;
    const there = rooms.sites.get(to);
    if (from === undefined || !there?.online || !there.speaker) return { moved: false };
    goOn(house, rooms, { from, to, cause: id });
    return { moved: true, from, to };
  });
}

function goOn(
  house: Dialogue,
  rooms: Rooms,
  { from, to, cause }: { readonly from: string; readonly to: string; readonly cause: string },
): void {
  const persona = house.personaOf(from);
  const language = persona.languages[0] ?? house.language;
  const wish = { site: to, persona: persona.name, language, cause, interrupts: false } as const;
  const unheard = rooms.carry(from, to);
  const part = unheard === undefined ? housePhrase("here", language) : { text: unheard };
  rooms.open({ ...wish, reason: "say", what: { say: [part] } });
  const { microphone = false, muted = true } = rooms.sites.get(to) ?? {};
  if (!microphone || muted) return;
  const patience = patienceIn(house.settings(), to, persona);
  rooms.open({ ...wish, reason: "followUp", what: { listen: { patience, window: walkMs } } });
}
