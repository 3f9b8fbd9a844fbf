/** The personas of a stage: real files, given and called as in a house; or one that answers everywhere. */
import type { Bus, Persona } from "../../../core/contract/index.ts";
import type { Dialog, DialogFacts } from "../../../core/dialog/dialog.ts";
import { openPersonas } from "../../../core/host/personas/index.ts";
import type { HubStore } from "../../../core/store/index.ts";
import { testLog } from "../../kit/log.ts";

export interface StagePersonas {
  /** Their folder. */
  readonly folder: string;
  /** ms of quiet after which a conversation goes back. */
  readonly idle?: number;
}

interface Means {
  readonly bus: Bus;
  readonly store: HubStore;
  readonly stack: AsyncDisposableStack;
  readonly usual: Persona;
}

type People = Pick<DialogFacts, "personaOf" | "wakeWordsOf" | "calledBy"> & { see(dialog: Dialog): void };

export async function peopleOf(wanted: StagePersonas | undefined, means: Means): Promise<People> {
  const { bus, store, stack, usual } = means;
  if (!wanted) return { personaOf: () => usual, see() {} };
  let dialog: Dialog | undefined;
  const personas = stack.use(
    await openPersonas({
      bus,
      log: testLog("personas"),
      store: store.scope("personas"),
      folders: [wanted.folder],
      watch: [wanted.folder],
      fallback: () => "house",
      ...(wanted.idle === undefined ? {} : { idle: () => wanted.idle ?? 0 }),
      changed: () => dialog?.refresh(),
    }),
  );
  const { of: personaOf, wakeWords: wakeWordsOf, calledBy } = personas;
  return {
    personaOf,
    wakeWordsOf,
    calledBy,
    see(made) {
      dialog = made;
    },
  };
}
