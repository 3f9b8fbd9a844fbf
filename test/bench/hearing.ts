/** The second hearing: commands understood before and after it, what it costs, and what it does to speech that is no command. */
import { parseArgs } from "node:util";
import { createListener } from "../../plugins/stt-moonshine/listener.ts";
import { fitted } from "../../plugins/stt-moonshine/second.ts";
import { defaultManifest, readClips } from "../kit/clips.ts";
import { modelFolder } from "../kit/models.ts";
import { type Evidence, evidenceOf } from "./hearing/evidence.ts";
import { fit } from "./hearing/fit.ts";
import { houseOf } from "./hearing/house.ts";
import { type Sound, soundsOf } from "./hearing/sounds.ts";
import { report } from "./hearing/tables.ts";

export const name = "hearing";
export const about =
  "Far and noisy commands heard a second time along the grammar: understood, added ms, false actions.";

type Options = { readonly args: string[]; log(text: string): void };

/** `--clips MANIFEST`, `--size base|tiny`, `--names N` (devices beside the virtual home), `--beams N`, `--fit`. */
export async function bench({ args, log }: Options): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      clips: { type: "string", default: defaultManifest },
      size: { type: "string", default: "base" },
      names: { type: "string", default: "200" },
      beams: { type: "string", default: "8" },
      fit: { type: "boolean", default: false },
    },
  });
  const house = await houseOf(Number(values.names), log);
  const folder = await modelFolder(`moonshine-${values.size}-en`);
  const options = { threads: 1, padding: 200, beams: Number(values.beams), limit: 60_000 };
  const listener = await createListener(folder, options);
  const sounds = [...soundsOf(readClips(values.clips))];
  const wantedOf = ({ clip }: Sound): string =>
    clip.kind === "command" && clip.domain === "home" ? house.deed(clip.transcript ?? "") : "";
  const heard: Evidence[] = [];
  listener.learn(house.grammar);
  for (const sound of sounds) {
    const one = await evidenceOf(listener, house, sound, wantedOf(sound));
    heard.push(one);
    log(
      `${sound.clip.file}, ${sound.condition}: ${one.free.text} | ${one.near?.text ?? ""} | ${one.bound?.text ?? ""}`,
    );
  }
  const removed: Evidence[] = [];
  const commands = sounds.filter((sound) => wantedOf(sound) !== "" && sound.condition !== "20 dB");
  for (const [said, some] of Map.groupBy(commands, ({ clip }) => clip.transcript ?? "")) {
    log(`without: ${said}`);
    const other = house.without(said);
    listener.learn(other.grammar);
    for (const sound of some) removed.push(await evidenceOf(listener, other, sound, wantedOf(sound)));
  }
  const limits = values.fit ? fit(heard, removed) : fitted;
  return { recogniser: `moonshine-${values.size}-en`, ...report(heard, removed, limits), thresholds: limits };
}
