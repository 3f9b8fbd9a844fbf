/** One utterance over Deepgram's web socket: frames go out, transcripts come in, and a flush is a Finalize. */
import { setTimeout as sleep } from "node:timers/promises";
import { type AudioFrame, Fault, type Flush, samplesOf, type Transcript } from "hearsay";
import { openSocket, parsed, type RemoteSocket, remoteFault, type SocketFacts } from "hearsay/remote";

export interface Listening {
  readonly socket: SocketFacts;
  readonly signal: AbortSignal;
  /** ms that it may be silent when it was asked for words. */
  readonly timeout: number;
}

interface Results {
  readonly type?: string;
  readonly is_final?: boolean;
  readonly from_finalize?: boolean;
  readonly channel?: { readonly alternatives?: readonly Alternative[] };
}
interface Alternative {
  readonly transcript?: string;
  readonly confidence?: number;
}

/** A Finalize may be passed over where little is unheard: then what is known so far is the answer. */
const finalizeMs = 700;
const closedMs = 300;
/** A stream without sound is closed after 10 s. */
const aliveMs = 4000;

const text = (words: string, final: boolean, confidence?: number): Transcript => ({
  text: words,
  final,
  ...(confidence === undefined ? {} : { confidence }),
});

/** Faults: those of a socket; REMOTE_CONTENT when something else answers; AUDIO_UNSUPPORTED. */
export async function* listen(
  audio: AsyncIterable<AudioFrame | Flush>,
  { socket: facts, signal, timeout }: Listening,
): AsyncGenerator<Transcript> {
  await using socket = await openSocket(facts);
  const state: State = { finals: [], interim: "", flushes: [], change: () => {}, ended: false };
  const alive = setInterval(() => send(socket, { type: "KeepAlive" }), aliveMs);
  const reading = read(socket, state).then(
    () => end(state),
    (thrown: unknown) => end(state, thrown),
  );
  // Why a socket was closed is told to its reader, a moment after nothing can be sent any more.
  const sending = feed(socket, audio, state, signal, timeout).catch(async (thrown: unknown) => {
    await Promise.race([reading, sleep(closedMs)]);
    end(state, thrown);
  });
  signal.addEventListener("abort", () => state.change(), { once: true });
  try {
    let told = "";
    while (!signal.aborted) {
      if (state.failure !== undefined) throw state.failure;
      const words = wordsOf(state);
      const due = state.flushes.filter(({ answered }) => answered);
      for (const flush of due) {
        state.flushes.splice(state.flushes.indexOf(flush), 1);
        yield text(words, false, state.confidence);
        told = words;
      }
      if (state.ended) return yield text(words, true, state.confidence);
      // While a flush waits, what comes in between would be taken for its answer.
      if (words !== told && state.flushes.length === 0) {
        told = words;
        yield text(words, false, state.confidence);
      } else if (due.length === 0) {
        await new Promise<void>((resolve) => {
          state.change = resolve;
        });
      }
    }
  } finally {
    clearInterval(alive);
    clearTimeout(state.deadline);
    for (const { timer } of state.flushes) clearTimeout(timer);
    socket.close();
    void Promise.allSettled([reading, sending]);
  }
}

interface State {
  /** Words that will not change any more. */
  readonly finals: string[];
  /** Words after them, as far as they are heard. */
  interim: string;
  confidence?: number;
  readonly flushes: { answered: boolean; readonly timer: NodeJS.Timeout }[];
  failure?: unknown;
  /** It said that all was heard, or closed. */
  ended: boolean;
  deadline?: NodeJS.Timeout;
  change(): void;
}

const wordsOf = ({ finals, interim }: State): string => [...finals, interim].filter(Boolean).join(" ");

function end(state: State, failure?: unknown): void {
  state.failure ??= failure;
  state.ended = true;
  state.change();
}

async function feed(
  socket: RemoteSocket,
  audio: AsyncIterable<AudioFrame | Flush>,
  state: State,
  signal: AbortSignal,
  timeout: number,
): Promise<void> {
  for await (const item of audio) {
    if (signal.aborted || state.ended) return;
    if (item === "flush") {
      const flush = { answered: false, timer: setTimeout(answer, finalizeMs) };
      function answer(): void {
        flush.answered = true;
        state.change();
      }
      state.flushes.push(flush);
      await socket.send(JSON.stringify({ type: "Finalize" }));
    } else await socket.send(bytesIn(item));
  }
  if (signal.aborted) return;
  const late = remoteFault("REMOTE_FAILED", `Deepgram gave no final words within ${timeout} ms.`);
  state.deadline = setTimeout(() => end(state, late), timeout);
  await socket.send(JSON.stringify({ type: "CloseStream" }));
}

function bytesIn(frame: AudioFrame): Uint8Array {
  const { codec, rate, channels } = frame.format;
  if (codec !== "pcm" || rate !== 16_000 || channels !== 1) {
    throw new Fault(
      "AUDIO_UNSUPPORTED",
      `Deepgram is sent PCM, 16000 Hz, mono; not ${codec}, ${rate} Hz, ${channels}.`,
    );
  }
  const samples = samplesOf(frame);
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

/** Until it says Metadata, which is its last word, or closes. */
async function read(socket: RemoteSocket, state: State): Promise<void> {
  for await (const message of socket.messages) {
    if (typeof message !== "string")
      throw remoteFault("REMOTE_CONTENT", "Deepgram sent bytes in place of words.");
    const results = parsed<Results | null>(message, { service: "Deepgram", hidden: {} });
    if (results?.type === "Metadata") return;
    if (results?.type !== "Results") continue;
    const best = results.channel?.alternatives?.[0];
    const words = best?.transcript;
    if (words === undefined)
      throw remoteFault("REMOTE_CONTENT", "Deepgram sent results without a transcript.");
    if (words !== "" && best?.confidence !== undefined) state.confidence = best.confidence;
    state.interim = results.is_final ? "" : words;
    if (results.is_final && words !== "") state.finals.push(words);
    if (results.from_finalize) {
      const waiting = state.flushes.find(({ answered }) => !answered);
      if (waiting) {
        clearTimeout(waiting.timer);
        waiting.answered = true;
      }
    }
    state.change();
  }
}

const send = (socket: RemoteSocket, message: object): void =>
  void socket.send(JSON.stringify(message)).catch(() => {});
