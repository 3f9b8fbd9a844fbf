/** Where the bytes come from: packages of the npm registry, and files served over HTTPS. */
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { Fault } from "../../contract/index.ts";
import type { Parcel } from "./download.ts";
import { authorities } from "./http.ts";
import type { Catalog, CatalogFile, Origin } from "./types.ts";
import { sumOf } from "./verify.ts";

/** A parcel and the name of the `.part` it arrives in. */
export interface Fetchable extends Parcel {
  readonly key: string;
  readonly packed: boolean;
}

export interface SourceOptions {
  /** The npm registry; default: npm's own setting. */
  readonly registry: string | undefined;
  /** Where the registry's answers are kept for the time of one pull. */
  readonly cache: string;
}

export function fetchable(
  catalog: Catalog,
  file: CatalogFile,
  origin: Origin,
  options: SourceOptions,
): Fetchable {
  if ("url" in origin) {
    const { algorithm, hex } = sumOf(file);
    return {
      key: `file-${hex.slice(0, 24)}`,
      packed: false,
      about: origin.url,
      bytes: file.bytes,
      digest: { algorithm, value: Buffer.from(hex, "hex") },
      locate: async () => origin.url,
    };
  }
  const source = catalog.sources[origin.source];
  if (!source) throw new Fault("INTERNAL", `The catalogue has no source ${origin.source}`);
  const value = Buffer.from(source.integrity.slice("sha512-".length), "base64");
  return {
    key: `npm-${origin.source}`,
    packed: true,
    about: `npm package ${source.npm}`,
    bytes: source.bytes,
    digest: { algorithm: "sha512", value },
    locate: () => locate(source.npm, source.integrity, options),
  };
}

/** The tarball's address. What the registry says of its digest must agree with the catalogue. */
async function locate(npm: string, integrity: string, { registry, cache }: SourceOptions): Promise<string> {
  try {
    const from = registry ?? (await npmRegistry());
    // Loaded only when something is fetched: it would slow every start.
    const { default: pacote } = await import("pacote");
    const found = await pacote.manifest(npm, {
      integrity,
      cache,
      fetchRetries: 0,
      timeout: 30_000,
      ca: authorities(),
      ...(from ? { registry: from } : {}),
    });
    return found._resolved;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    const lasting = /^(E4(?!08|29)\d\d|ETARGET|EINTEGRITY|ENOVERSIONS)$/.test(code);
    const message = `npm package ${npm}: the registry does not give it: ${reason}`;
    throw new Fault("MODEL_FETCH_FAILED", message, { retryable: !lasting, cause });
  }
}

/** npm's own setting of the registry: the environment, then the user's .npmrc; undefined: npm's default. */
async function npmRegistry(): Promise<string | undefined> {
  const { env } = process;
  const set = env.npm_config_registry ?? env.NPM_CONFIG_REGISTRY;
  if (set) return set;
  const file = env.npm_config_userconfig ?? env.NPM_CONFIG_USERCONFIG ?? join(homedir(), ".npmrc");
  const text = await readFile(file, "utf8").catch(() => "");
  return /^\s*registry\s*=\s*(\S+)\s*$/m.exec(text)?.[1];
}
