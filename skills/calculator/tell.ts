/** Says a result as people would: exactly where that is short, else rounded, and huge ones as a power of ten. */
import type { Exact } from "./exact.ts";

export interface Told {
  readonly text: string;
  /** It was rounded. */
  readonly about: boolean;
  /** Set where `text` is to be taken times ten to the power of this. */
  readonly power?: number;
}

const places = 6;
/** From here on the digits say less than the size. */
const huge = 10n ** 15n;

const positive = (value: bigint): bigint => (value < 0n ? -value : value);

/** Half up, away from zero. */
function scaled({ n, d }: Exact, by: bigint): bigint {
  const twice = (positive(n) * by * 2n) / d;
  return (n < 0n ? -1n : 1n) * ((twice + 1n) / 2n);
}

function written(value: bigint, decimals: number, language: string): string {
  const sign = value < 0n ? "-" : "";
  const digits = positive(value)
    .toString()
    .padStart(decimals + 1, "0");
  const cut = digits.length - decimals;
  const text = `${sign}${digits.slice(0, cut)}.${digits.slice(cut) || "0"}` as `${number}`;
  return new Intl.NumberFormat(language, { maximumFractionDigits: decimals }).format(text);
}

export function tell(value: Exact, language: string): Told {
  const size = positive(value.n) / value.d;
  if (size >= huge) return asPower(value, size.toString().length - 1, language);
  const by = 10n ** BigInt(places);
  const small = value.n !== 0n && size === 0n && positive(value.n) * by < value.d * 100n;
  if (small) {
    const length = value.d.toString().length - positive(value.n).toString().length;
    const power = positive(value.n) * 10n ** BigInt(length) >= value.d ? length : length + 1;
    const exact = (positive(value.n) * 10n ** 8n) % value.d === 0n && !value.about;
    if (!exact) return asPower(value, -power, language);
    return { text: written(scaled(value, 10n ** 8n), 8, language), about: false };
  }
  const exact = (value.n * by) % value.d === 0n && value.about !== true;
  // A rounded result with six decimals would claim more than anybody asked for.
  const decimals = exact ? places : size >= 1000n ? 2 : 4;
  return { text: written(scaled(value, 10n ** BigInt(decimals)), decimals, language), about: !exact };
}

function asPower(value: Exact, power: number, language: string): Told {
  const by = 10n ** BigInt(Math.abs(power));
  const moved = power >= 0 ? { n: value.n, d: value.d * by } : { n: value.n * by, d: value.d };
  const text = written(scaled(moved, 1000n), 3, language);
  const exact = (moved.n * 1000n) % moved.d === 0n && value.about !== true;
  return { text, about: !exact, power };
}
