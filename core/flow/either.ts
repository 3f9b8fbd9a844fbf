/** One signal of several that can be let go of: `AbortSignal.any` keeps its signal, with all that listens to it, while no source aborts. */

export interface Either extends Disposable {
  /** Aborted with the reason of the first of them. */
  readonly signal: AbortSignal;
}

/** Disposed, it hears the others no more. */
export function either(...signals: readonly AbortSignal[]): Either {
  const joined = new AbortController();
  const leave = (): void => {
    for (const signal of signals) signal.removeEventListener("abort", pass);
  };
  function pass(this: AbortSignal): void {
    leave();
    joined.abort(this.reason);
  }
  for (const signal of signals) signal.addEventListener("abort", pass, { once: true });
  const first = signals.find(({ aborted }) => aborted);
  if (first) pass.call(first);
  return { signal: joined.signal, [Symbol.dispose]: leave };
}
