/** What skills ask about personas and people: the shipped personas, and facts that are kept. */
import { fileURLToPath } from "node:url";
import type { Bus, Persona } from "hearsay";
import { openFacts } from "../../core/dialog/think/memory/facts.ts";
import { openPersonas } from "../../core/host/personas/index.ts";
import { openStore } from "../../core/store/index.ts";
import { testLog } from "./log.ts";

export const shippedPersonas = fileURLToPath(new URL("../../personas/", import.meta.url));

export interface PeopleOptions {
  /** Where the personas are; absent: those that come with the house. */
  readonly folder?: string;
  /** How they keep facts. */
  readonly facts?: Persona["memory"]["facts"];
  /** Hears what is to be forgotten of the turns. */
  readonly forget?: (which: object) => void;
}

export async function peopleIn(bus: Bus, options: PeopleOptions = {}): Promise<AsyncDisposable> {
  const { folder = shippedPersonas, facts = "told", forget = () => {} } = options;
  await using stack = new AsyncDisposableStack();
  const store = stack.use(await openStore({ memory: true }));
  const common = { bus, log: testLog("personas"), fallback: () => "house", changed() {} };
  stack.use(await openPersonas({ ...common, store: store.scope("personas"), folders: [folder] }));
  stack.use(await openFacts({ bus, notes: store.notes, policyOf: () => facts }));
  stack.use(
    await bus.answer("history/forget", {}, ({ body }) => {
      forget(body);
      return { forgotten: 3 };
    }),
  );
  const open = stack.move();
  return { [Symbol.asyncDispose]: () => open.disposeAsync() };
}
