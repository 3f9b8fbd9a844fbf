/** The `Bus` that everybody holds, made from whatever carries its messages; asking and answering live here. */
import { type AskedKind, type Kind, type Messages, topics, type Where } from "../../bus-schema/index.ts";
import { type Answers, asFault, type Bus, Fault, type Message, problemOf } from "../contract/index.ts";
import { type Asking, createAsking } from "./ask.ts";
import { checkAnswer } from "./check.ts";
import { seal } from "./envelope.ts";
import { newSuffix } from "./id.ts";
import type { HearAudio, Listener } from "./router.ts";
import { fits, topicOf } from "./topics.ts";

/** What carries messages: the router of this process, or a connection. */
export interface Carrier {
  publish(message: Message): void | Promise<void>;
  /** Resolves when the subscription stands, with what ends it. */
  on(listener: Listener): Promise<() => void | Promise<void>>;
  clear(kind: Kind, where: Where<Kind>): void | Promise<void>;
  sendAudio: Bus["sendAudio"];
  onAudio(filter: Parameters<Bus["onAudio"]>[0], hear: HearAudio): Promise<() => void | Promise<void>>;
}

export interface Identity {
  readonly by: string;
  readonly instance: string;
  readonly bootId: string;
}

/** `plugin/stt-moonshine` as a name that can stand in a topic, made unique. A dot is left to what belongs to an instance. */
export function instanceOf(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_-]/g, "-").replace(/^[^A-Za-z0-9]+/, "");
  return `${plain.slice(0, 90) || "client"}-${newSuffix()}`;
}

export interface OwnBus {
  readonly bus: Bus;
  readonly asking: Asking;
}

export function createBus(me: Identity, carrier: Carrier): OwnBus {
  if (!/^[a-z]+\/./.test(me.by) || !fits("name", me.by.slice(me.by.indexOf("/") + 1))) {
    throw new Fault(
      "MESSAGE_INVALID",
      `"${me.by}" is no sender: say plugin/NAME, site/NAME, client/NAME or hub/PART.`,
    );
  }
  const publish: Bus["publish"] = async (kind, where, body, context) => {
    const message = seal(kind, where, body, me.by, context);
    // Also tells of a name that cannot stand in a topic, before anything is sent.
    topicOf(kind, where);
    await carrier.publish(message as unknown as Message);
    return message.id;
  };
  const on: Bus["on"] = async (kind, where, hear, gone) => {
    const leave = await carrier.on({
      kind,
      where,
      hear: hear as unknown as Listener["hear"],
      gone: gone as unknown as Listener["gone"],
    });
    return ended(leave);
  };
  const asking = createAsking({ instance: me.instance, publish: sendAsked, on });

  async function sendAsked(message: Message): Promise<void> {
    await carrier.publish(message);
  }

  const bus: Bus = {
    ...me,
    publish,
    on,
    async clear(kind, where) {
      if (!topics[kind].retain) throw new Fault("MESSAGE_INVALID", `${kind} is no state: nothing is kept.`);
      topicOf(kind, where);
      await carrier.clear(kind, where as Where<Kind>);
    },
    async ask(kind, where, body, options = {}) {
      const question = seal(kind, where, body, me.by, { ...options, replyTo: me.instance });
      topicOf(kind, where);
      return asking.ask(kind, question, options);
    },
    answer: (kind, where, reply) =>
      on(kind, where, async (message) => {
        const answer = await answerOf(kind, message, reply);
        if (message.replyTo === undefined) return;
        const { id: cause, turn, replyTo } = message;
        await publish("answer", { instance: replyTo }, answer, {
          cause,
          ...(turn === undefined ? {} : { turn }),
        });
      }),
    sendAudio: carrier.sendAudio,
    onAudio: async (filter, hear) => ended(await carrier.onAudio(filter, hear)),
  };
  return { bus, asking };
}

async function answerOf<K extends AskedKind>(
  kind: K,
  message: Message<K>,
  reply: (message: Message<K>) => Answers[K] | Promise<Answers[K]>,
): Promise<Messages["answer"]> {
  try {
    const result = await reply(message);
    checkAnswer(kind, result);
    return { ok: true, result: { ...result } };
  } catch (thrown) {
    return { ok: false, problem: problemOf(asFault(thrown)) };
  }
}

function ended(leave: () => void | Promise<void>): AsyncDisposable {
  let left = false;
  return {
    async [Symbol.asyncDispose]() {
      if (left) return;
      left = true;
      await leave();
    },
  };
}
