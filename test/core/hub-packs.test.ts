/** Language packs of the settings: loaded while the house runs, taken away again, and told of when they are wrong. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { type Bus, Fault, type Messages } from "../../core/contract/index.ts";
import { isLive } from "../../core/host/settings/schema.ts";
import { openPackLoader, type PackLoader } from "../../core/hub-packs.ts";
import { createLanguage, type Language } from "../../core/language/index.ts";
import { busFor } from "../kit/bus-for.ts";
import { testLog } from "../kit/log.ts";

const sentences = (language: string, sentence: string): string =>
  `language: ${language}\nintents:\n  HassNevermind:\n    data:\n      - sentences: ["${sentence}"]\n`;

interface Place extends AsyncDisposable {
  readonly folder: string;
  put(path: string, text: string): Promise<void>;
}

async function folder(files: Readonly<Record<string, string>>): Promise<Place> {
  const root = await mkdtemp(join(tmpdir(), "hearsay-packs-"));
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files)) await put(path, text);
  return { folder: root, put, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}

const corpus = () =>
  folder({
    "sentences/fr/_common.yaml": "language: fr\n",
    "sentences/fr/a.yaml": sentences("fr", "rien"),
    "sentences/nl/a.yaml": sentences("nl", "niets"),
    "sentences/it/a.yaml": sentences("it", "niente"),
    "sentences/it/b.yaml": sentences("it", "niente ("),
    "sentences/it/c.yaml": "intents: [",
  });

interface Bench extends AsyncDisposable {
  readonly loader: PackLoader;
  readonly language: Language;
  readonly pulled: string[];
  readonly faults: Messages["fault"][];
  /** Languages that are there once all is settled. */
  after(wanted: Parameters<PackLoader["apply"]>[0]): Promise<string[]>;
}

async function bench(published?: string): Promise<Bench> {
  await using stack = new AsyncDisposableStack();
  const { bus } = stack.use(await busFor());
  const language = createLanguage();
  const pulled: string[] = [];
  const faults = await faultsOn(bus);
  const ready = async (): Promise<string> => {
    if (published !== undefined && pulled.length > 0) return published;
    throw new Fault("MODEL_FETCH_FAILED", "it is not on this machine");
  };
  const pull = async (names: readonly string[]) => {
    pulled.push(...names);
    return { fetched: names, restricts: [] };
  };
  const loader = stack.use(
    openPackLoader({ packs: language, models: { ready, pull }, bus, log: testLog("packs") }),
  );
  const open = stack.move();
  return {
    loader,
    language,
    pulled,
    faults,
    async after(wanted) {
      loader.apply(wanted);
      await loader.settled();
      await new Promise((resolve) => setTimeout(resolve, 20));
      return language.packs().map((pack) => pack.language);
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

async function faultsOn(bus: Bus): Promise<Messages["fault"][]> {
  const faults: Messages["fault"][] = [];
  await bus.on("fault", {}, ({ body }) => void faults.push(body));
  return faults;
}

it("loads what is wanted, and takes away what is not", async () => {
  await using place = await corpus();
  await using made = await bench();
  const packFolder = place.folder;
  expect(await made.after({ packs: ["fr", "nl", "fr"], packFolder })).toEqual(["fr", "nl"]);
  expect(await made.after({ packs: ["nl"], packFolder })).toEqual(["nl"]);
  expect(await made.after({ packs: [], packFolder })).toEqual([]);
  expect([made.pulled, made.faults]).toEqual([[], []]);
});

it("needs no restart", () => {
  expect([isLive(["language", "packs"]), isLive(["language", "packFolder"])]).toEqual([true, true]);
});

it("reads again what comes from another folder", async () => {
  await using place = await corpus();
  await using other = await folder({ "sentences/fr/a.yaml": sentences("fr", "(rien|laisse tomber)") });
  await using made = await bench();
  await made.after({ packs: ["fr"], packFolder: place.folder });
  const before = made.language.packs()[0]?.bytes ?? 0;
  await made.after({ packs: ["fr"], packFolder: other.folder });
  expect(made.language.packs()[0]?.bytes).toBeGreaterThan(before);
});

it("fetches the published corpus where no folder is named", async () => {
  await using place = await corpus();
  await using made = await bench(place.folder);
  expect(await made.after({ packs: [] })).toEqual([]);
  expect(made.pulled).toEqual([]);
  expect(await made.after({ packs: ["fr"] })).toEqual(["fr"]);
  expect(await made.after({ packs: ["fr", "nl"] })).toEqual(["fr", "nl"]);
  expect(made.pulled).toEqual(["intents"]);
});

it("tells of a corpus that cannot be had", async () => {
  await using made = await bench();
  expect(await made.after({ packs: ["fr"] })).toEqual([]);
  expect(made.faults).toMatchObject([{ code: "MODEL_FETCH_FAILED" }]);
});

it("tells of a pack that is broken or not there, and goes on with the others", async () => {
  await using place = await corpus();
  await using made = await bench();
  expect(await made.after({ packs: ["xx", "it", "nl"], packFolder: place.folder })).toEqual(["it", "nl"]);
  expect(made.faults.map(({ code }) => code)).toEqual(["PACK_INVALID", "PACK_INVALID"]);
  expect(made.faults[0]?.message).toContain('no language "xx"');
  expect(made.faults[1]?.message).toMatch(/^it: 2 left out, such as .*c\.yaml/);
});

it("drops what it was about to do when the settings change again, or the house closes", async () => {
  await using place = await corpus();
  const packFolder = place.folder;
  const made = await bench();
  made.loader.apply({ packs: ["fr", "nl", "it"], packFolder });
  expect(await made.after({ packs: ["nl"], packFolder })).toEqual(["nl"]);
  made.loader.apply({ packs: ["fr"], packFolder });
  await made[Symbol.asyncDispose]();
  expect(made.language.packs()).toEqual([]);
  expect(made.faults).toEqual([]);
});
