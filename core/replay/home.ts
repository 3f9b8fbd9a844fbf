/** The devices of a played house: they do at once what they are told, and remember it. */
import type { Bus, Message, Messages } from "../contract/index.ts";

type Listed = Messages["devices/listed"];
type Changed = Pick<Messages["device/changed"], "state" | "attributes">;

const source = "replayed";
const opposite: Readonly<Record<string, string>> = { on: "off", off: "on" };
const stateAfter: Readonly<Record<string, string>> = {
  on: "on",
  off: "off",
  open: "open",
  close: "closed",
  lock: "locked",
  unlock: "unlocked",
  start: "cleaning",
  dock: "returning",
  play: "playing",
  pause: "paused",
};

/** Rejects as `Bus.publish` does. */
export async function openHome(bus: Bus, listed: Listed | undefined): Promise<AsyncDisposable> {
  const stack = new AsyncDisposableStack();
  if (!listed) return stack;
  const states = new Map<string, Changed>(
    listed.devices.map(({ id }) => [id, { state: "off", attributes: {} }]),
  );
  const tell = async (id: string): Promise<void> => {
    const state = states.get(id);
    if (state) await bus.publish("device/changed", { device: id }, { ...state, bootId: bus.bootId });
  };
  stack.use(
    await bus.answer("device/command", {}, async ({ body }) => {
      const changed = meant(listed, body);
      for (const id of changed) {
        states.set(id, after(states.get(id), body));
        await tell(id);
      }
      return { changed: [...changed] };
    }),
  );
  await bus.publish("devices/listed", { source }, { ...listed, bootId: bus.bootId });
  for (const id of states.keys()) await tell(id);
  return stack;
}

function meant(
  { devices }: Listed,
  { device, area, kind }: Message<"device/command">["body"],
): readonly string[] {
  const fits = (one: Listed["devices"][number]): boolean =>
    device === undefined
      ? (area === undefined || one.area === area) && (kind === undefined || one.kind === kind)
      : one.id === device;
  return devices.filter(fits).map(({ id }) => id);
}

function after(before: Changed | undefined, { action, values }: Messages["device/command"]): Changed {
  const { state = "off", attributes = {} } = before ?? {};
  const next =
    action === "toggle"
      ? (opposite[state] ?? "on")
      : (stateAfter[action] ?? (action === "set" ? "on" : state));
  return { state: next, attributes: { ...attributes, ...values } };
}
