/** Carries words from room to room: to one, to several, to a floor or to all, and back again. */
import { defineSkill, type SkillContext, slot } from "hearsay";
import { type Room, roomsAt, roomsElsewhere } from "./rooms.ts";

const message = slot.text({ sentence: true });
/** ms for which "reply" knows whom it is for. */
const replyWithin = 10 * 60_000;

interface Asked {
  readonly from: string;
  /** ms since 1970. */
  readonly at: number;
}

export default defineSkill({
  name: "announce",
  about: "Messages and announcements to other rooms.",
  intents: {
    room: {
      about: "Says a message in another room, on a floor, or in two rooms.",
      slots: { area: slot.area(), other: slot.area().maybe(), message },
      async run(context) {
        const { area, other, message: words } = context.slots;
        const asked = [area, ...(other === undefined ? [] : [other])];
        const rooms = asked.map((one) => roomsAt(context, one));
        const empty = asked.filter((_, index) => rooms[index]?.length === 0);
        if (empty.length > 0) {
          return context.say("no-satellite", { area: roomName(context, empty[0] ?? "") });
        }
        await deliver(context, rooms.flat(), words, "message");
      },
    },
    all: {
      about: "Announces something in all other rooms of the house.",
      slots: { message },
      async run(context) {
        const rooms = roomsElsewhere(context);
        if (rooms.length === 0) return context.say("alone");
        await deliver(context, rooms, context.slots.message, "announcement");
      },
    },
    reply: {
      about: "Answers the room that sent the last message here.",
      slots: { message },
      async run(context) {
        const { site, now, store, house } = context;
        const asked = await store.get<Asked>(`asked/${site}`);
        if (!asked || now - asked.at > replyWithin) return context.say("nobody-asked");
        const back = house.sites().find(({ id }) => id === asked.from);
        if (!back) return context.say("gone");
        await deliver(
          context,
          [{ id: back.id, name: back.name, hears: back.online && back.speaker }],
          context.slots.message,
          "reply",
        );
      },
    },
    unknown: {
      lend: false,
      about: "A message is for a room that this house has not.",
      risk: "none",
      repeatable: true,
      slots: { room: slot.text(), message },
      run: (context) => context.say("unknown", { room: context.slots.room }),
    },
  },
});

function roomName({ house }: SkillContext, id: string): string {
  return [...house.areas(), ...house.floors(), ...house.sites()].find((one) => one.id === id)?.name ?? id;
}

/** Says it in every room that can hear it, and here which ones that were. */
async function deliver(
  context: SkillContext,
  rooms: readonly Room[],
  words: string,
  phrase: "message" | "announcement" | "reply",
): Promise<void> {
  const hearing = rooms.filter(({ hears }) => hears);
  const silent = rooms.filter(({ hears }) => !hears).map(({ name }) => name);
  const { site, house, language, now, store } = context;
  const here = house.site();
  const isNamed = here !== undefined && here.passing !== true;
  const form = isNamed ? (isClause(context.text, words) ? `${phrase}-that` : phrase) : `${phrase}-nameless`;
  const text = context.phrase(form, { from: here?.name, message: ended(words) });
  const sites = hearing.map(({ id }) => id);
  const said = sites.length > 0 ? await context.announce({ text: capital(text, language), sites }) : nowhere;
  for (const id of said.sites) await store.set(`asked/${id}`, { from: site, at: now });
  const namesOf = (ids: readonly string[]): string[] =>
    hearing.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  const [names, quiet] = [namesOf(said.sites), namesOf(said.quiet)];
  silent.push(...namesOf(said.offline));
  const isAll = phrase === "announcement" && silent.length === 0 && quiet.length === 0;
  if (names.length > 0) await context.say(isAll ? "told-all" : "told", { rooms: names });
  if (quiet.length > 0) await context.say("quiet", { rooms: quiet });
  if (silent.length > 0) await context.say("silent", { rooms: silent });
}

const nowhere = { sites: [], offline: [], quiet: [] };

/** German words after "dass" are in an order of their own: they stay after it. */
const isClause = (text: string, words: string): boolean =>
  /\bdass[\s,]*$/i.test(text.slice(0, Math.max(0, text.lastIndexOf(words))));

/** As it was heard it may have no full stop. */
const ended = (words: string): string => (/[.!?…]$/.test(words) ? words : `${words}.`);
const capital = (text: string, language: string): string =>
  text.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase(language));
