/** What language packs ask of the shopping list: the same list as that of the skill's own sentences. */
import { type Intent, type SkillContext, type Slots, slot } from "hearsay";
import { itemsOf } from "./items.ts";
import { findList, inTurn, itemIn, keep, type List, most, stemOf } from "./store.ts";
import { spoken } from "./there.ts";

const serves = <const S extends Slots>(intent: Intent<S>): Intent<S> => intent;
const name = "shopping";

const shopping = async (context: SkillContext): Promise<List> =>
  (await findList(context, name)) ?? { name, items: [] };

async function add(context: SkillContext, said: string): Promise<void> {
  const list = await shopping(context);
  const items = itemsOf(said, context.language).map((text) => text.slice(0, most.text));
  const isFresh = (text: string): boolean =>
    !list.items.some((item) => !item.done && stemOf(item.text) === stemOf(text));
  const fresh = items.filter(isFresh).map((text) => ({ text, done: false }));
  const values = { list: spoken(context, name), items };
  if (list.items.length + fresh.length > most.items) return context.say("full", values);
  if (fresh.length > 0) await keep(context, { ...list, items: [...list.items, ...fresh] });
  if (!(await context.answer({}))) await context.say("added", values);
}

async function complete(context: SkillContext, said: string): Promise<void> {
  const list = await shopping(context);
  const found = itemIn(list, said);
  const values = { list: spoken(context, name), items: [found?.text ?? said] };
  if (!found) {
    if (!(await context.answer({ entity: said }, "no_entity"))) await context.say("not-there", values);
    return;
  }
  const items = list.items.map((item) => (item === found ? { ...item, done: true } : item));
  await keep(context, { ...list, items });
  if (!(await context.answer({}))) await context.say("done", { ...values, left: items.length });
}

export const packs = {
  HassShoppingListAddItem: serves({
    about: "Puts something on the shopping list.",
    slots: { item: slot.text({ sentence: true }) },
    run: (context) => inTurn(() => add(context, context.slots.item)),
  }),
  HassShoppingListCompleteItem: serves({
    about: "Ticks something off the shopping list.",
    slots: { item: slot.text({ sentence: true }) },
    run: (context) => inTurn(() => complete(context, context.slots.item)),
  }),
};
