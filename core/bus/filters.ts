/** The topic filters that network clients hold, so that the broker serialises only what somebody outside reads. */

interface Node {
  readonly below: Map<string, Node>;
  count: number;
}

export interface Filters {
  add(filter: string): void;
  remove(filter: string): void;
  /** Whether any filter matches (MQTT 3.1.1 section 4.7). */
  matches(topic: string): boolean;
  readonly size: number;
}

const newNode = (): Node => ({ below: new Map(), count: 0 });

export function createFilters(): Filters {
  const top = newNode();
  let size = 0;

  return {
    add(filter) {
      let node = top;
      for (const level of filter.split("/")) {
        const next = node.below.get(level) ?? newNode();
        node.below.set(level, next);
        node = next;
      }
      node.count++;
      size++;
    },
    remove(filter) {
      const levels = filter.split("/");
      if (take(top, levels, 0)) size--;
    },
    matches: (topic) => size > 0 && reaches(top, topic.split("/"), 0),
    get size() {
      return size;
    },
  };
}

/** Takes one count away and empty branches with it. */
function take(node: Node, levels: readonly string[], depth: number): boolean {
  const level = levels[depth];
  if (level === undefined) {
    if (node.count === 0) return false;
    node.count--;
    return true;
  }
  const next = node.below.get(level);
  if (!next || !take(next, levels, depth + 1)) return false;
  if (next.count === 0 && next.below.size === 0) node.below.delete(level);
  return true;
}

function reaches(node: Node, levels: readonly string[], depth: number): boolean {
  // `a/#` matches `a` itself (section 4.7.1.2).
  if ((node.below.get("#")?.count ?? 0) > 0) return true;
  const level = levels[depth];
  if (level === undefined) return node.count > 0;
  const exact = node.below.get(level);
  if (exact && reaches(exact, levels, depth + 1)) return true;
  const any = node.below.get("+");
  return any !== undefined && reaches(any, levels, depth + 1);
}
