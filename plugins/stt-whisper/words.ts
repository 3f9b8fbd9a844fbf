/** From features to words: which language, the likeliest tokens, and another try where they make no sense. */
import type { Features, Network, Scored } from "./network.ts";
import type { Vocabulary } from "./vocabulary.ts";

export interface Decoded {
  readonly text: string;
  /** Base language, as Whisper has it. */
  readonly language: string;
  /** 0 to 1: how much likelier than the other languages that may be spoken. */
  readonly sure: number;
}
export interface Wish {
  /** Base languages that may be spoken; one: it is. */
  readonly languages: readonly string[];
  readonly seconds: number;
  readonly stopped: () => boolean;
}

/** Tokens that a second can hold: words of some scripts are made of single bytes. */
const perSecond = 22;
const leastTokens = 32;
const mostTokens = 224;
/** Where nothing is said, and the words are no likelier than this, there are none. */
const noSpeech = 0.6;
const unlikely = -1;
/** How much chance the tries have, one after the other; the first that makes sense is taken. */
const temperatures = [0, 0.3, 0.7];

interface Row {
  readonly tokens: readonly number[];
  /** Mean of the natural logarithms of the tokens' probabilities. */
  readonly mean: number;
  readonly looped: boolean;
}

export async function decode(
  network: Pick<Network, "step">,
  vocabulary: Vocabulary,
  features: Features,
  wish: Wish,
): Promise<Decoded> {
  const { start, nothing, transcribe, plain } = vocabulary;
  const begun = await network.step(features, [start]);
  const silent = probabilityOf(begun.scores, nothing);
  const { language, token, sure } = spoken(vocabulary, begun.scores, wish.languages);
  let asked = begun;
  for (const one of [token, transcribe, plain]) asked = await network.step(features, [one], asked.memory);
  let best: Row | undefined;
  for (const temperature of temperatures) {
    const row = await follow(network, vocabulary, features, asked, { ...wish, temperature });
    if (!best || (best.looped && !row.looped) || (best.looped === row.looped && row.mean > best.mean))
      best = row;
    if (wish.stopped() || (!row.looped && row.mean > unlikely) || silent > noSpeech) break;
  }
  const none = !best || (silent > noSpeech && best.mean < unlikely);
  return { text: none || !best ? "" : vocabulary.textOf(best.tokens), language, sure };
}

function spoken(vocabulary: Vocabulary, scores: Float32Array, languages: readonly string[]) {
  const known = languages.flatMap((language) => {
    const token = vocabulary.languages.get(language);
    return token === undefined ? [] : [{ language, token, score: scores[token] ?? -Infinity }];
  });
  const all =
    known.length > 0
      ? known
      : [...vocabulary.languages].map(([language, token]) => ({
          language,
          token,
          score: scores[token] ?? -Infinity,
        }));
  const best = all.reduce((a, b) => (b.score > a.score ? b : a));
  const sum = all.reduce((total, { score }) => total + Math.exp(score - best.score), 0);
  return { ...best, sure: 1 / sum };
}

async function follow(
  network: Pick<Network, "step">,
  vocabulary: Vocabulary,
  features: Features,
  asked: Scored,
  { seconds, stopped, temperature }: Wish & { readonly temperature: number },
): Promise<Row> {
  const most = Math.min(mostTokens, Math.max(leastTokens, Math.floor(perSecond * seconds)));
  const tokens: number[] = [];
  let sum = 0;
  let { scores, memory } = asked;
  const chance = chanceFrom(Math.round(temperature * 1000) + 1);
  while (true) {
    vocabulary.suppress(scores, tokens.length === 0);
    const sumOfAll = logSum(scores);
    const token = temperature === 0 ? likeliest(scores) : drawn(scores, temperature, chance);
    sum += (scores[token] ?? 0) - sumOfAll;
    const looped = loops(tokens);
    if (token === vocabulary.end || tokens.length >= most || looped || stopped()) {
      const long = token !== vocabulary.end && tokens.length >= most;
      return { tokens, mean: sum / (tokens.length + 1), looped: looped || long };
    }
    tokens.push(token);
    ({ scores, memory } = await network.step(features, [token], memory));
  }
}

/** Whether the tokens end in a run of the same ones that nobody says. */
export function loops(tokens: readonly number[]): boolean {
  for (let length = 1; length <= 12; length++) {
    const times = length === 1 ? 8 : length < 4 ? 5 : 3;
    const from = tokens.length - length * times;
    if (from < 0) continue;
    if (tokens.slice(from).every((token, i) => token === tokens[from + (i % length)])) return true;
  }
  return false;
}

function likeliest(scores: Float32Array): number {
  let best = 0;
  for (let i = 1; i < scores.length; i++) if ((scores[i] ?? 0) > (scores[best] ?? 0)) best = i;
  return best;
}

function drawn(scores: Float32Array, temperature: number, chance: () => number): number {
  const top = scores[likeliest(scores)] ?? 0;
  let left = 0;
  for (const score of scores) left += Math.exp((score - top) / temperature);
  left *= chance();
  for (let i = 0; i < scores.length; i++) {
    left -= Math.exp(((scores[i] ?? 0) - top) / temperature);
    if (left <= 0) return i;
  }
  return likeliest(scores);
}

/** Reproducible numbers from 0 to 1: Lehmer's generator with the multiplier of Park and Miller. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function logSum(scores: Float32Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > most) most = score;
  let sum = 0;
  for (const score of scores) if (score - most > -20) sum += Math.exp(score - most);
  return most + Math.log(sum);
}

const probabilityOf = (scores: Float32Array, token: number): number =>
  Math.exp((scores[token] ?? 0) - logSum(scores));
