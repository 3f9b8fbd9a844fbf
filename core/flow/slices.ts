/** Does long work a few milliseconds at a time, so that a process which has other things to do goes on with them. */

/** ms that one slice may hold up everything else; a step of the work itself is not cut. */
const sliceMs = 4;

/** Runs a generator to its end; `each` hears what it yields. Rejects when the signal is aborted. */
export async function inSlices<T, R>(
  work: Generator<T, R>,
  { each, signal }: { readonly each?: (item: T) => void; readonly signal?: AbortSignal | undefined } = {},
): Promise<R> {
  let since = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    each?.(step.value);
    if (performance.now() - since < sliceMs) continue;
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    since = performance.now();
  }
}
