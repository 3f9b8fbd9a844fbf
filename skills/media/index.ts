/** Plays, pauses and changes music and the like on the media players of the house. */
import { askDevices, type Deed, defineSkill, deviceSlots, nameOfPlace, perform, slot } from "hearsay";
import { type Place, playersFor } from "./players.ts";

const percent = slot.number({ min: 0, max: 100 });
const place = { device: deviceSlots.device, area: deviceSlots.area, kind: deviceSlots.kind };
/** What one step of "louder" is, of 100. */
const step = 10;

type Context = Parameters<typeof perform>[0];

export default defineSkill({
  name: "media",
  about: "Music, radio and television: play, pause, next, louder, what is playing.",
  outside: true,
  confirms: ["done-*"],
  intents: {
    play: {
      about: "Plays music, a station or anything else that was named, on a player of this or another room.",
      slots: { ...place, query: slot.text() },
      run: (context) =>
        control(context, context.slots, "any", {
          abilities: ["media"],
          command: () => ({ action: "play", values: { query: context.slots.query } }),
          done: () => "play",
        }),
    },
    control: {
      about: "Pauses, resumes or stops what is playing, or goes to the next or previous piece.",
      slots: {
        ...place,
        control: slot.choice().maybe(),
        halt: slot.choice().maybe(),
        off: slot.choice().maybe(),
        dislike: slot.choice().maybe(),
      },
      async run(context) {
        const { halt, off, dislike, control: said = halt ?? off ?? dislike ?? "resume" } = context.slots;
        const wanted = controls[said] ?? controls.resume;
        await control(context, context.slots, wanted.of, {
          abilities: ["media"],
          command: () => ({ action: wanted.action, values: {} }),
          done: () => (wanted.action === "play" ? "resume" : wanted.action),
        });
      },
    },
    volume: {
      about: "Makes what is playing louder or quieter, or sets how loud it is in percent.",
      slots: {
        ...place,
        way: slot.choice().maybe(),
        loud: slot.choice().maybe(),
        louder: slot.choice().maybe(),
        too: slot.choice().maybe(),
        percent: percent.maybe(),
      },
      async run(context) {
        const { loud, louder = loud, too = louder, way = too, percent: wanted } = context.slots;
        await control(context, context.slots, "on", {
          abilities: ["volume"],
          command(_device, state) {
            const known = state?.attributes.volume;
            const now = typeof known === "number" ? known : 50;
            const by = way === undefined ? 0 : (wanted ?? step) * (way === "up" ? 1 : -1);
            const volume = way === undefined ? (wanted ?? now) : Math.min(100, Math.max(0, now + by));
            return { action: "set", values: { volume } };
          },
          done: () => "volume",
        });
      },
    },
    mute: {
      about: "Silences what is playing, or lets it be heard again.",
      slots: { ...place, mute: slot.choice() },
      async run(context) {
        const action = context.slots.mute === "unmute" ? "unmute" : "mute";
        await control(context, context.slots, "on", {
          abilities: ["volume"],
          command: () => ({ action, values: {} }),
          done: () => action,
        });
      },
    },
    what: {
      about: "Says what is playing.",
      risk: "none",
      repeatable: true,
      slots: place,
      async run(context) {
        const meant = playersFor(context, context.slots, "playing");
        const [player] = "devices" in meant ? meant.devices : [];
        const now = player && context.house.deviceState(player.id);
        if (!player || now?.state !== "playing") return context.say("silence");
        const { title, artist } = now.attributes;
        const shown = { title, artist, name: player.name, area: nameOfPlace(context, player.area) };
        if (typeof title !== "string" || title === "") return context.say("playing", shown);
        await context.say(typeof artist === "string" ? "playing-by" : "playing-title", shown);
      },
    },
  },
});

interface Control {
  readonly action: "pause" | "play" | "stop" | "next" | "previous";
  readonly of: State;
}

const controls: Readonly<Record<string, Control>> & { readonly resume: Control } = {
  pause: { action: "pause", of: "playing" },
  resume: { action: "play", of: "paused" },
  stop: { action: "stop", of: "playing" },
  next: { action: "next", of: "playing" },
  previous: { action: "previous", of: "playing" },
};

type State = Parameters<typeof playersFor>[2];

async function control(context: Context, wish: Place, state: State, deed: Deed): Promise<void> {
  const { abilities } = deed;
  const meant = await askDevices(context, (at) => playersFor(context, { ...wish, ...at }, state, abilities));
  if (!meant) return;
  const [one, ...others] = meant;
  const isSilent = meant.every(({ id }) => context.house.deviceState(id)?.state !== "playing");
  if (state === "playing" && others.length > 0 && isSilent) return context.say("silence");
  if (!one || others.length > 0) {
    return context.say("where", { areas: meant.map(({ area }) => nameOfPlace(context, area)) });
  }
  await perform(context, { device: one.id }, deed);
}
