/** What the host lends to plugins and skills alike: a log and a small store. */

export interface Log {
  debug(text: string, facts?: object): void;
  info(text: string, facts?: object): void;
  warn(text: string, facts?: object): void;
  error(text: string, facts?: object): void;
  /** For what people said: written only when the setting `log.private` allows it. */
  private(text: string, words: object): void;
}

/** A small keyed store of one plugin or skill; survives restarts. Values are JSON. */
export interface Store {
  get<T = unknown>(key: string): Promise<T | undefined>;
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<boolean>;
  /** Keys that begin with `prefix`, sorted. */
  keys(prefix?: string): Promise<readonly string[]>;
}

/** What fills the gaps of a phrase, and what is set in options. */
export type Values = Readonly<Record<string, unknown>>;
