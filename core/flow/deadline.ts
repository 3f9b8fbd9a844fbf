/** A deadline that can stand still: what somebody waits for on purpose does not count. */

export interface Deadline extends Disposable {
  /** Its time stands still until every hold was given back. */
  hold(): Disposable;
}

/** `late` is called once, unless it was disposed before. */
export function startDeadline(ms: number, late: () => void): Deadline {
  let left = ms;
  let holds = 0;
  let over = false;
  let timer: NodeJS.Timeout | undefined;
  let since = 0;
  const stop = (): void => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    left -= performance.now() - since;
  };
  const go = (): void => {
    if (over || holds > 0 || timer !== undefined) return;
    since = performance.now();
    timer = setTimeout(
      () => {
        over = true;
        late();
      },
      Math.max(0, left),
    );
  };
  go();
  return {
    hold() {
      let held = true;
      holds++;
      stop();
      return {
        [Symbol.dispose]() {
          if (!held) return;
          held = false;
          holds--;
          go();
        },
      };
    },
    [Symbol.dispose]() {
      over = true;
      stop();
    },
  };
}
