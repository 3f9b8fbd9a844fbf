/** A home that is not there: areas and devices that answer like real ones, until a bridge to real ones is installed. */
import type { Bus, Message, Messages } from "hearsay";
import { asFault, definePlugin, problemOf } from "hearsay";
import { apply, type DeviceState, initialState, later } from "./behave.ts";
import type { Home } from "./flat.ts";
import { type HomeDevice, homeOf, type Options } from "./home.ts";
import { schema } from "./options.ts";
import { scenes } from "./things.ts";

const source = "virtual-home";

export default definePlugin<Options>({
  name: "virtual-home",
  about: "A flat of pretend lamps, blinds, heating, a robot and more, to try Hearsay without any.",
  version: "0.1.0",
  options: schema,
  async start(host, options) {
    const { bus, store, log } = host;
    const home = homeOf(options);
    const states = new Map<string, DeviceState>();
    for (const { id, abilities, kind, class: made } of home.devices) {
      const kept = await store.get<DeviceState>(`state/${id}`);
      states.set(id, kept ?? initialState(abilities, kind, made));
    }
    const say = (id: string): Promise<unknown> =>
      bus.publish("device/changed", { device: id }, { ...stateOf(states, id), bootId: bus.bootId });

    const clocks = new Map<string, NodeJS.Timeout>();
    async function become(id: string, state: DeviceState): Promise<void> {
      states.set(id, state);
      await store.set(`state/${id}`, state);
      await say(id);
      expect(id);
    }
    /** The robot comes home and rooms grow warm, though nobody asks. */
    function expect(id: string): void {
      clearTimeout(clocks.get(id));
      const change = later(stateOf(states, id));
      if (!change) return;
      const fault = (error: unknown): void => log.warn("A pretend device could not change.", { id, error });
      const clock = setTimeout(() => become(id, change.next).catch(fault), change.after);
      clocks.set(id, clock.unref());
    }

    async function obey(command: Messages["device/command"], mine: readonly HomeDevice[]): Promise<string[]> {
      const next = mine.map(
        ({ id, abilities }) => [id, apply(stateOf(states, id), abilities, command)] as const,
      );
      for (const [id, state] of next) {
        await become(id, state);
        if (command.action === "activate") await act(id);
      }
      return next.map(([id]) => id);
    }
    async function act(scene: string): Promise<void> {
      for (const command of scenes[scene] ?? []) await obey(command, wanted(home, command) ?? []);
    }

    /** What is not of this home is left unanswered: another bridge may know it. */
    async function hear(message: Message<"device/command">): Promise<void> {
      const mine = wanted(home, message.body);
      if (!mine) return;
      try {
        await answer(bus, message, { ok: true, result: { changed: await obey(message.body, mine) } });
      } catch (error) {
        const fault = asFault(error, "JOB_FAILED");
        log.warn("A pretend device could not do that.", { code: fault.code, message: fault.message });
        await answer(bus, message, { ok: false, problem: problemOf(fault) });
      }
    }

    host.own(await bus.on("device/command", {}, inTurn(hear)));
    host.own({
      [Symbol.dispose]() {
        for (const clock of clocks.values()) clearTimeout(clock);
      },
    });
    for (const { id } of home.devices) {
      await say(id);
      expect(id);
    }
    await bus.publish("devices/listed", { source }, { ...home, bootId: bus.bootId });
    host.own({ [Symbol.asyncDispose]: () => leave(bus, home) });
  },
});

const stateOf = (states: ReadonlyMap<string, DeviceState>, id: string): DeviceState =>
  states.get(id) ?? initialState([]);

/** The devices that a command is for, or undefined when it names nothing of this home. */
function wanted(
  home: Home,
  { device, area, kind }: Messages["device/command"],
): readonly HomeDevice[] | undefined {
  if (device !== undefined) {
    const found = home.devices.find(({ id }) => id === device);
    return found && [found];
  }
  if (area !== undefined && !home.areas.some(({ id }) => id === area)) return undefined;
  const there = home.devices.filter((one) => area === undefined || one.area === area);
  const fitting = there.filter((one) => kind === undefined || one.kind === kind);
  return area === undefined && fitting.length === 0 ? undefined : fitting;
}

/** One after the other: two commands at once must not both start from the same state. */
function inTurn<T>(work: (item: T) => Promise<void>): (item: T) => Promise<void> {
  let last = Promise.resolve();
  return (item) => {
    last = last.then(() => work(item));
    return last;
  };
}

async function answer(bus: Bus, message: Message<"device/command">, body: Messages["answer"]): Promise<void> {
  const { id: cause, turn, replyTo } = message;
  if (replyTo === undefined) return;
  await bus.publish("answer", { instance: replyTo }, body, {
    cause,
    ...(turn === undefined ? {} : { turn }),
  });
}

async function leave(bus: Bus, home: Home): Promise<void> {
  await bus.clear("devices/listed", { source });
  for (const { id } of home.devices) await bus.clear("device/changed", { device: id });
}
