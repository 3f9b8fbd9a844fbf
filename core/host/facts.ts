/** What may be said of a thing in a log. */

/** Errors become code and message, so that neither a stack nor a cause's secrets reach the log by accident. */
export function plainFacts(facts: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [key, value instanceof Error ? errorFacts(value) : value]),
  );
}

function errorFacts(error: Error): object {
  const code = "code" in error ? { code: error.code } : {};
  const own = error.name === "Fault" ? {} : { stack: error.stack?.split("\n").slice(1, 6).join("\n") };
  return { ...code, message: error.message, ...own };
}
