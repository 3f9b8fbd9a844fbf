/** Names the house's devices and rooms for a language model, as data that can be nothing else. */
import type { Things } from "../lexicon.ts";
import { nameIn, quoted } from "./quote.ts";
import { devicesOf } from "./tools/slots.ts";

const mostDevices = 200;
const longest = 12_000;

/** "" where there is nothing. Names that read like anything but names are left out; the person can still say them. */
export function thingsShown(things: Things): string {
  const areas = new Map(things.areas.flatMap(({ id, name }) => pair(id, name)));
  const devices = devicesOf(things).flatMap(({ name, kind, area }) => {
    const shown = nameIn(name);
    if (shown === undefined) return [];
    const where = area === undefined ? undefined : areas.get(area);
    return [`${shown} (${[nameIn(kind) ?? "device", ...(where === undefined ? [] : [where])].join(", ")})`];
  });
  if (devices.length === 0 && areas.size === 0) return "";
  const rest = devices.length > mostDevices ? `; and ${devices.length - mostDevices} more` : "";
  const listed = devices.slice(0, mostDevices).join("; ") + rest;
  const rooms = [...new Set(areas.values())].join("; ");
  return quoted("what the house has", `Rooms: ${rooms}. Devices: ${listed}.`, longest);
}

/** Whether a text holds a name that was left out: whoever gave it that name may have had more in mind. */
export function holdsStrangeName(text: string, { devices, areas }: Things): boolean {
  const names = [...devices, ...areas].flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const plain = text.toLowerCase();
  return names.some((name) => nameIn(name) === undefined && plain.includes(name.trim().toLowerCase()));
}

const pair = (id: string, name: string): [string, string][] => {
  const shown = nameIn(name);
  return shown === undefined ? [] : [[id, shown]];
};
