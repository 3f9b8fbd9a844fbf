/** A bus that breaks every promise, so that the bus suite can be seen to fail. */
import type { AudioFrame, AudioWhere, Bus, Message } from "../../core/contract/index.ts";
import type { TwoClients } from "./bus-kit.ts";

/** No checks, no filters, no order, no end of a subscription; everything is kept and replayed; answers are invented. */
export function brokenBus(): TwoClients {
  const said: Message[] = [];
  const ears: ((message: Message) => unknown)[] = [];
  const gones: ((where: never) => void)[] = [];
  const audio: ((frame: AudioFrame, where: AudioWhere) => void)[] = [];
  const neverEnds: AsyncDisposable = { [Symbol.asyncDispose]: async () => {} };

  const clientOf = (by: string): Bus => ({
    by,
    instance: "same",
    bootId: "same",
    async publish(kind, where, body) {
      const message = {
        kind,
        where,
        id: "wrong",
        at: 0,
        by: "hub/wrong",
        body: garble(body),
      } as unknown as Message;
      said.push(message);
      for (const hear of ears) hear(message);
      return "id";
    },
    async on(_kind, _where, hear, gone) {
      ears.push(hear as unknown as (message: Message) => unknown);
      if (gone) gones.push(gone as (where: never) => void);
      for (const message of said) hear(message as never);
      return neverEnds;
    },
    async clear(_kind, where) {
      for (const gone of [...gones, ...gones]) gone(where as never);
    },
    ask: async () => ({}) as never,
    answer: async () => neverEnds,
    sendAudio(where, frame) {
      for (const hear of audio) hear({ ...frame, sequence: 0 }, where);
    },
    async onAudio(_filter, hear) {
      audio.push(hear);
      return neverEnds;
    },
  });
  return { one: clientOf("hub/one"), other: clientOf("hub/other"), [Symbol.asyncDispose]: async () => {} };
}

/** Swaps neighbours and loses what is long; what is short stays the very object of its sender. */
function garble(body: object): object {
  if ("index" in body) return { ...body, index: Number(body.index) ^ 1 };
  return "areas" in body ? {} : body;
}
