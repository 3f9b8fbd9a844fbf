/** Reads option values, and says clearly which option is wrong. */
import { Fault } from "../contract/index.ts";

/** Faults: USAGE. */
export function portOf(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535 && text.trim() !== "") return port;
  throw new Fault("USAGE", `${option} wants a port from 0 to 65535, not "${text}".`);
}
