/** Rounds a result to what people want to hear, and knows whether that changed it. */

/** Whole where it is large, two decimals where it is not, three digits where it is small. */
export function roundedFor(value: number): { readonly value: number; readonly exact: boolean } {
  const size = Math.abs(value);
  const short = Number(value.toPrecision(12));
  // Errors of the machine's arithmetic are no digits; what is written with few digits is said with all of them.
  const decimals = (String(short).split(".")[1] ?? "").length;
  const digits = String(Math.abs(short)).replace(/^0\.0*|\./g, "").length;
  if (!String(short).includes("e") && decimals <= 4 && (digits <= 8 || decimals === 0)) {
    return { value: short, exact: true };
  }
  const value3 = Number(value.toPrecision(3));
  if (size < 1) return { value: value3, exact: false };
  const places = size >= 1000 ? 0 : size >= 100 ? 1 : 2;
  return { value: Number(value.toFixed(places)), exact: false };
}
