/** What a service says of itself when it refuses: the sentence within its answer, short, and without keys or what people said. */

export interface Hidden {
  /** Keys and passwords, in whatever form they are sent. */
  readonly secrets?: readonly string[];
  /** What was sent: the words of people in it are not repeated. */
  readonly sent?: unknown;
}

const longest = 300;
/** Where services put the sentence, likeliest first. */
const places = [
  "error",
  "message",
  "detail",
  "err_msg",
  "error_description",
  "errors",
  "msg",
  "reason",
  "title",
];

/** The sentence of an error's body, JSON, HTML or text; "" when there is none. */
export function wordsOf(body: string, hidden: Hidden = {}): string {
  return veiled(sentenceIn(body), hidden);
}

/** Any text about a request, fit for a fault: one line, bounded, nothing secret or private in it. */
export function veiled(text: string, { secrets = [], sent }: Hidden): string {
  let plain = text;
  for (const said of saidIn(sent)) plain = plain.replaceAll(said, "[…]");
  for (const secret of secrets) {
    if (secret.length < 4) continue;
    for (const form of [secret, encodeURIComponent(secret)]) plain = plain.replaceAll(form, "[secret]");
  }
  plain = plain
    .replace(/\S*\*{3,}\S*/g, "[secret]") // A key as some services mask it shows its beginning and end.
    .replace(/[\p{C}\s]+/gu, " ")
    .trim();
  return plain.length > longest ? `${plain.slice(0, longest - 1).trimEnd()}…` : plain;
}

function sentenceIn(body: string): string {
  const text = body.trim();
  if (/^[[{]/.test(text)) {
    try {
      return find(JSON.parse(text), 0) ?? "";
    } catch {
      return text;
    }
  }
  if (!text.startsWith("<")) return text;
  const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1];
  return title ?? text.replace(/<[^>]*>/g, " ");
}

function find(value: unknown, depth: number): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  if (depth > 4 || typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return find(value[0], depth + 1);
  for (const place of places) {
    const found = find((value as Record<string, unknown>)[place], depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Texts of more than a word or two that were sent, the longest first; names of models and voices stay readable. */
function saidIn(sent: unknown): readonly string[] {
  const texts: string[] = [];
  const walk = (value: unknown, depth: number): void => {
    if (typeof value === "string") {
      if (value.length >= 8 && /\s/.test(value)) texts.push(value, JSON.stringify(value).slice(1, -1));
    } else if (typeof value === "object" && value !== null && depth < 8 && !ArrayBuffer.isView(value)) {
      for (const part of Object.values(value)) walk(part, depth + 1);
    }
  };
  walk(typeof sent === "string" ? (read(sent) ?? sent) : sent, 0);
  return texts.sort((one, other) => other.length - one.length).slice(0, 512);
}
