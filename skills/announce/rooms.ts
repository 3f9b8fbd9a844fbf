/** Which rooms with a satellite stand where somebody says, and whether they can hear a message now. */
import { type SkillContext, sitesAt } from "hearsay";

export interface Room {
  readonly id: string;
  /** As it is spoken of. */
  readonly name: string;
  /** It is there, and has a loudspeaker. */
  readonly hears: boolean;
}

type Site = ReturnType<SkillContext["house"]["sites"]>[number];

const roomOf = ({ id, name, online, speaker }: Site): Room => ({ id, name, hears: online && speaker });

/** `area`: id of an area, of a floor or of a room with a satellite. The asking room itself counts when it is named. */
export function roomsAt(context: SkillContext, area: string): readonly Room[] {
  const found = sitesAt(context, area);
  const others = found.length > 1 ? found.filter(({ id }) => id !== context.site) : found;
  return others.map(roomOf);
}

export const roomsElsewhere = (context: SkillContext): readonly Room[] =>
  context.house
    .sites()
    .filter(({ id }) => id !== context.site)
    .map(roomOf);
