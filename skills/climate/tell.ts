/** Says what thermometers, hygrometers and thermostats show. */
import { areaHere, type Device, findDevices, nameOfPlace, type SkillContext } from "hearsay";

type What = "temperature" | "wanted" | "humidity";

interface Place {
  readonly device?: string | undefined;
  readonly area?: string | undefined;
}

/** Rooms that are said one by one; more are too long to hear. */
const roomsSaid = 5;

export async function tell(context: SkillContext, { device, area }: Place, what: What): Promise<void> {
  const place = area ?? areaHere(context)?.id;
  const wish = device === undefined ? { area: place } : { device, area };
  const there = device === undefined && place === undefined ? [] : shownAt(context, wish, what);
  const shown =
    there.length > 0 || area !== undefined || device !== undefined ? there : everywhere(context, what);
  const [first] = shown;
  if (!first) return missing(context, wish, what, area !== undefined || device !== undefined);
  if (shown.length === 1)
    return context.say(`${what}-${first.place === "" ? "here" : "there"}`, { ...first });
  const each = shown.slice(0, roomsSaid).map((one) => context.phrase(`${what}-room`, { ...one }));
  await context.say(`${what}-rooms`, { rooms: each });
}

async function missing(context: SkillContext, wish: Place, what: What, wasNamed: boolean): Promise<void> {
  const meant = findDevices(context, wasNamed ? { ...wish, kind: "climate" } : { kind: "climate" });
  if (wasNamed && !("devices" in meant)) return context.say(meant.phrase, meant.values);
  await context.say(`no-${what}`);
}

const kindsOf = (what: What): readonly string[] => (what === "wanted" ? ["climate"] : [what, "climate"]);

/** What has a thermometer of its own is not asked for its heating's. */
function shownAt(context: SkillContext, wish: Place, what: What): readonly Shown[] {
  for (const kind of kindsOf(what)) {
    const meant = findDevices(context, { ...wish, kind });
    const values = "devices" in meant ? read(context, meant.devices, what) : [];
    if (values.length > 0) return values;
  }
  return [];
}

/** Nothing measures here: the whole house is told, room by room. */
const everywhere = (context: SkillContext, what: What): readonly Shown[] =>
  context.house.areas().flatMap(({ id }) => shownAt(context, { area: id }, what).slice(0, 1));

interface Shown {
  /** Empty: nobody said where it is. */
  readonly place: string;
  readonly value: number;
}

function read(context: SkillContext, devices: readonly Device[], what: What): readonly Shown[] {
  return devices.flatMap((device) => {
    const now = context.house.deviceState(device.id);
    const value =
      device.kind === "sensor" ? Number.parseFloat(now?.state ?? "") : now?.attributes[attribute[what]];
    if (typeof value !== "number" || Number.isNaN(value)) return [];
    return [{ place: nameOfPlace(context, device.area), value: Math.round(value * 10) / 10 }];
  });
}

const attribute: Readonly<Record<What, string>> = {
  temperature: "current",
  wanted: "temperature",
  humidity: "humidity",
};
