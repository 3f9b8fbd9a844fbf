/** Turns a template into a tree: the parser of @huggingface/jinja, helped over forms that language packs use and it does not know. */
import { parse, tokenize } from "@huggingface/jinja";
import { filters } from "./filters.ts";
import { tests } from "./tests.ts";
import { limits, wrong } from "./values.ts";

interface Of<T extends string> {
  readonly type: T;
}
export interface Name extends Of<"Identifier"> {
  readonly value: string;
}
export interface Named extends Of<"KeywordArgumentExpression"> {
  readonly key: Name;
  readonly value: Node;
}
export interface Call extends Of<"CallExpression"> {
  readonly callee: Node;
  readonly args: readonly Node[];
}
export interface Member extends Of<"MemberExpression"> {
  readonly object: Node;
  readonly property: Node;
  readonly computed: boolean;
}
export interface Slice extends Of<"SliceExpression"> {
  readonly start?: Node;
  readonly stop?: Node;
  readonly step?: Node;
}
export interface Binary extends Of<"BinaryExpression"> {
  readonly operator: { readonly value: string };
  readonly left: Node;
  readonly right: Node;
}
export interface Filter extends Of<"FilterExpression"> {
  readonly operand: Node;
  readonly filter: Name | Call;
}
export interface Select extends Of<"SelectExpression"> {
  readonly lhs: Node;
  readonly test: Node;
}
export interface If extends Of<"If"> {
  readonly test: Node;
  readonly body: readonly Node[];
  readonly alternate: readonly Node[];
}
export interface For extends Of<"For"> {
  readonly loopvar: Node;
  readonly iterable: Node;
  readonly body: readonly Node[];
  readonly defaultBlock: readonly Node[];
}
export interface SetNode extends Of<"Set"> {
  readonly assignee: Node;
  readonly value: Node | null;
  readonly body: readonly Node[];
}
export interface Macro extends Of<"Macro"> {
  readonly name: Name;
  readonly args: readonly (Name | Named)[];
  readonly body: readonly Node[];
}

/** The library's tree; it does not publish the types. */
export type Node =
  | Name
  | Named
  | Call
  | Member
  | Slice
  | Binary
  | Filter
  | Select
  | If
  | For
  | SetNode
  | Macro
  | (Of<"IntegerLiteral" | "FloatLiteral"> & { readonly value: number })
  | (Of<"StringLiteral"> & { readonly value: string })
  | (Of<"ArrayLiteral" | "TupleLiteral"> & { readonly value: readonly Node[] })
  | (Of<"ObjectLiteral"> & { readonly value: ReadonlyMap<Node, Node> })
  | (Of<"UnaryExpression"> & { readonly operator: { readonly value: string }; readonly argument: Node })
  | (Of<"TestExpression"> & { readonly operand: Node; readonly negate: boolean; readonly test: Name })
  | (Of<"Ternary"> & { readonly condition: Node; readonly trueExpr: Node; readonly falseExpr: Node })
  | (Of<"FilterStatement"> & { readonly filter: Name | Call; readonly body: readonly Node[] })
  | Of<"Break" | "Continue" | "Comment">;

type Token = ReturnType<typeof tokenize>[number];

/** Throws an Error that says what cannot be read. */
export function parseTemplate(template: string): readonly Node[] {
  if (template.length > limits.template) wrong(`a template of more than ${limits.template} characters`);
  const program = parse(known(tokenize(withPlainNames(template)))) as unknown as {
    readonly body: readonly Node[];
  };
  checkNames(program.body);
  return program.body;
}

/** `is` with what it is compared with, as a filter: `x is in(y)`, `x is not divisibleby(3)`. */
const testPrefix = "is ";
const notPrefix = "is not ";

/** Whether a filter's name stands for a test, and which. */
export function testIn(name: string): { readonly test: string; readonly negate: boolean } | undefined {
  if (name.startsWith(notPrefix)) return { test: name.slice(notPrefix.length), negate: true };
  return name.startsWith(testPrefix) ? { test: name.slice(testPrefix.length), negate: false } : undefined;
}

/** Leaves out the colon that packs write before `%}`, as in Python, and rewrites tests with arguments. */
function known(tokens: Token[]): Token[] {
  const result: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as Token;
    if (token.type === "Colon" && tokens[at + 1]?.type === "CloseStatement") continue;
    const not = tokens[at + 1]?.type === "Identifier" && tokens[at + 1]?.value === "not" ? 1 : 0;
    const name = tokens[at + 1 + not];
    const isTest = token.type === "Identifier" && token.value === "is" && name?.type === "Identifier";
    if (isTest && tokens[at + 2 + not]?.type === "OpenParen") {
      result.push({ ...token, type: "Pipe", value: "|" });
      result.push({ ...name, value: `${not ? notPrefix : testPrefix}${name.value}` });
      at += 1 + not;
    } else result.push(token);
  }
  return result;
}

/** The library knows names of ASCII letters only; others travel as the numbers of their letters. */
function withPlainNames(template: string): string {
  return template.replace(/\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}/gsu, (tag) =>
    tag.startsWith("{#")
      ? tag
      : tag.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[\p{L}_][\p{L}\p{M}\p{N}_]*/gsu, (word) =>
          /^['"]/.test(word)
            ? word
            : word.normalize("NFKC").replace(/[^\w]/gu, (letter) => `_u${letter.codePointAt(0)}_`),
        ),
  );
}

/** A name as the template has it. */
export const nameOf = (name: string): string =>
  name.replace(/_u(\d+)_/g, (_all, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10_ff_ff)));

const unknownNodes = new Set(["CallStatement", "SpreadExpression", "KeywordSpreadExpression"]);

/** Unknown filters and tests are found when a pack is read, not when it first answers. */
function checkNames(tree: unknown): void {
  if (Array.isArray(tree)) tree.forEach(checkNames);
  else if (tree instanceof Map) for (const pair of tree) checkNames(pair);
  else if (typeof tree === "object" && tree !== null) {
    checkNode(tree as Node);
    Object.values(tree).forEach(checkNames);
  }
}

function checkNode(node: Node): void {
  if (unknownNodes.has(node.type)) wrong(`${node.type} is not known here`);
  if (node.type === "TestExpression") checkTest(node.test.value);
  if (node.type !== "FilterExpression" && node.type !== "FilterStatement") return;
  const name = filterName(node.filter);
  const test = testIn(name);
  if (test !== undefined) checkTest(test.test);
  else if (!filters.has(name)) wrong(`there is no filter "${name}"`);
}

function checkTest(name: string): void {
  if (!tests.has(name)) wrong(`there is no test "${name}"`);
}

export function filterName(filter: Name | Call): string {
  const name = filter.type === "CallExpression" ? filter.callee : filter;
  return name.type === "Identifier" ? name.value : wrong("a filter without a name");
}
