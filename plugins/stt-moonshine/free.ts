/** Hears freely: the likeliest token after the other, with the score of the whole. */
import type { Features, Network } from "./network.ts";
import { endToken } from "./tokens.ts";

export interface FreeTokens {
  readonly tokens: readonly number[];
  /** Sum of the natural logarithms of the tokens' probabilities, the end's too; worked out when it is asked for. */
  score(): number;
}

/** Tokens that a second of speech can hold; the least is for clips of a word or two. */
const perSecond = 6.5;
const least = 24;

export async function hearFreely(network: Network, features: Features, seconds: number): Promise<FreeTokens> {
  const most = Math.max(least, Math.floor(perSecond * seconds));
  const tokens: number[] = [];
  const seen: { readonly scores: Float32Array; readonly token: number }[] = [];
  let { scores, memory } = await network.begin(features);
  while (true) {
    const token = likeliest(scores);
    seen.push({ scores, token });
    if (token === endToken || tokens.length >= most) return { tokens, score: () => scoreOf(seen) };
    tokens.push(token);
    ({ scores, memory } = await network.step(features, memory, [{ parent: 0, token }]));
  }
}

function scoreOf(seen: readonly { readonly scores: Float32Array; readonly token: number }[]): number {
  let sum = 0;
  for (const { scores, token } of seen) sum += (scores[token] ?? 0) - logSum(scores, 0, scores.length);
  return sum;
}

function likeliest(scores: Float32Array): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? 0;
    if (score > most) {
      most = score;
      best = i;
    }
  }
  return best;
}

/** Logarithm of the sum of the exponentials of a part of `scores`: what makes them log-probabilities. */
export function logSum(scores: Float32Array, from: number, to: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i++) most = Math.max(most, scores[i] ?? 0);
  let sum = 0;
  for (let i = from; i < to; i++) {
    const below = (scores[i] ?? 0) - most;
    if (below > -16) sum += Math.exp(below);
  }
  return most + Math.log(sum);
}
