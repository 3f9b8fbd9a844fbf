/** Reads the headlines of the feeds that the settings name, and more of one of them. */
import type { SkillContext } from "hearsay";
import { defineSkill, slot } from "hearsay";
import { type Feed, gather, type Item } from "./feeds.ts";
import { sentence } from "./text.ts";

interface Options {
  readonly feeds: readonly Feed[];
  readonly headlines: number;
}

/** What was read last in a room. */
interface Told {
  readonly at: number;
  readonly items: readonly Item[];
  /** The last batch, among `items`. */
  readonly from: number;
  readonly to: number;
}

const rememberMs = 60 * 60_000;
const mostItems = 60;

export default defineSkill({
  name: "news",
  about: "Headlines of the news feeds (RSS, Atom) that are set up, and what is said about one of them.",
  outside: true,
  deadline: 10_000,
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      feeds: {
        type: "array",
        maxItems: 20,
        default: [],
        description: "News to read: RSS, Atom or JSON Feed, each with a name as it is said, and its address.",
        items: {
          type: "object",
          additionalProperties: false,
          required: ["name", "url"],
          properties: {
            name: { type: "string", minLength: 1, maxLength: 60, description: "As people say it." },
            url: { type: "string", pattern: "^https?://", description: "Its address." },
            language: {
              type: "string",
              description: "Its language, such as de; read only to who speaks that.",
            },
          },
        },
      },
      headlines: { type: "integer", minimum: 1, maximum: 10, default: 4, description: "How many at once." },
    },
  },
  intents: {
    headlines: {
      about: "Reads the newest headlines of all news sources.",
      risk: "none",
      repeatable: true,
      slots: {},
      run: (context) => headlines(context, feedsFor(context)),
    },
    source: {
      about: "Reads the newest headlines of one news source, by its name.",
      risk: "none",
      repeatable: true,
      slots: { name: slot.text() },
      async run(context) {
        const { name } = context.slots;
        const { feeds } = context.options as unknown as Options;
        const found = feeds.filter((feed) => sameName(feed.name, name));
        if (found.length > 0 || feeds.length === 0) return headlines(context, found);
        await context.say("unknown-source", { name, sources: feeds.map((feed) => feed.name) });
      },
    },
    topic: {
      about: "Reads headlines that hold a word.",
      risk: "none",
      repeatable: true,
      slots: { topic: slot.text() },
      async run(context) {
        const { topic } = context.slots;
        const word = topic.toLowerCase();
        await headlines(context, feedsFor(context), {
          keep: ({ title, summary }) => `${title} ${summary}`.toLowerCase().includes(word),
          none: () => context.say("no-topic", { topic }),
        });
      },
    },
    more: {
      about: "Reads the next headlines.",
      risk: "none",
      repeatable: true,
      slots: {},
      async run(context) {
        const told = await lately(context);
        if (!told) return context.say("nothing-before");
        if (told.to >= told.items.length) return context.say("no-more");
        await readOut(context, told.items, told.to);
      },
    },
    detail: {
      about: "Says more about one of the headlines that were read: 1 for the first, or last.",
      risk: "none",
      repeatable: true,
      slots: { which: slot.choice() },
      async run(context) {
        const told = await lately(context);
        if (!told) return context.say("nothing-before");
        const { which } = context.slots;
        const at =
          which === "last" ? told.to - 1 : which === "this" ? told.from : told.from + Number(which) - 1;
        const item = at < told.to ? told.items[at] : undefined;
        if (!item) return context.say("no-such", { count: told.to - told.from });
        if (item.summary === "") return context.say("no-detail", { title: sentence(item.title) });
        await context.say("detail", { title: sentence(item.title), summary: sentence(item.summary) });
      },
    },
    sources: {
      about: "Says which news sources are set up.",
      risk: "none",
      repeatable: true,
      slots: {},
      async run(context) {
        const { feeds } = context.options as unknown as Options;
        if (feeds.length === 0) return context.say("no-feeds");
        await context.say("sources", { sources: feeds.map(({ name }) => name) });
      },
    },
  },
});

/** Those in the speaker's language, and those without one. */
function feedsFor({ options, language }: SkillContext): readonly Feed[] {
  const tag = (name: string): string => (name.split("-")[0] ?? name).toLowerCase();
  const { feeds } = options as unknown as Options;
  return feeds.filter((feed) => feed.language === undefined || tag(feed.language) === tag(language));
}

function sameName(name: string, said: string): boolean {
  const bare = (text: string): string =>
    text
      .toLowerCase()
      .replace(/^(?:the|der|die|das|dem|den) /, "")
      .replace(/[^\p{L}\p{N}]/gu, "");
  const [a, b] = [bare(name), bare(said)];
  return (
    b !== "" && (a === b || a.replace(/(?:news|nachrichten)$/, "") === b.replace(/(?:news|nachrichten)$/, ""))
  );
}

interface Wanted {
  readonly keep: (item: Item) => boolean;
  readonly none: () => Promise<void>;
}

async function headlines(context: SkillContext, feeds: readonly Feed[], wanted?: Wanted): Promise<void> {
  if (feeds.length === 0) return context.say("no-feeds");
  const { items: all, missing, offline } = await gather(context, feeds);
  if (offline) return context.say("offline");
  const items = all.filter(wanted?.keep ?? (() => true)).slice(0, mostItems);
  if (items.length > 0) await readOut(context, items, 0);
  else if (missing.length === 0) return wanted ? wanted.none() : context.say("empty");
  if (missing.length > 0) await context.say("missing", { sources: missing });
}

async function readOut(context: SkillContext, items: readonly Item[], from: number): Promise<void> {
  const { headlines: count } = context.options as unknown as Options;
  const to = Math.min(items.length, from + count);
  await context.store.set(context.site, { at: context.now, items, from, to } satisfies Told);
  let source = "";
  for (const item of items.slice(from, to)) {
    // A source is named once for its headlines in a row.
    const phrase = item.source === source ? "headline" : "headline-from";
    source = item.source;
    await context.say(phrase, { source, title: sentence(item.title) });
  }
}

async function lately({ store, site, now }: SkillContext): Promise<Told | undefined> {
  const told = await store.get<Told>(site);
  return told && now - told.at < rememberMs ? told : undefined;
}
