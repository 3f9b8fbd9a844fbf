/** Topics from kinds and back; the only place that knows how a topic is written. */
import { type Kind, topics, type Where } from "../../bus-schema/index.ts";
import { type AudioFilter, type AudioWhere, Fault } from "../contract/index.ts";

export const defaultRoot = "hearsay";

const site = /^[a-z0-9][a-z0-9_-]{0,62}$/;
const name = /^[A-Za-z0-9][A-Za-z0-9._-]{0,95}$/;
const id = /^[A-Za-z0-9._:-]{1,96}$/;
const rootForm = /^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/;
/** What a hole may hold, as bus-schema/common.json says it; every other hole is a name. */
const holes: Readonly<Record<string, RegExp>> = { site, alarm: id, device: id, job: id };

interface Shape {
  readonly kind: Kind;
  /** Levels below the root: literals, or holes written `{name}`, the first also `@{instance}`. */
  readonly levels: readonly string[];
  readonly holes: readonly string[];
}
type Holes = Readonly<Record<string, string | undefined>>;

const holeOf = (level: string): string | undefined => /^@?\{(\w+)\}$/.exec(level)?.[1];
const signOf = (level: string): string => level.replace("{instance}", "+").replace(/\{\w+\}/, "+");

const shapes = new Map<Kind, Shape>();
const bySign = new Map<string, Shape>();
for (const [kind, { topic }] of Object.entries(topics)) {
  const levels = topic.split("/").slice(1);
  const shape = {
    kind: kind as Kind,
    levels,
    holes: levels.map(holeOf).filter((hole) => hole !== undefined),
  };
  shapes.set(shape.kind, shape);
  bySign.set(levels.map(signOf).join("/"), shape);
}

function shapeOf(kind: Kind): Shape {
  const shape = shapes.get(kind);
  if (!shape) throw new Fault("MESSAGE_INVALID", `There is no message kind "${String(kind).slice(0, 64)}".`);
  return shape;
}

/** Whether this may stand in a topic for `hole`: no separator, wildcard or control character can. */
export function fits(hole: string, value: unknown): value is string {
  if (typeof value !== "string") return false;
  // `hub` is where the house's own topics live.
  return (holes[hole] ?? name).test(value) && !(hole === "site" && value === "hub");
}

export function checkRoot(root: string): string {
  if (rootForm.test(root) && root.length <= 64) return root;
  throw new Fault("TOPIC_INVALID", `"${root.slice(0, 64)}" cannot be the root of topics.`);
}

function fill(hole: string, value: unknown, of: string): string {
  if (fits(hole, value)) return value;
  const shown = typeof value === "string" ? `"${value.slice(0, 100)}"` : typeof value;
  throw new Fault("TOPIC_INVALID", `${of}: ${hole} cannot be ${shown}.`, { path: `/${hole}` });
}

function write(shape: Shape, where: Holes, root: string, open: string | undefined): string {
  let topic = root;
  for (const level of shape.levels) {
    const hole = holeOf(level);
    if (hole === undefined) topic += `/${level}`;
    else if (where[hole] === undefined && open !== undefined) topic += `/${open}`;
    else topic += `/${level[0] === "@" ? "@" : ""}${fill(hole, where[hole], shape.kind)}`;
  }
  return topic;
}

/** The topic of a message. TOPIC_INVALID when a name in `where` is missing or cannot stand in a topic. */
export function topicOf<K extends Kind>(kind: K, where: Where<K>, root = defaultRoot): string {
  return write(shapeOf(kind), where as Holes, root, undefined);
}

/** The topic filter of a kind; what `where` leaves open becomes `+`. */
export function filterOf<K extends Kind>(kind: K, where: Partial<Where<K>>, root = defaultRoot): string {
  return write(shapeOf(kind), where as Holes, root, "+");
}

/** The names of the holes in a kind's topic, in their order. */
export function holesOf(kind: Kind): readonly string[] {
  return shapeOf(kind).holes;
}

function below(topic: string, root: string): string[] | undefined {
  if (!topic.startsWith(root) || topic[root.length] !== "/") return undefined;
  const levels = topic.slice(root.length + 1).split("/");
  return levels.length >= 2 && levels.length <= 4 ? levels : undefined;
}

function find(levels: readonly string[]): Shape | undefined {
  const [first = "", ...rest] = levels;
  const sign = first === "hub" ? "hub" : first[0] === "@" ? "@+" : "+";
  const whole = [sign, ...rest].join("/");
  return bySign.get(whole) ?? bySign.get(`${whole.slice(0, whole.lastIndexOf("/"))}/+`);
}

/** A topic's or a filter's kind; with `open`, a `+` may stand for a hole (also a bare `+` for `@{instance}`). */
function read(
  levels: readonly string[],
  open: boolean,
): { kind: Kind; where: Record<string, string> } | undefined {
  const shape = find(levels) ?? (open && levels[0] === "+" ? find(["@+", ...levels.slice(1)]) : undefined);
  if (!shape) return undefined;
  const where: Record<string, string> = {};
  for (const [index, level] of shape.levels.entries()) {
    const hole = holeOf(level);
    if (hole === undefined) continue;
    const said = levels[index] ?? "";
    if (open && said === "+") continue;
    const value = level[0] === "@" ? said.slice(1) : said;
    if (!fits(hole, value)) return undefined;
    where[hole] = value;
  }
  return { kind: shape.kind, where };
}

/** What a topic says, or undefined when no kind has such a topic. Audio topics are no kinds: see parseAudioTopic. */
export function parseTopic(
  topic: string,
  root = defaultRoot,
): { kind: Kind; where: Record<string, string> } | undefined {
  const levels = below(topic, root);
  return levels && read(levels, false);
}

/** The kind that a filter without `#` asks for; its open holes are left out of `where`. */
export function parseFilter(
  filter: string,
  root = defaultRoot,
): { kind: Kind; where: Record<string, string> } | undefined {
  const levels = below(filter, root);
  return levels && read(levels, true);
}

/** The topic that frames travel on. */
export function audioTopicOf(where: AudioWhere, root = defaultRoot): string {
  if ("site" in where) return `${root}/${fill("site", where.site, "audio")}/audio/${directionOf(where)}`;
  return `${root}/@${fill("instance", where.instance, "audio")}/audio/${fill("job", where.job, "audio")}`;
}

export function audioFilterOf(filter: AudioFilter, root = defaultRoot): string {
  if ("direction" in filter) {
    const room = filter.site === undefined ? "+" : fill("site", filter.site, "audio");
    return `${root}/${room}/audio/${directionOf(filter)}`;
  }
  const job = filter.job === undefined ? "+" : fill("job", filter.job, "audio");
  return `${root}/@${fill("instance", filter.instance, "audio")}/audio/${job}`;
}

function directionOf(where: { readonly direction: string }): string {
  if (where.direction === "in" || where.direction === "out") return where.direction;
  throw new Fault("TOPIC_INVALID", "Audio goes in or out.", { path: "/direction" });
}

/** Where the frames of this topic belong, or undefined when it carries none. */
export function parseAudioTopic(topic: string, root = defaultRoot): AudioWhere | undefined {
  const [first = "", middle, last = "", more] = below(topic, root) ?? [];
  if (middle !== "audio" || more !== undefined) return undefined;
  if (first[0] === "@") {
    const instance = first.slice(1);
    return fits("instance", instance) && fits("job", last) ? { instance, job: last } : undefined;
  }
  if (!fits("site", first) || (last !== "in" && last !== "out")) return undefined;
  return { site: first, direction: last };
}
