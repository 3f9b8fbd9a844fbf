/** Reads option values, and says clearly which option is wrong. */
import { Fault } from "../contract/index.ts";

/** Faults: USAGE. */
export function portOf(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535 && text.trim() !== "") return port;
  throw new Fault("USAGE", `${option} wants a port from 0 to 65535, not "${text}".`);
}

/** A room as topics have it, by bus-schema/common.json. Faults: USAGE. */
export function siteOf(text: string, option = "--site"): string {
  if (/^[a-z0-9][a-z0-9_-]{0,62}$/.test(text) && text !== "hub") return text;
  throw new Fault(
    "USAGE",
    `${option} wants a room: lower-case letters, digits, dash and underscore, not "${text}".`,
  );
}

/** A BCP-47 tag, by bus-schema/common.json. Faults: USAGE. */
export function languageOf(text: string, option = "--language"): string {
  if (/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(text) && text.length <= 35) return text;
  throw new Fault("USAGE", `${option} wants a language such as en or de-AT, not "${text}".`);
}
