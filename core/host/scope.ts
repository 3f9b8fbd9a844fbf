/** What a plugin began, so that all of it ends when the plugin is released, whatever goes wrong on the way. */
import { asFault, Fault } from "../contract/index.ts";

type Thing = Disposable | AsyncDisposable;

export interface Scope extends AsyncDisposable {
  /** Aborted when the scope is released, before anything is disposed. */
  readonly signal: AbortSignal;
  readonly released: boolean;
  /** Disposed last first; at once when the scope is released already. */
  own<T extends Thing>(thing: T): T;
  /** No longer owned: it was disposed already. */
  disown(thing: Thing): void;
}

/** `trouble` hears of what throws while it is disposed, and of what takes longer than `limitMs` and is left behind. */
export function createScope(trouble: (fault: Fault) => void, limitMs = 5000): Scope {
  const abort = new AbortController();
  const things = new Set<Thing>();
  let ending: Promise<void> | undefined;

  async function release(): Promise<void> {
    abort.abort(new Fault("CANCELLED", "It was released."));
    while (things.size > 0) {
      const last = [...things].at(-1) as Thing;
      things.delete(last);
      await dispose(last, trouble, limitMs);
    }
  }

  return {
    signal: abort.signal,
    get released() {
      return ending !== undefined;
    },
    own(thing) {
      if (ending) void dispose(thing, trouble, limitMs);
      else things.add(thing);
      return thing;
    },
    disown: (thing) => void things.delete(thing),
    [Symbol.asyncDispose]() {
      ending ??= release();
      return ending;
    },
  };
}

async function dispose(thing: Thing, trouble: (fault: Fault) => void, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Fault("JOB_TIMEOUT", `did not end within ${limitMs} ms`)), limitMs);
  });
  try {
    await Promise.race([ended(thing), late]);
  } catch (thrown) {
    const { code, message } = asFault(thrown, "JOB_FAILED");
    trouble(new Fault(code, `Something it owned could not be released: ${message}.`, { cause: thrown }));
  } finally {
    clearTimeout(timer);
  }
}

async function ended(thing: Thing): Promise<void> {
  if (Symbol.asyncDispose in thing) await thing[Symbol.asyncDispose]();
  else thing[Symbol.dispose]();
}
