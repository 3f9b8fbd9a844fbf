/** Exact fractions: what people expect of 0.1 + 0.2 is 0.3. */

/** A fraction in lowest terms; `d` is positive. `about`: it was rounded on the way. */
export interface Exact {
  readonly n: bigint;
  readonly d: bigint;
  readonly about?: boolean;
}

/** What cannot be worked out: a name that the language files have a phrase for. */
export class Unworkable extends Error {
  readonly why: "zero" | "big" | "root" | "unclear";
  constructor(why: Unworkable["why"]) {
    super(why);
    this.why = why;
  }
}

/** Digits of a numerator or denominator; more would take long and nobody could say them. */
const mostDigits = 1200;
const limit = 10n ** BigInt(mostDigits);

const positive = (value: bigint): bigint => (value < 0n ? -value : value);

function divisor(a: bigint, b: bigint): bigint {
  let [x, y] = [positive(a), positive(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** Throws Unworkable: zero below the line, or too many digits. */
export function fraction(n: bigint, d: bigint = 1n, about = false): Exact {
  if (d === 0n) throw new Unworkable("zero");
  if (positive(n) > limit || positive(d) > limit) throw new Unworkable("big");
  const by = (d < 0n ? -1n : 1n) * (divisor(n, d) || 1n);
  return { n: n / by, d: d / by, ...(about ? { about } : {}) };
}

/** Digits with at most one point, such as "3.50". */
export function decimal(text: string): Exact {
  const [whole = "", part = ""] = text.split(".");
  if (whole.length + part.length > mostDigits) throw new Unworkable("big");
  return fraction(BigInt(whole + part || "0"), 10n ** BigInt(part.length));
}

const either = (a: Exact, b: Exact): boolean => a.about === true || b.about === true;

export const add = (a: Exact, b: Exact): Exact => fraction(a.n * b.d + b.n * a.d, a.d * b.d, either(a, b));
export const negated = (a: Exact): Exact => ({ ...a, n: -a.n });
export const subtract = (a: Exact, b: Exact): Exact => add(a, negated(b));
export const multiply = (a: Exact, b: Exact): Exact => fraction(a.n * b.n, a.d * b.d, either(a, b));
export const divide = (a: Exact, b: Exact): Exact => fraction(a.n * b.d, a.d * b.n, either(a, b));

/** What is left when whole times are taken away; has the sign of `a`. */
export function rest(a: Exact, b: Exact): Exact {
  if (b.n === 0n) throw new Unworkable("zero");
  const times = (a.n * b.d) / (a.d * b.n);
  return subtract(a, multiply(fraction(times), b));
}

/** Whole exponents exactly, others rounded to 15 digits. */
export function power(base: Exact, exponent: Exact): Exact {
  if (exponent.d !== 1n) return rounded(toNumber(base) ** toNumber(exponent));
  const times = positive(exponent.n);
  const digits = Math.max(base.n.toString().length, base.d.toString().length);
  if (positive(base.n) > 1n || base.d > 1n) {
    if (times * BigInt(digits) > BigInt(mostDigits * 3)) throw new Unworkable("big");
  }
  const even = times % 2n === 0n ? 2n : 1n;
  const count = positive(base.n) <= 1n && base.d === 1n ? even : times;
  if (exponent.n === 0n) return fraction(1n);
  const raised = fraction(base.n ** count, base.d ** count, base.about);
  return exponent.n < 0n ? divide(fraction(1n), raised) : raised;
}

/** Exactly where the root is a fraction. Throws Unworkable for a root of less than nothing. */
export function root(a: Exact, degree: 2 | 3 = 2): Exact {
  if (a.n < 0n && degree === 2) throw new Unworkable("root");
  const [n, d] = [whole(positive(a.n), degree), whole(a.d, degree)];
  const sign = a.n < 0n ? -1n : 1n;
  if (n !== undefined && d !== undefined) return fraction(sign * n, d, a.about);
  const size = toNumber({ n: positive(a.n), d: a.d });
  return multiply(fraction(sign), rounded(degree === 2 ? Math.sqrt(size) : Math.cbrt(size)));
}

/** The whole root of a whole number, if it has one. */
function whole(value: bigint, degree: 2 | 3): bigint | undefined {
  if (value < 2n) return value;
  const exponent = BigInt(degree);
  let low = 1n;
  let high = 1n << BigInt(Math.ceil(value.toString(2).length / degree) + 1);
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle ** exponent <= value) low = middle;
    else high = middle - 1n;
  }
  return low ** exponent === value ? low : undefined;
}

function rounded(value: number): Exact {
  if (Number.isNaN(value)) throw new Unworkable("root");
  if (!Number.isFinite(value)) throw new Unworkable("big");
  const [digits = "0", exponent = "0"] = value.toExponential(14).split("e");
  const scale = Number(exponent);
  const sign = digits.startsWith("-") ? -1n : 1n;
  const size = decimal(digits.replace("-", ""));
  const by = 10n ** BigInt(Math.abs(scale));
  const { n, d } = scale < 0 ? divide(size, fraction(by)) : multiply(size, fraction(by));
  return { n: sign * n, d, about: true };
}

/** The nearest number; Infinity beyond what a number can be. */
export function toNumber({ n, d }: Exact): number {
  const shift = Math.max(0, Math.max(n.toString(2).length, d.toString(2).length) - 1000);
  const scaled = Number(n >> BigInt(shift)) / Number(d >> BigInt(shift) || 1n);
  return shift === 0 ? Number(n) / Number(d) : scaled;
}
