/** Which patience holds for a turn: the one asked for, the room's, the house's, or the persona's own. */
import type { Persona } from "../../contract/index.ts";
import type { DialogSettings } from "../house.ts";
import type { Patience } from "./patience.ts";

export function patienceIn(
  { patience, rooms = {} }: DialogSettings,
  site: string,
  persona: Pick<Persona, "patience">,
  asked?: Patience,
): Patience {
  return asked ?? rooms[site]?.patience ?? patience ?? persona.patience;
}
