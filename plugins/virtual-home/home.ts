/** What stands in the pretend home: the built-in flat, or what the options list in its place. */
import { flat, type Home } from "./flat.ts";

export type HomeDevice = Home["devices"][number];

interface Place {
  readonly id: string;
  readonly name: string;
  readonly aliases?: readonly string[];
}

export interface Options {
  readonly language: "en" | "de";
  readonly floors?: readonly Place[];
  readonly areas?: readonly (Place & { readonly floor?: string })[];
  readonly devices?: readonly (Place & {
    readonly kind: string;
    readonly class?: string;
    readonly area?: string;
    readonly abilities: readonly string[];
  })[];
}

const placed = <P extends Place>({ aliases = [], ...place }: P) => ({ ...place, aliases: [...aliases] });

export function homeOf({ language, floors, areas, devices }: Options): Home {
  const built = flat(language);
  return {
    floors: floors?.map(placed) ?? (areas ? [] : built.floors),
    areas: areas?.map(placed) ?? built.areas,
    devices:
      devices?.map((device) => {
        return { ...placed(device), abilities: [...device.abilities], exposed: true };
      }) ?? built.devices,
  };
}
