/** Numbers and texts put into a pattern, as Python's str.format and % do, and its rounding. */
import { amount, bounded, isFloat, str, type Value, wrong } from "./values.ts";

/** To so many decimals; halves go to the even neighbour. */
export function rounded(number: number, digits: number): number {
  if (!Number.isFinite(number)) return number;
  const places = Math.max(-15, Math.min(15, digits));
  const scale = 10 ** places;
  const isHalf = Number.isInteger(number * 2 ** (places + 1)) && Math.abs((number * scale * 2) % 2) === 1;
  if (isHalf || places < 0) {
    const near = Math.round(number * scale);
    const even = isHalf && near % 2 !== 0 ? near - 1 : near;
    return even / scale;
  }
  return Number(number.toFixed(places));
}

/** `{}`, `{0:02d}`, `{name:.1f}`. */
export function formatBraces(
  pattern: string,
  args: readonly Value[],
  named: ReadonlyMap<string, Value>,
): string {
  let next = 0;
  return bounded(
    pattern.replace(
      /\{\{|\}\}|\{(\w*)(?::([^{}]*))?\}/g,
      (all, name: string | undefined, spec: string | undefined) => {
        if (all === "{{" || all === "}}") return all.charAt(0);
        const key = name || String(next++);
        if (/^\d+$/.test(key) ? Number(key) >= args.length : !named.has(key))
          wrong(`format has nothing for {${key}}`);
        return field(/^\d+$/.test(key) ? args[Number(key)] : named.get(key), spec ?? "");
      },
    ),
  );
}

/** `%s`, `%02d`, `%.1f`. */
export function formatPercent(pattern: string, value: Value): string {
  const args = Array.isArray(value) ? value : [value];
  let next = 0;
  return bounded(
    pattern.replace(
      /%([-0+ ]*)(\d*)(?:\.(\d+))?([sdifg%])/g,
      (_all, flags: string, width, digits, kind: string) => {
        if (kind === "%") return "%";
        if (next >= args.length) wrong(`"${pattern}" has nothing for each %`);
        const align = flags.includes("-") ? "<" : kind === "s" ? ">" : "";
        const zero = flags.includes("0") && align === "" ? "0" : "";
        const sign = flags.includes("+") ? "+" : "";
        const type = kind === "i" || kind === "d" ? "d" : kind;
        const given = args[next++];
        const whole = type === "d" ? Math.trunc(amount(given) ?? wrong(`%d needs a number`)) : given;
        const precision = digits === undefined ? "" : `.${digits}`;
        return field(kind === "s" ? str(given) : whole, `${align}${sign}${zero}${width}${precision}${type}`);
      },
    ),
  );
}

const specification = /^(?:(.)?([<>^=]))?([+ -]?)(0?)(\d*)(,?)(?:\.(\d+))?([sdfeg%x]?)$/su;

function field(value: Value, spec: string): string {
  const found = specification.exec(spec);
  if (found === null) return wrong(`"${spec}" is no format`);
  const [, fill, align, sign = "", zero = "", width = "", comma = "", digits, kind = ""] = found;
  const wide = Math.min(Number(width), 200);
  const number = amount(value);
  if (number === undefined || kind === "s") {
    const text = digits === undefined ? str(value) : str(value).slice(0, Number(digits));
    return padded(text, "", wide, fill ?? " ", align ?? "<");
  }
  const text = digitsOf(
    value,
    Math.abs(number),
    kind,
    digits === undefined ? undefined : Math.min(Number(digits), 50),
  );
  const grouped = comma === "" ? text : text.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  const before = number < 0 || Object.is(number, -0) ? "-" : sign === "-" ? "" : sign;
  return padded(grouped, before, wide, fill ?? (zero || " "), align ?? (zero ? "=" : ">"));
}

function digitsOf(value: Value, size: number, kind: string, digits: number | undefined): string {
  if (kind === "d") return isFloat(value) ? wrong("d cannot format a number with a fraction") : String(size);
  if (kind === "x") return size.toString(16);
  if (kind === "%") return `${rounded(size * 100, digits ?? 6).toFixed(digits ?? 6)}%`;
  if (kind === "f") return rounded(size, digits ?? 6).toFixed(digits ?? 6);
  if (kind === "e") return size.toExponential(digits ?? 6).replace(/e([+-])(\d)$/, "e$10$2");
  if (kind === "g" || digits !== undefined) return String(Number(size.toPrecision(Math.max(1, digits ?? 6))));
  return isFloat(value) ? str({ kind: "float", number: size }) : String(size);
}

function padded(text: string, sign: string, width: number, fill: string, align: string): string {
  const missing = Math.max(0, width - Array.from(text).length - sign.length);
  if (align === "=") return sign + fill.repeat(missing) + text;
  if (align === "<") return sign + text + fill.repeat(missing);
  const before = align === "^" ? Math.floor(missing / 2) : missing;
  return fill.repeat(before) + sign + text + fill.repeat(missing - before);
}
