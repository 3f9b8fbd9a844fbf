/** Conformance suites as lists of named checks, so that a suite can be run on the real thing and seen to fail on a broken one. */
import { describe, expect, it } from "vitest";

/** One demand. `check` throws (vitest's `expect` does) when the subject does not meet it. */
export interface Check<T> {
  readonly name: string;
  check(subject: T): Promise<void>;
}

/** Makes a fresh subject; it is disposed after the check when it is Disposable or AsyncDisposable. */
export type Make<T> = () => T | Promise<T>;

export interface SuiteOptions {
  /** Why the suite cannot run here; printed with every skipped check. */
  readonly skip?: string | undefined;
  /** ms a check may take before it counts as hanging. */
  readonly limit?: number;
}

/** Runs every check as a test of its own, each on a fresh subject. */
export function describeSuite<T>(
  name: string,
  make: Make<T>,
  checks: readonly Check<T>[],
  options: SuiteOptions = {},
): void {
  describe(name, () => {
    for (const check of checks) {
      it(check.name, { timeout: options.limit ?? 20_000 }, async (context) => {
        if (options.skip !== undefined) context.skip(options.skip);
        await runCheck(make, check);
      });
    }
  });
}

/** Asserts that a broken fake fails the checks that are named; the others may pass or fail. */
export async function expectBroken<T>(
  fake: Make<T>,
  checks: readonly Check<T>[],
  names: readonly string[],
  limit = 10_000,
): Promise<void> {
  const passed: string[] = [];
  for (const name of names) {
    const check = checks.find((candidate) => candidate.name === name);
    if (!check) throw new Error(`The suite has no check named "${name}".`);
    const failed = await within(runCheck(fake, check), limit).then(
      () => false,
      () => true,
    );
    if (!failed) passed.push(name);
  }
  expect(passed, "checks that a broken fake passed").toEqual([]);
}

async function runCheck<T>(make: Make<T>, check: Check<T>): Promise<void> {
  const subject = await make();
  try {
    await check.check(subject);
  } finally {
    await dispose(subject);
  }
}

async function dispose(subject: unknown): Promise<void> {
  if (subject === null || typeof subject !== "object") return;
  const { [Symbol.asyncDispose]: later, [Symbol.dispose]: now } = subject as Partial<
    AsyncDisposable & Disposable
  >;
  if (later) await later.call(subject);
  else now?.call(subject);
}

async function within<T>(work: Promise<T>, limit: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`Hangs for more than ${limit} ms.`)), limit);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
