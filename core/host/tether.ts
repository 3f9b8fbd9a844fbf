/** The bus as one load of a plugin holds it: what it listens to ends with it, and what it throws there is told, not lost. */
import { asFault, type Bus, Fault } from "../contract/index.ts";
import { asHouse, asHouseNow } from "./context.ts";
import type { Scope } from "./scope.ts";

/** After `scope` is gone nothing more is said or heard; while it is being released, things may still be taken back. */
export function tether(bus: Bus, scope: Scope, gone: () => boolean, trouble: (fault: Fault) => void): Bus {
  const refuse = (): Fault => new Fault("CANCELLED", `${bus.by} was released and can say nothing more.`);

  /** Runs a listener; what it throws, now or later, is trouble. */
  function hearing<A extends readonly unknown[]>(
    hear: (...heard: A) => unknown,
  ): (...heard: A) => Promise<void> {
    return async (...heard) => {
      if (scope.released) return;
      try {
        await hear(...heard);
      } catch (thrown) {
        if (!scope.released) trouble(asFault(thrown, "JOB_FAILED"));
      }
    };
  }

  async function owned(opening: () => Promise<AsyncDisposable>): Promise<AsyncDisposable> {
    if (scope.released) throw refuse();
    const ear = await opening();
    const held: AsyncDisposable = {
      async [Symbol.asyncDispose]() {
        scope.disown(held);
        await ear[Symbol.asyncDispose]();
      },
    };
    return scope.own(held);
  }

  const said = <T>(say: () => Promise<T>): Promise<T> => (gone() ? Promise.reject(refuse()) : asHouse(say));

  return {
    by: bus.by,
    instance: bus.instance,
    bootId: bus.bootId,
    publish: (kind, where, body, context) => said(() => bus.publish(kind, where, body, context)),
    clear: (kind, where) => said(() => bus.clear(kind, where)),
    ask: (kind, where, body, options) => said(() => bus.ask(kind, where, body, options)),
    on: (kind, where, hear, cleared) =>
      owned(() => bus.on(kind, where, hearing(hear), cleared && ((place) => void hearing(cleared)(place)))),
    answer: (kind, where, reply) => owned(() => bus.answer(kind, where, reply)),
    sendAudio(where, frame) {
      if (!gone()) asHouseNow(() => bus.sendAudio(where, frame));
    },
    onAudio: (filter, hear) =>
      owned(() => bus.onAudio(filter, (frame, where) => void hearing(hear)(frame, where))),
  };
}
