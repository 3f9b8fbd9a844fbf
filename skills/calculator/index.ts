/** Works out what people say: plus, minus, times, powers, roots, brackets, parts and percent, exactly. */
import type { SkillContext } from "hearsay";
import { defineSkill, slot } from "hearsay";
import { divide, type Exact, fraction, multiply, Unworkable } from "./exact.ts";
import { pieces } from "./read.ts";
import { de } from "./speech-de.ts";
import { en } from "./speech-en.ts";
import { tell } from "./tell.ts";
import { numberPiece, type Piece, type Sign, work } from "./work.ts";

const speechOf = (language: string) => (language.toLowerCase().startsWith("de") ? de : en);

/** What the words of the lists stand for. */
const heads: Readonly<Record<string, readonly Sign[]>> = { open: ["("], root: ["root"], cube: ["cube"] };
const parts: Readonly<Record<string, number>> = { half: 2, third: 3, quarter: 4, fifth: 5, tenth: 10 };
const deeds: Readonly<Record<string, Sign>> = { add: "+", subtract: "-", multiply: "*", divide: "/" };
const ops: Readonly<Record<string, Sign>> = {
  plus: "+",
  minus: "-",
  times: "*",
  divided: "/",
  modulo: "mod",
  power: "^",
};
const posts: Readonly<Record<string, Sign>> = { squared: "^2", cubed: "^3" };

const following = { op: slot.choice().maybe(), rest: slot.text().maybe() };

export default defineSkill({
  name: "calculator",
  about: "Arithmetic: sums, products, powers, roots, brackets, fractions and percent.",
  intents: {
    work: {
      about:
        "Works out an expression: first number, sign (plus, minus, times, divided, power, modulo), and the rest of it in words or digits.",
      risk: "none",
      repeatable: true,
      slots: { first: slot.number(), op: slot.choice(), rest: slot.text() },
      run: (context) => {
        const { first, op, rest } = context.slots;
        return answer(context, [...numberPiece(first), sign(ops[op])], rest);
      },
    },
    squared: {
      lend: false,
      about: "Squares or cubes a number; the rest of an expression may follow.",
      risk: "none",
      repeatable: true,
      slots: { first: slot.number(), post: slot.choice(), rest: slot.text().maybe() },
      run: (context) => {
        const { first, post, rest } = context.slots;
        return answer(context, [...numberPiece(first), sign(posts[post])], rest);
      },
    },
    begin: {
      lend: false,
      about: "Works out an expression that begins with a bracket, a square root or a cube root.",
      risk: "none",
      repeatable: true,
      slots: { head: slot.choice(), rest: slot.text() },
      run: (context) => answer(context, (heads[context.slots.head] ?? []).map(sign), context.slots.rest),
    },
    part: {
      lend: false,
      about:
        "Takes a half, third, quarter, fifth, tenth or percentage of a number: `count` of them; more of an expression may follow.",
      risk: "none",
      repeatable: true,
      slots: { count: slot.number().maybe(), piece: slot.choice(), whole: slot.number(), ...following },
      run: (context) => {
        const { count = 1, piece, whole } = context.slots;
        const below = [sign("/"), ...numberPiece(parts[piece] ?? 100)];
        const share = [sign("("), ...numberPiece(count), ...below, sign(")"), sign("of")];
        return answerOn(context, [...share, ...numberPiece(whole)]);
      },
    },
    fold: {
      lend: false,
      about: "Doubles, triples or multiplies a number by a few times; more of an expression may follow.",
      risk: "none",
      repeatable: true,
      slots: { fold: slot.choice(), first: slot.number(), ...following },
      run: (context) => {
        const { fold, first } = context.slots;
        return answerOn(context, [...numberPiece(Number(fold)), sign("*"), ...numberPiece(first)]);
      },
    },
    off: {
      lend: false,
      about: "Takes a percentage off a price or another number.",
      risk: "none",
      repeatable: true,
      slots: { percent: slot.number(), whole: slot.number() },
      run: (context) => {
        const { percent, whole } = context.slots;
        return answer(context, [...numberPiece(whole), sign("-"), ...numberPiece(percent), sign("%")]);
      },
    },
    two: {
      about:
        "Adds, subtracts, multiplies or divides two numbers: `b` is taken from `a`, `a` is divided by `b`.",
      risk: "none",
      repeatable: true,
      slots: { deed: slot.choice(), a: slot.number(), b: slot.number() },
      run: (context) => {
        const { deed, a, b } = context.slots;
        return answer(context, [...numberPiece(a), sign(deeds[deed]), ...numberPiece(b)]);
      },
    },
    share: {
      lend: false,
      about: "Says what percentage one number is of another.",
      risk: "none",
      repeatable: true,
      slots: { part: slot.number(), whole: slot.number() },
      run: ({ slots, ...context }) =>
        worked(context as SkillContext, "", "percent", () => {
          const [part, whole] = [work(numberPiece(slots.part)), work(numberPiece(slots.whole))];
          return multiply(divide(part, whole), fraction(100n));
        }),
    },
  },
});

const sign = (one: Sign | undefined): Piece => {
  if (one === undefined) throw new Unworkable("unclear");
  return { sign: one };
};

type Following = SkillContext & {
  readonly slots: { readonly op?: string | undefined; readonly rest?: string | undefined };
};

/** Goes on with what may follow: a sign, and the rest. */
function answerOn(context: Following, first: readonly Piece[]): Promise<void> {
  const { op, rest } = context.slots;
  return answer(context, op === undefined ? first : [...first, sign(ops[op])], rest);
}

function answer(context: SkillContext, first: readonly Piece[], rest = ""): Promise<void> {
  return worked(context, rest, "result", () => work([...first, ...pieces(rest, speechOf(context.language))]));
}

/** `phrase`: what says the result; `said`: the words that may have been unclear. */
async function worked(
  context: SkillContext,
  said: string,
  phrase: "result" | "percent",
  run: () => Exact,
): Promise<void> {
  let value: Exact;
  try {
    value = run();
  } catch (thrown) {
    if (!(thrown instanceof Unworkable)) throw thrown;
    return context.say(thrown.why, { said });
  }
  const { text, about, power } = tell(value, context.language);
  const form = `${phrase}${about ? "-about" : ""}${power === undefined ? "" : "-power"}`;
  await context.say(form, { result: text, ...(power === undefined ? {} : { power: String(power) }) });
}
