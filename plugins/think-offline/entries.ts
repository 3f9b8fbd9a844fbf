/** Entries of the files that people write: a title, what else it is called, and what is known of it. */
import { basename, extname } from "node:path";

export interface Entry {
  readonly title: string;
  /** Other names. */
  readonly also: readonly string[];
  readonly text: string;
  /** BCP-47's first part; absent: all. */
  readonly language?: string;
}

/** Of a file `name.de.md`: de. */
const languageOf = (name: string): string | undefined => /\.([a-z]{2,3})\.[a-z]+$/.exec(name)?.[1];

/** The title of a file without headings: its name, without endings, in words. */
const titleOf = (path: string): string =>
  basename(path, extname(path))
    .replace(/\.[a-z]{2,3}$/, "")
    .replace(/[-_]+/g, " ")
    .trim();

/** Throws what JSON.parse throws, and Error with what is wrong with the shape. */
export function entriesOf(path: string, content: string): Entry[] {
  const language = languageOf(basename(path));
  const tongue = language === undefined ? {} : { language };
  const found =
    extname(path) === ".json"
      ? fromJson(JSON.parse(content))
      : extname(path) === ".md"
        ? fromMarkdown(content, titleOf(path))
        : [{ title: titleOf(path), also: [], text: content }];
  return found
    .map((entry) => ({ ...entry, ...tongue, title: entry.title.trim(), text: plain(entry.text) }))
    .filter(({ title, text }) => title !== "" && text !== "");
}

/** `{ "Term": "text" }`, or a list of `{ title, text, also }`. */
function fromJson(value: unknown): Entry[] {
  if (typeof value !== "object" || value === null) throw new Error("it must be an object or a list");
  if (!Array.isArray(value)) {
    return Object.entries(value).map(([title, text]) => ({ title, also: [], text: String(text) }));
  }
  return value.map((item: unknown, index) => {
    const { title, text, also = [] } = (item ?? {}) as { title?: unknown; text?: unknown; also?: unknown };
    if (typeof title !== "string" || typeof text !== "string" || !Array.isArray(also)) {
      throw new Error(`item ${index} needs "title" and "text", and "also" is a list`);
    }
    return { title, also: also.map(String), text };
  });
}

/** Each heading begins an entry; other names stand after it: `# Stopcock (main tap, water main)`. */
function fromMarkdown(content: string, name: string): Entry[] {
  const body = content.replace(/^---\n.*?\n---\n/s, "");
  return body.split(/^(?=#{1,6} )/m).map((part) => {
    const heading = /^#{1,6} +(.*?)(?: *#+)? *$/m.exec(part);
    if (heading?.index !== 0) return { title: name, also: [], text: part };
    const [, named = ""] = heading;
    const [, title = named, others = ""] = /^(.*?) *\((.*)\)$/.exec(named) ?? [];
    const also = others === "" ? [] : others.split(/ *, */);
    return { title, also, text: part.slice(heading[0].length) };
  });
}

/** As it is spoken: no links, marks or pictures; paragraphs stay apart. */
function plain(text: string): string {
  return text
    .replace(/!\[[^\]]*\]\([^)]*\)/g, "")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/^\s*(?:[-*+]|\d+\.) +/gm, "")
    .replace(/^> ?/gm, "")
    .replace(/[*`]{1,3}([^*`\n]+)[*`]{1,3}/g, "$1")
    .replace(/(?<![\p{L}\p{N}])_{1,2}([^_\n]+)_{1,2}(?![\p{L}\p{N}])/gu, "$1")
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, " ").trim())
    .filter((paragraph) => paragraph !== "")
    .join("\n\n");
}
