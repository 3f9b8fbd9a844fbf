/** Fetches feeds and takes the headlines out of them, whatever format they have; hostile ones cost little. */
import { parseFeed } from "feedsmith";
import { asFault, Fault, type SkillContext } from "hearsay";
import { cut, plain } from "./text.ts";

export interface Feed {
  readonly name: string;
  readonly url: string;
  /** BCP-47; absent: read in every language. */
  readonly language?: string;
}

export interface Item {
  readonly title: string;
  /** Empty where the feed has no more to say. */
  readonly summary: string;
  readonly source: string;
}

export interface Gathered {
  readonly items: readonly Item[];
  /** Names of the feeds that could not be read. */
  readonly missing: readonly string[];
  /** None could be reached at all. */
  readonly offline: boolean;
}

/** Bytes of a feed: a long one of a newspaper has a third of this. */
const mostBytes = 400_000;
const itemsEach = 20;
const titleLength = 240;
const summaryLength = 600;
const timeout = 5000;
const keepMs = 10 * 60_000;
const mostKept = 50;
const kept = new Map<string, { readonly at: number; readonly items: readonly Item[] }>();

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Feeds write texts as they are, or as an object with a value and its type. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return isRecord(value) && typeof value.value === "string" ? value.value : "";
}

function itemOf(entry: unknown, source: string): Item | undefined {
  if (!isRecord(entry)) return undefined;
  const title = cut(plain(textOf(entry.title)), titleLength);
  if (title === "") return undefined;
  const bodies = [entry.summary, entry.description, entry.content_text, entry.content, entry.content_html];
  const body = bodies.map((one) => plain(textOf(one))).find((text) => text !== "") ?? "";
  return { title, summary: cut(body, summaryLength), source };
}

/** Faults: SERVICE_FAILED when it is no feed. */
export function read(text: string, source: string): readonly Item[] {
  let feed: unknown;
  try {
    ({ feed } = parseFeed(text, { maxItems: itemsEach }));
  } catch (cause) {
    throw new Fault("SERVICE_FAILED", `${source} sent what is no news feed.`, { cause });
  }
  if (!isRecord(feed)) return [];
  const entries = Array.isArray(feed.items) ? feed.items : Array.isArray(feed.entries) ? feed.entries : [];
  const items = entries.slice(0, itemsEach).map((entry) => itemOf(entry, source));
  return items.filter((item) => item !== undefined);
}

async function fetchOne(context: SkillContext, { name, url }: Feed): Promise<readonly Item[]> {
  const key = `${name}\n${url}`;
  const there = kept.get(key);
  if (there && context.now >= there.at && context.now < there.at + keepMs) return there.items;
  const accept =
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml, text/xml, */*";
  const { text } = await context.fetch(url, { timeout, most: mostBytes, headers: { accept } });
  const items = read(text, name);
  kept.delete(key);
  const [oldest] = kept.keys();
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
  kept.set(key, { at: context.now, items });
  return items;
}

/** All feeds at once; their headlines one of each in turn, none twice. */
export async function gather(context: SkillContext, feeds: readonly Feed[]): Promise<Gathered> {
  const all = await Promise.allSettled(feeds.map((feed) => fetchOne(context, feed)));
  context.signal.throwIfAborted();
  const lists = all.map((one) => (one.status === "fulfilled" ? one.value : []));
  const items: Item[] = [];
  const titles = new Set<string>();
  for (let index = 0; index < itemsEach; index++) {
    for (const list of lists) {
      const item = list[index];
      if (!item || titles.has(item.title)) continue;
      titles.add(item.title);
      items.push(item);
    }
  }
  const codes = all.flatMap((one) => (one.status === "rejected" ? [asFault(one.reason)] : []));
  for (const { code, message } of codes) context.log.warn(message, { code });
  const missing = feeds.filter((_, at) => all[at]?.status === "rejected").map(({ name }) => name);
  return {
    items,
    missing,
    offline: codes.length === feeds.length && codes.every(({ code }) => code === "OFFLINE"),
  };
}
