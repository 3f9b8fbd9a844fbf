/** Compiles templates to states, from their ends to their beginnings, so that equal endings are one. */
import { Fault } from "../../contract/fault.ts";
import { type List, type ListContext, type Listed, listing, makeList, type Spell } from "./lists.ts";
import type { Block, Constraint, ListSource, Source } from "./source.ts";
import { frozen, kind, type States, stateBuilder } from "./states.ts";
import { type ListRef, nothing, type Piece, parse } from "./template.ts";
import { fold } from "./text.ts";

/** A place in a template where a list fills a slot. */
export interface SlotRef {
  readonly slot: string;
  readonly capture: boolean;
  /** Name of a list that is handed in with each sentence, or a list of the source itself; neither for free text. */
  readonly dynamic?: string;
  readonly list?: List;
  /** Number of the block's needs in `Program.needs`: decides which values count. */
  readonly need: number;
}

export interface Need {
  readonly requires: Readonly<Record<string, Constraint>>;
  readonly excludes: Readonly<Record<string, Constraint>>;
}

/** Where skip words stay: with free text at an edge they may be part of it. */
export type Edge = "none" | "start" | "end" | "whole";

export interface Template {
  readonly text: string;
  readonly start: number;
  readonly edge: Edge;
}

export interface Built {
  readonly states: States;
  readonly refs: readonly SlotRef[];
  readonly needs: readonly Need[];
  readonly templates: readonly (readonly Template[])[];
  readonly problems: readonly Fault[];
}

/** States that one template, and all together, may take, pieces put together for one, and rules within rules: bounds what a hostile pack costs. */
const limits = { template: 100_000, source: 3_000_000, pieces: 150_000, rules: 100 } as const;

interface Build {
  readonly source: Source;
  readonly spell: Spell;
  readonly dynamic: ReadonlySet<string>;
  readonly states: ReturnType<typeof stateBuilder>;
  readonly refs: SlotRef[];
  readonly refKeys: Map<string, number>;
  readonly needs: Need[];
  readonly needKeys: Map<string, number>;
  readonly lists: Map<ListSource, List>;
  readonly ranges: Map<string, ListSource>;
  readonly parsed: Map<string, Piece>;
}

/** What the templates of one block see. */
interface Scope {
  readonly build: Build;
  readonly block: Block;
  readonly need: number;
  readonly rules: Map<string, Map<number, number>>;
  readonly open: string[];
  limit: number;
  pieces: number;
}

/** Compiles a source template by template, so that the caller can do other things in between. */
export function* building(
  source: Source,
  dynamic: ReadonlySet<string>,
  spell: Spell,
): Generator<undefined, Built> {
  const made: Build = {
    source,
    spell,
    dynamic,
    states: stateBuilder(),
    refs: [],
    refKeys: new Map(),
    needs: [],
    needKeys: new Map(),
    lists: new Map(),
    ranges: new Map(),
    parsed: new Map(),
  };
  yield* rangesFirst(made);
  const problems: Fault[] = [];
  const templates: Template[][] = [];
  for (const [index, block] of source.blocks.entries()) {
    const scope = scopeOf(made, block);
    const end = made.states.state(kind.end, index, 0);
    const compiled: Template[] = [];
    for (const text of block.sentences) {
      try {
        compiled.push(templateOf(scope, text, end));
      } catch (thrown) {
        if (!(thrown instanceof Fault)) throw thrown;
        problems.push(misplaced(block, text, thrown));
      }
      yield undefined;
    }
    templates.push(compiled);
  }
  return { states: frozen(made.states), refs: made.refs, needs: made.needs, templates, problems };
}

/** Spelling the numbers of a range is most of the work; a range that is wrong is told where it is used. */
function* rangesFirst(made: Build): Generator<undefined, void> {
  const { source, dynamic, lists } = made;
  const texts = [...source.blocks.flatMap(({ sentences }) => sentences), ...Object.values(source.rules)];
  const used = new Set(texts.flatMap((text) => [...text.matchAll(/\{([^}:]+)/g)].map(([, name]) => name)));
  for (const [name, list] of Object.entries(source.lists)) {
    if (list.kind !== "range" || !used.has(name) || dynamic.has(name) || !(list.from <= list.to)) continue;
    if ((list.step ?? 1) > 0)
      lists.set(
        list,
        yield* listing(
          list,
          listContext(made, () => nothing),
        ),
      );
  }
}

const listContext = ({ source, spell }: Build, rule: ListContext["rule"]): ListContext => ({
  language: source.language,
  ignoreWhitespace: source.ignoreWhitespace,
  spell,
  rule,
});

function scopeOf(made: Build, block: Block): Scope {
  const need = numbered(made.needKeys, made.needs, keyOf([block.requires, block.excludes]), () => ({
    requires: block.requires ?? {},
    excludes: block.excludes ?? {},
  }));
  return { build: made, block, need, rules: new Map(), open: [], limit: 0, pieces: 0 };
}

function templateOf(scope: Scope, text: string, end: number): Template {
  const { states } = scope.build;
  const piece = parse(text);
  scope.limit = states.size() + limits.template;
  scope.pieces = 0;
  scope.open.length = 0;
  const start = compile(scope, piece, end);
  if (start === end || (start < 0 && states.forks[-1 - start]?.includes(end))) {
    throw new Fault("SENTENCE_INVALID", "it could be said without any word");
  }
  return { text, start, edge: edgeOf(scope, piece) };
}

function misplaced({ where }: Block, text: string, fault: Fault): Fault {
  const shown = text.length > 120 ? `${text.slice(0, 120)}…` : text;
  return new Fault("SENTENCE_INVALID", `${where}: "${shown}": ${fault.message}`, {
    path: where,
    cause: fault,
  });
}

const keyOf = (value: unknown): string => JSON.stringify(value) ?? "";

function numbered<T>(keys: Map<string, number>, all: T[], key: string, make: () => T): number {
  const there = keys.get(key);
  if (there !== undefined) return there;
  all.push(make());
  keys.set(key, all.length - 1);
  return all.length - 1;
}

/** The reference from which `piece` and then `next` can be said. */
function compile(scope: Scope, piece: Piece, next: number): number {
  const { states } = scope.build;
  if (states.size() > limits.source)
    throw new Fault("SENTENCE_INVALID", "there are too many templates before it");
  if (states.size() > scope.limit || ++scope.pieces > limits.pieces) {
    throw new Fault("SENTENCE_INVALID", "it can be said in too many ways; write it as several templates");
  }
  if (piece.type === "text") return literal(scope, piece.text, next);
  if (piece.type === "all") return piece.pieces.reduceRight((after, one) => compile(scope, one, after), next);
  if (piece.type === "any") return states.fork(piece.pieces.map((one) => compile(scope, one, next)));
  if (piece.type === "rule") return ruled(scope, piece.name, next);
  return slotted(scope, piece.ref, next);
}

function literal({ build: { states } }: Scope, text: string, next: number): number {
  const signs = fold(text);
  let after = next;
  for (let at = signs.length - 1; at >= 0; at--) {
    if (/\s/u.test(signs.charAt(at))) after = states.state(kind.space, 0, after);
    else after = states.state(kind.sign, signs.charCodeAt(at), after);
  }
  return after;
}

function ruled(scope: Scope, name: string, next: number): number {
  if (scope.open.includes(name)) throw new Fault("SENTENCE_INVALID", `the rule <${name}> contains itself`);
  if (scope.open.length > limits.rules)
    throw new Fault("SENTENCE_INVALID", "rules stand too deep in each other");
  const known = scope.rules.get(name) ?? new Map<number, number>();
  scope.rules.set(name, known);
  const there = known.get(next);
  if (there !== undefined) return there;
  scope.open.push(name);
  const made = compile(scope, ruleOf(scope, name), next);
  scope.open.pop();
  known.set(next, made);
  return made;
}

function ruleOf({ build: made, block }: Scope, name: string): Piece {
  const own = block.rules !== undefined && Object.hasOwn(block.rules, name) ? block.rules[name] : undefined;
  const text = own ?? (Object.hasOwn(made.source.rules, name) ? made.source.rules[name] : undefined);
  if (text === undefined) throw new Fault("SENTENCE_INVALID", `there is no rule <${name}>`);
  const there = made.parsed.get(text);
  if (there !== undefined) return there;
  const piece = parse(text);
  made.parsed.set(text, piece);
  return piece;
}

function slotted(scope: Scope, ref: ListRef, next: number): number {
  const { build: made, need } = scope;
  const source = sourceOf(scope, ref);
  const isFree = source?.kind === "wildcard";
  const list = source === undefined || isFree ? undefined : listOf(scope, source);
  const which = list === undefined ? ref.list : [...made.lists.values()].indexOf(list);
  const key = keyOf([ref.slot, ref.capture, which, isFree, need]);
  const number = numbered(made.refKeys, made.refs, key, () => ({
    slot: ref.slot,
    capture: ref.capture,
    need,
    ...(list === undefined ? {} : { list }),
    ...(list === undefined && !isFree ? { dynamic: ref.list } : {}),
  }));
  if (!isFree) return made.states.state(kind.slot, number, next);
  return made.states.state(kind.free, number, made.states.state(kind.more, number, next));
}

/** Undefined for a list that is handed in with each sentence. */
function sourceOf({ build: made, block }: Scope, { list, range }: ListRef): ListSource | undefined {
  if (block.lists !== undefined && Object.hasOwn(block.lists, list)) return block.lists[list];
  if (made.dynamic.has(list)) return undefined;
  if (Object.hasOwn(made.source.lists, list)) return made.source.lists[list];
  if (range === undefined) throw new Fault("SENTENCE_INVALID", `there is no list {${list}}`);
  const there = made.ranges.get(list) ?? { kind: "range", ...range };
  made.ranges.set(list, there);
  return there;
}

function listOf(scope: Scope, source: Listed): List {
  const { build: made } = scope;
  const there = made.lists.get(source);
  if (there !== undefined) return there;
  const list = makeList(
    source,
    listContext(made, (name) => ruleOf(scope, name)),
  );
  made.lists.set(source, list);
  return list;
}

function edgeOf(scope: Scope, piece: Piece): Edge {
  const pieces = piece.type === "all" ? piece.pieces : [piece];
  const isFree = (one: Piece | undefined): boolean =>
    one?.type === "list" && sourceOf(scope, one.ref)?.kind === "wildcard";
  if (pieces.length === 1 && isFree(pieces[0])) return "whole";
  if (isFree(pieces[0])) return "start";
  return isFree(pieces.at(-1)) ? "end" : "none";
}
