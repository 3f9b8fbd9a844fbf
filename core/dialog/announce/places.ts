/** Where an announcement is said, and where it cannot or shall not be. */
import type { Messages } from "../../contract/index.ts";
import type { Dialogue } from "../house.ts";
import { quietIn } from "../quiet/quiet.ts";

export interface Places {
  readonly sites: string[];
  /** Wanted, and cannot be heard now. */
  readonly offline: string[];
  /** It is quiet there at this hour, and this can be said another time. */
  readonly quiet: string[];
}

type Sites = ReadonlyMap<string, Messages["site/state"]>;

export function placesOf(
  house: Pick<Dialogue, "settings" | "timeZone">,
  sites: Sites,
  { sites: named, except = [], urgent = false }: Messages["announce/start"],
  at: number,
): Places {
  const all = [...sites].filter(([, { speaker, passing }]) => speaker && !passing).map(([site]) => site);
  const wanted = [...new Set(named ?? all)].filter((site) => !except.includes(site)).sort();
  const places: Places = { sites: [], offline: [], quiet: [] };
  for (const site of wanted) {
    const state = sites.get(site);
    if (!state?.online || !state.speaker) places.offline.push(site);
    else if (!urgent && quietIn(house, site, at) !== undefined) places.quiet.push(site);
    else places.sites.push(site);
  }
  return places;
}
