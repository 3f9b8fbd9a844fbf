/** Shopping and to-do lists by name, kept by the house and spoken as people would. */
import type { SkillContext } from "hearsay";
import { defineSkill, slot } from "hearsay";
import { clean, clear, complete, deleteList, move, remove } from "./change.ts";
import { itemsOf } from "./items.ts";
import { packs } from "./packs.ts";
import {
  allLists,
  findList,
  inTurn,
  itemIn,
  keep,
  keyOf,
  type List,
  most,
  openItems,
  stemOf,
} from "./store.ts";
import { numbered, spoken, there, whichOf } from "./there.ts";

const list = { list: slot.text().maybe(), kind: slot.choice().maybe() };

export default defineSkill({
  name: "list",
  about: "Shopping lists, to-do lists and any other list by name.",
  intents: {
    add: {
      about:
        "Puts one or several items on a list: the shopping list, the to-do list (kind), or one by name (list).",
      slots: { items: slot.text(), ...list },
      run: (context) => inTurn(() => add(context, context.slots.items, nameOf(context))),
    },
    need: {
      about:
        "Says how to put on a list what is needed, where that may be nothing to buy: time, a break, more light.",
      risk: "none",
      repeatable: true,
      fallback: true,
      slots: { need: slot.choice().maybe(), what: slot.text().maybe() },
      run: (context) => context.say("no-goods"),
    },
    remove: {
      about: "Takes an item off a list.",
      slots: { item: slot.text({ sentence: true }), ...list },
      run: (context) =>
        withItem(context, context.slots.item, (name) => remove(context, context.slots.item, name)),
    },
    complete: {
      about: "Ticks an item off: it is done or bought.",
      slots: { item: slot.text({ sentence: true }), ...list },
      run: (context) =>
        withItem(context, context.slots.item, (name) => complete(context, context.slots.item, name)),
    },
    read: {
      about: "Says what is on a list.",
      risk: "none",
      repeatable: true,
      slots: list,
      run: (context) => read(context, nameOf(context)),
    },
    has: {
      about: "Says whether an item is on a list.",
      risk: "none",
      repeatable: true,
      slots: { item: slot.text(), ...list },
      run: (context) => has(context, context.slots.item, nameOf(context)),
    },
    count: {
      about: "Says how many items are on a list.",
      risk: "none",
      repeatable: true,
      slots: list,
      async run(context) {
        const found = await there(context, nameOf(context));
        if (!found) return;
        const count = openItems(found).length;
        const phrase = count === 0 ? "empty" : numbered("count", count);
        await context.say(phrase, { list: spoken(context, found.name), count });
      },
    },
    clear: {
      about: "Takes everything off a list.",
      risk: "high",
      slots: list,
      run: (context) => withList(context, (name) => clear(context, name)),
    },
    clean: {
      about: "Takes off a list what is done.",
      slots: list,
      run: (context) => inTurn(() => clean(context, nameOf(context))),
    },
    create: {
      about: "Makes a new list with a name.",
      slots: list,
      run: (context) => inTurn(() => create(context, nameOf(context))),
    },
    delete: {
      about: "Deletes a list with all that is on it.",
      risk: "high",
      slots: list,
      run: (context) => inTurn(() => deleteList(context, nameOf(context))),
    },
    lists: {
      about: "Says which lists there are.",
      risk: "none",
      repeatable: true,
      slots: {},
      async run(context) {
        const names = (await allLists(context)).map(({ name }) => spoken(context, name));
        const phrase = names.length === 0 ? "no-lists" : numbered("lists", names.length);
        await context.say(phrase, { names, count: names.length });
      },
    },
    move: {
      about: "Moves an item from one list to another.",
      slots: {
        item: slot.text(),
        list: slot.text().maybe(),
        kind: slot.choice().maybe(),
        to: slot.text().maybe(),
        toKind: slot.choice().maybe(),
      },
      run(context) {
        const { item, to, toKind } = context.slots;
        return inTurn(() => move(context, item, nameOf(context), toKind ?? keyOf(to ?? "")));
      },
    },
  },
  packs,
});

type Named = SkillContext & {
  readonly slots: { readonly list?: string | undefined; readonly kind?: string | undefined };
};

/** Which list: shopping and to-do are the same ones in every language; without a name it is the shopping list. */
const nameOf = (context: Named): string => saidName(context) ?? "shopping";

const saidName = ({ slots: { list: said = "", kind } }: Named): string | undefined =>
  kind ?? (keyOf(said) || undefined);

/** Does it with the list that was named; else with the one that has the item, and asks which where several have it. */
async function withItem(context: Named, item: string, deed: (name: string) => Promise<void>): Promise<void> {
  const having = listsWith(await allLists(context), [item, ...itemsOf(item, context.language)]);
  const [only] = having;
  const name = saidName(context) ?? (only ? await whichOf(context, having) : "shopping");
  // Nothing waits for an answer: another room may change its lists meanwhile.
  if (name !== undefined) await inTurn(() => deed(name));
}

/** Those on which one of the items is still to do; else those on which it is done. */
function listsWith(lists: readonly List[], items: readonly string[]): readonly List[] {
  const having = (isDone: boolean): readonly List[] =>
    lists.filter((one) => items.some((item) => itemIn(one, item)?.done === isDone));
  const open = having(false);
  return open.length > 0 ? open : having(true);
}

/** The same with all of a list. */
async function withList(context: Named, deed: (name: string) => Promise<void>): Promise<void> {
  const filled = (await allLists(context)).filter(({ items }) => items.length > 0);
  const [only] = filled;
  const name = saidName(context) ?? (only ? await whichOf(context, filled) : "shopping");
  if (name !== undefined) await inTurn(() => deed(name));
}

async function add(context: SkillContext, said: string, name: string): Promise<void> {
  const found = await there(context, name);
  if (!found) return;
  if (/^to\s/iu.test(said)) return context.say("what-item", { list: spoken(context, name) });
  const wanted = itemsOf(said, context.language).map((text) => text.slice(0, most.text));
  const fresh = wanted.filter(
    (text) => !found.items.some((item) => !item.done && stemOf(item.text) === stemOf(text)),
  );
  const values = { list: spoken(context, name), items: fresh.length > 0 ? fresh : wanted };
  if (fresh.length === 0) return context.say("already", values);
  const kept = found.items.filter(
    ({ done, text }) => !done || !fresh.some((one) => stemOf(one) === stemOf(text)),
  );
  if (kept.length + fresh.length > most.items) return context.say("full", values);
  await keep(context, { ...found, items: [...kept, ...fresh.map((text) => ({ text, done: false }))] });
  await context.say("added", values);
}

async function read(context: SkillContext, name: string): Promise<void> {
  const found = await there(context, name);
  if (!found) return;
  const items = openItems(found);
  const values = { list: spoken(context, name), items, count: items.length };
  if (items.length > 0) return context.say(items.length === 1 ? "read-one" : "read", values);
  await context.say(found.items.length > 0 ? "all-done" : "empty", values);
}

async function has(context: SkillContext, said: string, name: string): Promise<void> {
  const found = await there(context, name);
  if (!found) return;
  const item = itemIn(found, said);
  const phrase = !item ? "has-not" : item.done ? "has-done" : "has";
  await context.say(phrase, { list: spoken(context, name), item: item?.text ?? said });
}

async function create(context: SkillContext, name: string): Promise<void> {
  if (await findList(context, name)) return context.say("exists", { list: spoken(context, name) });
  if ((await allLists(context)).length >= most.lists) return context.say("too-many", { count: most.lists });
  await keep(context, { name: name.slice(0, most.text), items: [] });
  await context.say("created", { list: spoken(context, name) });
}
