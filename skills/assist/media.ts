/** What packs ask of players: pause, go on, skip, louder, quieter, silent, and playing something. */
import { areaHere, type Device, type SkillContext, slot } from "hearsay";
import { carryOut, type Order } from "./carry-out.ts";
import { deviceSlots, type Meant, meantBy, type Wish } from "./meant.ts";
import { serves } from "./serves.ts";

const percent = slot.number({ min: 0, max: 100 });
/** What one step of "louder" is, of 100. */
const step = 10;

const sounds: ReadonlySet<string> = new Set(["playing"]);
const waits: ReadonlySet<string> = new Set(["paused", "idle"]);

/** Where nothing was named: the player that is so and nearest, else one that is near. */
function playersFor(context: SkillContext, wish: Wish, ability: string, states: ReadonlySet<string>): Meant {
  const meant = meantBy(context, { domain: "media_player", ...wish }, (device) =>
    device.abilities.includes(ability),
  );
  if (!("devices" in meant) || wish.name !== undefined) return meant;
  const { devices } = meant;
  const here = areaHere(context)?.id;
  const near = devices.filter(({ area }) => here !== undefined && area === here);
  const isSo = ({ id }: Device): boolean => states.has(context.house.deviceState(id)?.state ?? "");
  const so = devices.filter(isSo);
  if (wish.area !== undefined) return { devices: so.length > 0 ? so : devices };
  const found = [near.filter(isSo), so, near].find((some) => some.length > 0);
  return { devices: found ?? devices };
}

const order = (
  context: SkillContext,
  wish: Wish,
  action: Order[0],
  states: ReadonlySet<string> = sounds,
): Promise<void> => carryOut(context, playersFor(context, wish, "media", states), () => [action]);

function volume(context: SkillContext, wish: Wish, orderFor: (now: number) => Order): Promise<void> {
  return carryOut(context, playersFor(context, wish, "volume", sounds), ({ id }) => {
    const now = context.house.deviceState(id)?.attributes.volume;
    return orderFor(typeof now === "number" ? now : 50);
  });
}

const by = (said: string): number => (said === "up" ? step : said === "down" ? -step : Number(said));
const within = (level: number): number => Math.min(100, Math.max(0, level));

const control = (about: string, action: Order[0], states?: ReadonlySet<string>) =>
  serves({
    about,
    slots: deviceSlots,
    run: (context) => order(context, context.slots, action, states),
  });

const muting = (about: string, action: "mute" | "unmute") =>
  serves({
    about,
    slots: deviceSlots,
    run: (context) => volume(context, context.slots, () => [action]),
  });

export const media = {
  HassMediaPause: control("Pauses what plays.", "pause"),
  HassMediaUnpause: control("Lets a player go on.", "play", waits),
  HassMediaNext: control("Skips to the next piece.", "next"),
  HassMediaPrevious: control("Goes back to the piece before.", "previous"),
  HassMediaPlayerMute: muting("Silences a player.", "mute"),
  HassMediaPlayerUnmute: muting("Lets a silenced player be heard again.", "unmute"),
  HassSetVolume: serves({
    about: "Sets how loud a player is.",
    slots: { ...deviceSlots, volume_level: percent },
    run(context) {
      const { volume_level: level, ...wish } = context.slots;
      return volume(context, wish, () => ["set", { volume: level }]);
    },
  }),
  HassSetVolumeRelative: serves({
    about: "Makes a player louder or quieter.",
    slots: { ...deviceSlots, volume_step: slot.choice() },
    run(context) {
      const { volume_step: said, ...wish } = context.slots;
      return volume(context, wish, (now) => ["set", { volume: within(now + by(said)) }]);
    },
  }),
  HassMediaSearchAndPlay: serves({
    about: "Plays what is asked for.",
    slots: {
      name: deviceSlots.name,
      area: deviceSlots.area,
      search_query: slot.text(),
      media_class: slot.choice().maybe(),
    },
    run(context) {
      const { search_query: query, name, area } = context.slots;
      return carryOut(context, playersFor(context, { name, area }, "media", waits), () => [
        "play",
        { query },
      ]);
    },
  }),
};
