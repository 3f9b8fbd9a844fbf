/** Templates, lists and rules that would cost without measure are refused, each with its reason. */
import { expect, test } from "vitest";
import { compile } from "../../../../core/language/engine/index.ts";
import { sourceOf } from "./kit.ts";

const chain = (length: number, link: (next: string) => string): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length }, (_, at) => [`r${at}`, at < length - 1 ? link(`<r${at + 1}>`) : "x"]),
  );
const nested = "((((a;b;c;d;e);b;c;d;e);b;c;d);b;c)";
const listed = (values: readonly string[]) => ({
  a: { kind: "text", values: values.map((value) => ({ in: value })) } as const,
});

test.each([
  ["rules within rules", "<r0>", { rules: chain(5000, (next) => next) }, "too deep"],
  ["rules that double", "<r0>", { rules: chain(30, (next) => `${next} ${next}`) }, "too many ways"],
  ["orders within orders", Array(6).fill(nested).join(" "), {}, "too many ways"],
  ["an entry with many ways", "{a}", { lists: listed(["[a][b][c][d][e][f][g][h][i][j][k][l][m]"]) }, "ways"],
  [
    "many entries with many ways",
    "{a}",
    { lists: listed(Array.from({ length: 60 }, (_, at) => `${at} [a][b][c][d][e][f][g][h][i][j][k][l]`)) },
    "200000 ways",
  ],
])("%s", (_name, sentence, more, reason) => {
  const { problems } = compile(sourceOf([{ sentences: [sentence] }], more));
  expect(problems.map(({ code }) => code)).toEqual(["SENTENCE_INVALID"]);
  expect(problems[0]?.message).toContain(reason);
});
