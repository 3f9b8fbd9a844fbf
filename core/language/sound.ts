/** Remembers what was found sound by its print, so that the same words need not be compiled only to check them again. */
import { createHash } from "node:crypto";

/** What decides whether templates are sound. */
export interface Checkable {
  readonly hear: Readonly<Record<string, readonly string[]>>;
  readonly rules?: Readonly<Record<string, string>> | undefined;
  readonly lists?: Readonly<Record<string, unknown>> | undefined;
}
interface SlotSaid {
  readonly kind?: unknown;
  readonly optional?: unknown;
  readonly min?: unknown;
  readonly max?: unknown;
}
type Intents = Readonly<Record<string, { readonly slots: Readonly<Record<string, SlotSaid>> }>>;

/** Prints; those used least lately go first. */
const most = 8000;
const kept = new Set<string>();
const listeners = new Set<() => void>();

export const sound = {
  has(print: string): boolean {
    if (!kept.delete(print)) return false;
    kept.add(print);
    return true;
  },
  add(print: string): void {
    if (kept.has(print)) return;
    kept.add(print);
    const [oldest] = kept;
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    for (const hear of listeners) hear();
  },
  all: (): readonly string[] => [...kept],
  clear: (): void => kept.clear(),
  /** Called after each that is added. */
  onAdd(hear: () => void): Disposable {
    listeners.add(hear);
    return { [Symbol.dispose]: () => void listeners.delete(hear) };
  },
};

export const printOf = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("base64url");

/** Of the templates of one language file, with the slots of the intents that they are for. */
export function printOfWords(language: string, { hear, rules, lists }: Checkable, intents: Intents): string {
  const slots = Object.keys(hear).map((intent) =>
    Object.hasOwn(intents, intent) ? Object.entries(intents[intent]?.slots ?? {}).map(slotFacts) : null,
  );
  return printOf(["words", language, hear, rules ?? {}, lists ?? {}, slots]);
}

const slotFacts = ([name, { kind, optional, min, max }]: [string, SlotSaid]): readonly unknown[] => [
  name,
  kind,
  optional === true,
  min ?? null,
  max ?? null,
];
