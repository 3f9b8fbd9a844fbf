/** Lets a wake word open a turn: in the room that answers, with the persona that is called by it. */
import type { Message } from "../contract/index.ts";
import { createArbiter, type Verdict } from "./arbiter/arbiter.ts";
import type { Barging } from "./barge/barge.ts";
import { hubTime } from "./clock/hub-clock.ts";
import type { Dialogue } from "./house.ts";
import type { Rooms } from "./rooms.ts";

/**
 * Audio from before the end of a wake word, ms: all of the word. Cut in the middle of it, recognisers make words of the
 * rest ("It's a turn off dining room"); a whole one is known and taken off the transcript.
 */
const wakePreRollMs = 1200;

interface Wakened {
  readonly barging: Barging;
  /** Whom a wake word calls; absent: the room's persona. */
  readonly calledBy?: (site: string, word: string) => string;
}

export async function hearWakes(
  stack: AsyncDisposableStack,
  house: Dialogue,
  rooms: Rooms,
  { barging, calledBy }: Wakened,
): Promise<void> {
  const { bus, log } = house;
  const yields = (wake: Message<"wake/heard">, to: string): void => {
    const { word } = wake.body;
    bus
      .publish("wake/yielded", { site: wake.where.site }, { to, word }, { cause: wake.id })
      .catch((error) => log.warn("Could not say that a room yielded.", { error }));
  };
  const answer = ({ winner, losers }: Verdict): void => {
    const { site } = winner.where;
    const { word, heardAt, stream } = winner.body;
    for (const loser of losers) yields(loser, site);
    const here = house.personaOf(site).name;
    const called = calledBy?.(site, word) ?? here;
    const { patience } = house.personaOf(site, called);
    const listen = { stream, from: heardAt - wakePreRollMs, wakeWord: word, patience };
    const before = [
      { stage: "wake", from: timeOf(site, heardAt) ?? winner.at, to: winner.at },
      { stage: "arbitration", from: winner.at, to: Date.now(), note: `${losers.length} yielded` },
    ];
    const persona = called === here ? {} : { persona: called };
    rooms.open({
      site,
      reason: "wake",
      what: { listen },
      interrupts: true,
      cause: winner.id,
      before,
      ...persona,
    });
  };
  const timeOf = (site: string, at: number): number | undefined => hubTime(rooms.sites.get(site), at);
  const arbiter = createArbiter({
    decide(verdict) {
      try {
        answer(verdict);
      } catch (error) {
        log.warn("A room could not answer its wake word.", { site: verdict.winner.where.site, error });
      }
    },
    late: yields,
    timeOf,
    priorityOf: (site) => house.settings().rooms?.[site]?.priority ?? 0,
    listening: () => [...rooms.sites].filter(([, state]) => hears(state)).map(([site]) => site),
    isBusy: rooms.isBusy,
  });
  stack.use(arbiter);
  stack.use(
    await bus.on("wake/heard", {}, (wake) => {
      if (rooms.sites.get(wake.where.site)?.muted !== true && !barging.isOwnVoice(wake)) arbiter.hear(wake);
    }),
  );
}

const hears = ({ online, microphone, muted }: Message<"site/state">["body"]): boolean =>
  online && microphone && !muted;
