/** The rest of a test house: its language engine knows skills and places, and its satellites do what they are told. */
import type { Bus, Messages } from "hearsay";
import { placesOf } from "../../core/dialog/lexicon.ts";
import type { Language } from "../../core/language/index.ts";

export async function followSkills(bus: Bus, language: Language): Promise<void> {
  const lists = new Map<string, Messages["devices/listed"]>();
  const sites = new Map<string, string>();
  const place = (): void => language.setPlaces(placesOf([...lists.values()], sites));
  await bus.on(
    "skill/state",
    {},
    ({ body }) => void language.setSkill(body),
    ({ skill }) => language.removeSkill(skill),
  );
  await bus.on("devices/listed", {}, ({ where, body }) => {
    lists.set(where.source, body);
    place();
  });
  await bus.on("site/state", {}, ({ where, body }) => {
    sites.set(where.site, body.name);
    place();
  });
}

/** There, with microphone and loudspeaker. */
export const aRoom: Omit<Messages["site/state"], "name" | "bootId"> = {
  online: true,
  microphone: true,
  speaker: true,
  echoCancelled: false,
  wakeOnDevice: false,
  formats: [],
  muted: false,
  volume: 0.5,
  wakeWords: [],
};

/** A satellite that does what it is told. */
export async function furnish(bus: Bus, site: string, state: Partial<Messages["site/state"]>): Promise<void> {
  let here: Messages["site/state"] = {
    ...aRoom,
    name: site,
    bootId: bus.bootId,
    ...state,
  };
  await bus.publish("site/state", { site }, here);
  await bus.on("site/configure", { site }, async ({ body: { volume, muted } }) => {
    here = {
      ...here,
      ...(volume === undefined ? {} : { volume }),
      ...(muted === undefined ? {} : { muted }),
    };
    await bus.publish("site/state", { site }, here);
  });
}
