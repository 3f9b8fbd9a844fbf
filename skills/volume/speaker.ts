/** What sounds in a room: a media player that plays there, and the satellite's loudspeaker. */
import { areaHere, type SkillContext } from "hearsay";

export interface Speaker {
  /** Under which it is remembered how loud it was. */
  readonly key: string;
  /** Percent. */
  readonly now: number;
  /** Rejects when it did not change. */
  set(percent: number): Promise<void>;
}

/** `idle`: one that is silent too. */
export function playerHere(context: SkillContext, idle = false): Speaker | undefined {
  const { house } = context;
  const area = areaHere(context)?.id;
  const player = house
    .devices()
    .find(
      (device) =>
        device.exposed &&
        device.kind === "media_player" &&
        device.abilities.includes("volume") &&
        area !== undefined &&
        device.area === area &&
        (idle || house.deviceState(device.id)?.state === "playing"),
    );
  if (!player) return undefined;
  const volume = house.deviceState(player.id)?.attributes.volume;
  return {
    key: `player/${player.id}`,
    now: typeof volume === "number" ? Math.round(volume) : 50,
    async set(percent) {
      await context.device({ device: player.id, action: "set", values: { volume: percent } });
    },
  };
}

export function voiceHere({ house, site, send }: SkillContext): Speaker | undefined {
  const here = house.site();
  if (!here?.speaker) return undefined;
  return {
    key: site,
    now: Math.round(here.volume * 100),
    set: (percent) => send("site/configure", { site }, { volume: percent / 100 }),
  };
}
