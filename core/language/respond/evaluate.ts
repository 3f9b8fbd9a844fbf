/** Renders a template's tree with facts, as Jinja in Python does; templates are data from outside, so work is bounded. */
import { filters, type Given } from "./filters.ts";
import { loopFacts, standard } from "./globals.ts";
import { callMethod } from "./methods.ts";
import { comparisons, operate, slice } from "./operators.ts";
import * as syntax from "./syntax.ts";
import { tests } from "./tests.ts";
import {
  amount,
  bounded,
  boundedCount,
  type Fact,
  float,
  fromFact,
  isDict,
  isFloat,
  isText,
  type Key,
  keyOf,
  limits,
  members,
  metered,
  numberLike,
  spend,
  str,
  truthy,
  typeName,
  type Value,
  wrong,
} from "./values.ts";

type Node = syntax.Node;

interface Scope {
  readonly names: Map<string, Value>;
  readonly outer?: Scope;
  /** How deep it is in macros. */
  readonly calls: { depth: number };
}

type Facts = Readonly<Record<string, Fact>>;

/** Throws an Error that says what went wrong. */
export function render(tree: readonly Node[], facts: Facts): string {
  const globals: Scope = { names: new Map(standard), calls: { depth: 0 } };
  for (const [name, fact] of Object.entries(facts)) globals.names.set(name, fromFact(fact));
  return metered(() => block(tree, inner(globals)));
}

const inner = (scope: Scope): Scope => ({ names: new Map(), outer: scope, calls: scope.calls });

function lookup(scope: Scope, name: string): Value {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    if (at.names.has(name)) return at.names.get(name);
  }
  return undefined;
}

const enough = Symbol("break");
const onward = Symbol("continue");

function block(nodes: readonly Node[], scope: Scope): string {
  let said = "";
  for (const node of nodes) said = bounded(said + statement(node, scope));
  return said;
}

function statement(node: Node, scope: Scope): string {
  switch (node.type) {
    case "If":
      return block(truthy(evaluate(node.test, scope)) ? node.body : node.alternate, scope);
    case "For":
      return loop(node, scope);
    case "Set":
      return assign(node, scope);
    case "Macro":
      scope.names.set(syntax.nameOf(node.name.value), macro(node, scope));
      return "";
    case "FilterStatement":
      return str(filtered(block(node.body, inner(scope)), node.filter, scope));
    case "Break":
      throw enough;
    case "Continue":
      throw onward;
    case "Comment":
      return "";
    default:
      return str(evaluate(node, scope));
  }
}

function assign(node: syntax.SetNode, scope: Scope): string {
  const value = node.value === null ? block(node.body, inner(scope)) : evaluate(node.value, scope);
  if (node.assignee.type === "MemberExpression") {
    const object = evaluate(node.assignee.object, scope);
    if (!isDict(object)) return wrong("only a namespace's members can be set");
    object.set(memberKey(node.assignee, scope), value);
  } else bind(node.assignee, value, scope);
  return "";
}

function bind(target: Node, value: Value, scope: Scope): void {
  if (target.type === "Identifier") scope.names.set(syntax.nameOf(target.value), value);
  else if (target.type === "TupleLiteral") {
    const values = members(value);
    if (values.length !== target.value.length)
      wrong(`${values.length} values for ${target.value.length} names`);
    target.value.forEach((each, index) => {
      bind(each, values[index], scope);
    });
  } else wrong("this cannot be set");
}

function loop(node: syntax.For, scope: Scope): string {
  const { iterable } = node;
  const conditional = iterable.type === "SelectExpression";
  const all = members(evaluate(conditional ? iterable.lhs : iterable, scope));
  const fits = (item: Value): boolean => {
    if (!conditional) return true;
    const trial = inner(scope);
    bind(node.loopvar, item, trial);
    return truthy(evaluate(iterable.test, trial));
  };
  const items = boundedCount(all.length) === 0 ? [] : all.filter(fits);
  if (items.length === 0) return block(node.defaultBlock, inner(scope));
  let said = "";
  for (const [index, item] of items.entries()) {
    const turn = inner(scope);
    turn.names.set("loop", loopFacts(items, index));
    bind(node.loopvar, item, turn);
    try {
      said = bounded(said + block(node.body, turn));
    } catch (thrown) {
      if (thrown === enough) break;
      if (thrown !== onward) throw thrown;
    }
  }
  return said;
}

function macro(node: syntax.Macro, scope: Scope): Value {
  return (args, named) => {
    const own = inner(scope);
    own.calls.depth += 1;
    if (own.calls.depth > limits.depth) wrong("macros that call each other without end");
    for (const [index, parameter] of node.args.entries()) {
      const name = parameter.type === "Identifier" ? parameter.value : parameter.key.value;
      const otherwise = parameter.type === "Identifier" ? undefined : parameter.value;
      const given = index < args.length ? args[index] : named.get(name);
      const isGiven = index < args.length || named.has(name);
      own.names.set(
        syntax.nameOf(name),
        isGiven || otherwise === undefined ? given : evaluate(otherwise, own),
      );
    }
    const said = block(node.body, own);
    own.calls.depth -= 1;
    return said;
  };
}

function evaluate(node: Node, scope: Scope): Value {
  spend(1);
  switch (node.type) {
    case "StringLiteral":
    case "IntegerLiteral":
      return node.value;
    case "FloatLiteral":
      return float(node.value);
    case "ArrayLiteral":
    case "TupleLiteral":
      return node.value.map((each) => evaluate(each, scope));
    case "ObjectLiteral":
      return new Map(
        [...node.value].map(([key, value]) => [keyOf(evaluate(key, scope)), evaluate(value, scope)]),
      );
    case "Identifier":
      return lookup(scope, syntax.nameOf(node.value));
    case "Ternary":
      return evaluate(truthy(evaluate(node.condition, scope)) ? node.trueExpr : node.falseExpr, scope);
    case "SelectExpression":
      return truthy(evaluate(node.test, scope)) ? evaluate(node.lhs, scope) : undefined;
    case "MemberExpression":
      return member(node, scope);
    case "CallExpression":
      return call(node, scope);
    case "FilterExpression":
      return filtered(evaluate(node.operand, scope), node.filter, scope);
    case "TestExpression":
      return asked(node.test.value, evaluate(node.operand, scope), undefined) !== node.negate;
    case "UnaryExpression":
      return unary(node.operator.value, evaluate(node.argument, scope));
    case "BinaryExpression":
      return binary(node, scope);
    default:
      return wrong(`${node.type} cannot stand here`);
  }
}

function unary(operator: string, value: Value): Value {
  if (operator === "not") return !truthy(value);
  const number = amount(value) ?? wrong(`"${operator}" is not for ${typeName(value)}`);
  return numberLike(operator === "-" ? -number || (isFloat(value) ? -number : 0) : number, value);
}

function binary(node: syntax.Binary, scope: Scope): Value {
  const operator = node.operator.value;
  const { left } = node;
  if (comparisons.has(operator) && left.type === "BinaryExpression" && comparisons.has(left.operator.value)) {
    const before = evaluate(left, scope);
    return truthy(before)
      ? operate(operator, evaluate(left.right, scope), evaluate(node.right, scope))
      : before;
  }
  const value = evaluate(left, scope);
  if (operator === "and") return truthy(value) ? evaluate(node.right, scope) : value;
  if (operator === "or") return truthy(value) ? value : evaluate(node.right, scope);
  return operate(operator, value, evaluate(node.right, scope));
}

function memberKey(node: syntax.Member, scope: Scope): Key {
  if (!node.computed && node.property.type === "Identifier") return syntax.nameOf(node.property.value);
  return keyOf(evaluate(node.property, scope));
}

function member(node: syntax.Member, scope: Scope): Value {
  const object = evaluate(node.object, scope);
  const { property } = node;
  if (property.type === "SliceExpression") {
    const bound = (each: Node | undefined): Value => (each === undefined ? undefined : evaluate(each, scope));
    return slice(object, [bound(property.start), bound(property.stop), bound(property.step)]);
  }
  const key = memberKey(node, scope);
  if (object === undefined) return wrong(`"${key}" of something undefined`);
  if (isDict(object)) return object.get(key);
  if (typeof key !== "number" || !(isText(object) || Array.isArray(object))) return undefined;
  return isText(object) ? Array.from(object).at(key) : object.at(key);
}

function call(node: syntax.Call, scope: Scope): Value {
  const { callee } = node;
  if (callee.type === "MemberExpression" && !callee.computed && callee.property.type === "Identifier") {
    const object = evaluate(callee.object, scope);
    const name = syntax.nameOf(callee.property.value);
    const { args, named } = given(node.args, scope);
    return object === undefined
      ? wrong(`"${name}" of something undefined`)
      : callMethod(object, name, args, named);
  }
  const called = evaluate(callee, scope);
  if (typeof called !== "function") return wrong(`${typeName(called)} cannot be called`);
  const { args, named } = given(node.args, scope);
  return called(args, named);
}

function given(nodes: readonly Node[], scope: Scope): Given {
  const args: Value[] = [];
  const named = new Map<string, Value>();
  for (const node of nodes) {
    if (node.type === "KeywordArgumentExpression") named.set(node.key.value, evaluate(node.value, scope));
    else args.push(evaluate(node, scope));
  }
  return { args, named };
}

function filtered(value: Value, filter: syntax.Name | syntax.Call, scope: Scope): Value {
  const name = syntax.filterName(filter);
  const more = given(filter.type === "CallExpression" ? filter.args : [], scope);
  spend(1);
  const test = syntax.testIn(name);
  if (test !== undefined) return asked(test.test, value, more.args[0]) !== test.negate;
  return filters.get(name)?.(value, more);
}

function asked(name: string, value: Value, other: Value): boolean {
  return tests.get(name)?.(value, other) ?? false;
}
