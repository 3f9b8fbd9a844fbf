/** The builder of Moonshine's tokens. */
import { expect, it } from "vitest";
import { make } from "../../../../core/host/models/make.ts";

const words = Array.from({ length: 32_000 }, (_, id) => `w${id}`);
words[0] = "<unk>";
words[3] = "<0x00>";
words[258] = "<0xFF>";
words[259] = "▁▁";
const source = (list: readonly string[]): Buffer =>
  Buffer.from(`const llama_vocab_base64 = "${Buffer.from(list.join("\n")).toString("base64")}";\nrest`);

const lines = make("llama-tokens", source(words)).toString("latin1").split("\n");
const tokenOf = (id: number): Buffer => Buffer.from(lines[id]?.split("\t")[0] ?? "", "base64");

it("writes one line an id, and a newline at the end", () => {
  expect(lines.length).toBe(32_769);
  expect(lines.at(-1)).toBe("");
  expect(lines.slice(0, -1).every((line, id) => line.endsWith(`\t${id}`))).toBe(true);
});

it.each<[number, Buffer]>([
  [0, Buffer.from("<unk>")],
  [3, Buffer.from([0])],
  [258, Buffer.from([255])],
  [259, Buffer.from("▁▁")],
  [31_999, Buffer.from("w31999")],
  [32_000, Buffer.from("<<ST_0>>")],
  [32_767, Buffer.from("<<ST_767>>")],
])("token %i", (id, bytes) => {
  expect(tokenOf(id)).toEqual(bytes);
});

it.each([
  ["a source without a vocabulary", Buffer.from("const x = 1")],
  ["a vocabulary that is too short", source(words.slice(1))],
])("refuses %s", (_, bytes) => {
  expect(() => make("llama-tokens", bytes)).toThrow(expect.objectContaining({ code: "MODEL_FETCH_FAILED" }));
});

it("refuses an unknown builder", () => {
  expect(() => make("toString", Buffer.alloc(0))).toThrow(
    expect.objectContaining({ code: "MODEL_FETCH_FAILED" }),
  );
});
