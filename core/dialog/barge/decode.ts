/** Words of a few moments of sound while the house speaks: a recogniser that is fed from the onset and asked now and then. */

import { newId } from "../../bus/id.ts";
import type { AudioFrame } from "../../contract/index.ts";
import { attach } from "../attach.ts";
import type { Dialogue } from "../house.ts";
import { type Order, wantedOf } from "../router/order.ts";

/** Whoever says nothing for so long has heard nothing, ms. */
const mutedMs = 2_500;

export interface Decoder {
  feed(frame: AudioFrame): void;
  /** What has been said so far; "" where no words are found, in time or at all. */
  words(): Promise<string>;
  end(): void;
}

export interface Decoding {
  readonly site: string;
  readonly stream: number;
  readonly language: string;
  readonly ears: Order;
}

export function openDecoder(house: Dialogue, { site, stream, language, ears }: Decoding): Decoder {
  const over = new AbortController();
  let heard = "";
  let asked: ((text: string) => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  const answer = (text: string): void => {
    clearTimeout(timer);
    asked?.(text);
    asked = undefined;
  };
  const flush = (): void => {
    const call = stt.live();
    call?.tell("stt/flush", { job: call.job }).catch(() => {});
  };
  const stt = attach(house, {
    wanted: { capability: "stt", language, ...wantedOf(ears) },
    signal: over.signal,
    // An id of its own: these words belong to no turn yet.
    start: ({ instance }) =>
      house.calls.start("stt/start", instance, { site, stream, language, hints: [] }, { turn: newId() }),
    caughtUp: () => {
      if (asked) flush();
    },
    hear({ kind, body }) {
      if (kind !== "stt/heard") return;
      stt.worked();
      heard = body.text;
      answer(heard);
    },
  });
  stt.over.finally(() => answer("")).catch(() => {});

  return {
    feed: stt.feed,
    words() {
      answer(heard);
      return new Promise((resolve) => {
        asked = resolve;
        timer = setTimeout(() => answer(""), mutedMs);
        flush();
      });
    },
    end: () => over.abort(),
  };
}
