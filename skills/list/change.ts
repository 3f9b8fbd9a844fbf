/** Takes items off a list, ticks them off, moves them, and empties a list. */
import type { SkillContext } from "hearsay";
import { itemsOf } from "./items.ts";
import { drop, type Item, itemIn, keep, type List, most, openItems } from "./store.ts";
import { numbered, spoken, there } from "./there.ts";

/** The items that were meant, each found in the list or not; a pair that is there as one stays one. */
function found(
  list: List,
  said: string,
  language: string,
): { readonly there: Item[]; readonly missing: string[] } {
  const whole = itemIn(list, said);
  if (whole) return { there: [whole], missing: [] };
  const parts = itemsOf(said, language).map((text) => ({ text, item: itemIn(list, text) }));
  return {
    there: parts.flatMap(({ item }) => item ?? []),
    missing: parts.flatMap(({ text, item }) => (item ? [] : [text])),
  };
}

export async function remove(context: SkillContext, said: string, name: string): Promise<void> {
  const list = await there(context, name);
  if (!list) return;
  const { there: gone, missing } = found(list, said, context.language);
  if (gone.length > 0) {
    await keep(context, { ...list, items: list.items.filter((item) => !gone.includes(item)) });
    await context.say("removed", { list: spoken(context, name), items: gone.map(({ text }) => text) });
  }
  await tellMissing(context, name, missing);
}

export async function complete(context: SkillContext, said: string, name: string): Promise<void> {
  const list = await there(context, name);
  if (!list) return;
  const { there: done, missing } = found(list, said, context.language);
  if (done.length > 0) {
    const items = list.items.map((item) => (done.includes(item) ? { ...item, done: true } : item));
    await keep(context, { ...list, items });
    const left = openItems({ ...list, items }).length;
    const values = { list: spoken(context, name), items: done.map(({ text }) => text), left };
    await context.say(left === 0 ? "done-all" : "done", values);
  }
  await tellMissing(context, name, missing);
}

async function tellMissing(context: SkillContext, name: string, items: readonly string[]): Promise<void> {
  if (items.length === 0) return;
  await context.say("not-there", { list: spoken(context, name), items });
}

export async function clear(context: SkillContext, name: string): Promise<void> {
  const list = await there(context, name);
  if (!list) return;
  const values = { list: spoken(context, name), count: list.items.length };
  if (list.items.length === 0) return context.say("empty", values);
  await keep(context, { ...list, items: [] });
  await context.say(numbered("cleared", values.count), values);
}

export async function move(context: SkillContext, said: string, from: string, to: string): Promise<void> {
  const [source, target] = [await there(context, from), await there(context, to)];
  if (!source || !target) return;
  const item = itemIn(source, said);
  const values = { list: spoken(context, from), to: spoken(context, to), items: [item?.text ?? said] };
  if (!item) return context.say("not-there", values);
  if (target.items.length >= most.items) return context.say("full", { ...values, list: values.to });
  // First where it comes to: what is twice after a crash is better than what is lost.
  await keep(context, { ...target, items: [...target.items, item] });
  await keep(context, { ...source, items: source.items.filter((one) => one !== item) });
  await context.say("moved", values);
}

/** Takes off what is done. */
export async function clean(context: SkillContext, name: string): Promise<void> {
  const list = await there(context, name);
  if (!list) return;
  const left = list.items.filter(({ done }) => !done);
  await keep(context, { ...list, items: left });
  const count = list.items.length - left.length;
  const phrase = count === 0 ? "cleaned-none" : numbered("cleaned", count);
  await context.say(phrase, { list: spoken(context, name), count });
}

export async function deleteList(context: SkillContext, name: string): Promise<void> {
  const list = await there(context, name);
  if (!list) return;
  await drop(context, list.name);
  const count = openItems(list).length;
  const phrase = count === 0 ? "deleted-none" : numbered("deleted", count);
  await context.say(phrase, { list: spoken(context, name), count });
}
