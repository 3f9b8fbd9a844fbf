/** A stand-in for a package while a plugin is only asked what it is: every property, call or construction gives itself again. */
export const stub: unknown = new Proxy(function standIn() {}, {
  get(target, key) {
    // Not awaitable, and empty wherever a primitive is wanted.
    if (key === "then") return undefined;
    if (key === Symbol.toPrimitive) return () => "";
    if (key === "prototype") return target.prototype;
    return stub;
  },
  apply: () => stub,
  construct: () => stub as object,
});
