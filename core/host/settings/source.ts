/** A settings file as text, and where in it each value stands, so that every complaint can name line and column. */
import { isMap, isPair, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import { Fault } from "../../contract/fault.ts";

export interface Source {
  /** The file's name as it is shown. */
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** `name:line:column` of a value, or of its key; of the nearest thing above it where it is absent. */
  locate(path: readonly string[], part?: "key" | "value"): string;
}

/** Reads YAML 1.2. Faults: SETTINGS_INVALID with line and column. */
export function readSource(text: string, name: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${line}:${col}`;
  };
  const [error] = document.errors;
  if (error) throw new Fault("SETTINGS_INVALID", `${at(error.pos[0])}: ${error.message}`);
  const value: unknown = document.toJS({ maxAliasCount: 50 }) ?? {};
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Fault(
      "SETTINGS_INVALID",
      `${at(0)}: it must hold settings such as "house:", not a single value.`,
    );
  }
  return {
    name,
    value: value as Record<string, unknown>,
    locate: (path, part = "value") => at(offsetOf(document.contents, path, part)),
  };
}

function offsetOf(root: Node | null, path: readonly string[], part: "key" | "value"): number {
  let node: unknown = root;
  let offset = 0;
  for (const [depth, key] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key,
      );
      if (!pair) break;
      const wanted = depth === path.length - 1 && part === "key" ? pair.key : (pair.value ?? pair.key);
      offset = startOf(wanted) ?? startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (typeof node === "object" && node !== null && "items" in node && Array.isArray(node.items)) {
      node = node.items[Number(key)];
      offset = startOf(node) ?? offset;
    } else break;
  }
  return offset;
}

const startOf = (node: unknown): number | undefined =>
  typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range)
    ? (node.range[0] as number)
    : undefined;
