/** Decides whether, and how long, the ear of a room stays open after an answer. */
import type { Messages, Persona } from "../../contract/index.ts";
import type { DialogSettings } from "../house.ts";
import type { TurnRequest, TurnResult } from "../request.ts";

/** Said to somebody who may speak again; what was typed was not. */
export const isSpoken = (what: TurnRequest["what"]): boolean =>
  "text" in what
    ? what.spoken !== undefined
    : "say" in what
      ? what.toSpeaker === true
      : "listen" in what || "run" in what || "deliver" in what;

/** There is a microphone that stays, and it is open; what was heard just now came from one. */
export const hasEar = (what: TurnRequest["what"], state: Messages["site/state"] | undefined): boolean =>
  state?.online === true &&
  !state.muted &&
  state.passing !== true &&
  (state.microphone || "listen" in what || "text" in what);

/**
 * What the room hears next without a wake word: the answer to a question of the house, for as long as the first word may
 * always take, or whatever is said within the window that is set. Undefined: nothing.
 */
export function windowAfter(
  { what, canHear, persona, site }: TurnRequest,
  { expects, heard }: TurnResult,
  settings: Pick<DialogSettings, "followUp" | "rooms">,
): { readonly window?: number } | undefined {
  if (!heard || "run" in what || "deliver" in what || !isSpoken(what) || !canHear()) return undefined;
  if (expects !== undefined) return {};
  const window = followUpOf(settings, site, persona);
  return window > 0 ? { window } : undefined;
}

/** The room's own, else the persona's, else the house's; ms. */
const followUpOf = (
  { followUp = 0, rooms }: Pick<DialogSettings, "followUp" | "rooms">,
  site: string,
  persona: Pick<Persona, "followUp">,
): number => rooms?.[site]?.followUp ?? persona.followUp ?? followUp;
