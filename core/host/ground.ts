/** The places where plugins lie: looked through at the start, and watched for what is added, changed or taken away. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { asFault, type Fault, type Log } from "../contract/index.ts";
import { bundled, findIn, findPackage, type Place, placeIn } from "./find.ts";
import { describeAt } from "./load.ts";
import type { Settings } from "./settings/index.ts";
import { watchFolder } from "./watch.ts";

export interface GroundOptions {
  readonly folders: { readonly plugins: string; readonly skills: string } | undefined;
  readonly settings: () => Settings;
  readonly log: Log;
  readonly trouble: (plugin: string, fault: Fault) => void;
  readonly appeared: (place: Place) => void;
  readonly changed: (place: Place) => void;
  readonly vanished: (name: string) => void;
}

export interface Ground {
  /** Every plugin there is, each name once: the user's own go before bundled ones. */
  look(): Promise<readonly Place[]>;
  /** Where it lies now; a package may have moved. */
  placeOf(place: Place): Promise<Place>;
  watch(): Promise<AsyncDisposable>;
}

export function openGround(options: GroundOptions): Ground {
  const own = options.folders ?? bundled;
  const { settings, log, trouble } = options;
  const known = new Map<string, Place>();

  /** Best first: a name found twice is taken from the first. */
  function folders(): readonly (readonly [string, Place["from"]])[] {
    const { data, plugins } = settings();
    const users = [...plugins.folders, join(data, "plugins"), join(data, "skills")];
    return [
      ...users.map((folder) => [folder, "folder"] as const),
      [own.plugins, "bundled"],
      [own.skills, "bundled"],
    ];
  }

  const bases = (): readonly string[] => [settings().data, process.cwd()];

  async function packages(): Promise<readonly Place[]> {
    const found: Place[] = [];
    for (const name of settings().plugins.packages) {
      try {
        const place = await findPackage(name, bases());
        found.push({ ...place, name: await nameOf(place) });
      } catch (thrown) {
        const fault = asFault(thrown, "PLUGIN_INVALID");
        log.error(fault.message, { code: fault.code, package: name });
        trouble(name, fault);
      }
    }
    return found;
  }

  /** A package's plugin has the name it gives itself; one that cannot be loaded is listed under its package's. */
  const nameOf = (place: Place): Promise<string> =>
    describeAt(place).then(
      ({ name }) => name,
      () => place.name,
    );

  async function changed(folder: string, from: Place["from"], name: string): Promise<void> {
    const place = await placeIn(folder, name, from);
    const before = known.get(name);
    if (before && before.folder !== join(folder, name) && (!place || from === "bundled")) return;
    if (place) known.set(name, place);
    else known.delete(name);
    if (place && before) options.changed(place);
    else if (place) options.appeared(place);
    else if (before) options.vanished(name);
  }

  return {
    async look() {
      const lists = folders().map(async ([folder, from]) => findIn(folder, from));
      const users = (await packages()).concat(...(await Promise.all(lists)));
      for (const place of users) {
        const first = known.get(place.name);
        if (first) log.info("A plugin stands in place of another.", { name: place.name, used: first.folder });
        else known.set(place.name, place);
      }
      return [...known.values()];
    },
    async placeOf(place) {
      if (place.from === "package") return place;
      return (await placeIn(dirname(place.folder), place.name, place.from)) ?? place;
    },
    async watch() {
      const ends = new AsyncDisposableStack();
      const { folders: said } = settings().plugins;
      for (const [folder, from] of folders()) {
        // A mistyped folder is not to be made by watching it.
        if (said.includes(folder) && !existsSync(folder)) continue;
        const hear = (entry: string): void =>
          void changed(folder, from, entry).catch((error) => log.warn("A change was missed.", { error }));
        ends.use(await watchFolder(folder, hear, log));
      }
      return ends;
    },
  };
}
