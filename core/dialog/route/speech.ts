/** Joins the answers to several commands into one: the second does not begin with another "Okay". */
import type { Reply } from "../reply.ts";
import { routeWords } from "./words/index.ts";

type Said = Parameters<Reply["say"]>[0];

export interface Speech {
  say(said: Said): void;
  /** The answer to the next command begins. */
  next(): void;
}

/** `request`: its language is that of the words once they are heard. */
export function createSpeech(reply: Pick<Reply, "say">, request: { readonly language: string }): Speech {
  let spoken = false;
  let begins = false;
  return {
    next() {
      begins = spoken;
    },
    say(said) {
      if (said.text.trim() === "") return;
      reply.say(
        begins ? { ...said, text: withoutOpener(said.text, routeWords(request.language).opener) } : said,
      );
      spoken = true;
      begins = false;
    },
  };
}

function withoutOpener(text: string, openers: readonly string[]): string {
  const opener = openers.find((one) => text.toLowerCase().startsWith(`${one}, `));
  if (opener === undefined) return text;
  const rest = text.slice(opener.length + 2);
  return rest.charAt(0).toLocaleUpperCase() + rest.slice(1);
}
