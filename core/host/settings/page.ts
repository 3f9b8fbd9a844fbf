/** docs/settings.md: every setting, and the options of every bundled plugin and skill. */
import { childOf, follow, type Shape } from "./schema.ts";

export interface PluginOptions {
  readonly name: string;
  readonly about: string;
  readonly options: Shape | undefined;
}

interface Row {
  readonly path: string;
  readonly type: string;
  readonly standard: string;
  readonly about: string;
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

function typeOf(shape: Shape, root: Shape): string {
  const { type, enum: values, items, additionalProperties: others } = follow(shape, root);
  if (follow(shape, root)["x-secret"]) return "secret";
  if (values) return values.map((value) => `\`${String(value)}\``).join(" ");
  if (typeof others === "object") return `by name: ${typeOf(others, root)}`;
  if (type === "array" && items?.anyOf) return "list of names or objects";
  if (type === "array") return `list of ${items ? typeOf(items, root) : "anything"}`;
  return type ?? "any";
}

/** `within`: the path of the nearest object around it that may be absent. */
function rowsOf(shape: Shape, root: Shape, path: string, live: boolean, within?: string): Row[] {
  const named = shape.properties ? undefined : childOf(shape, "NAME", root);
  if (named?.properties) return rowsOf(named, root, `${path}.NAME`, live);
  const needed = within === undefined ? "(needed)" : `(needed with \`${within}\`)`;
  const rows: Row[] = [];
  for (const key of Object.keys(shape.properties ?? {})) {
    const child = childOf(shape, key, root);
    if (!child) continue;
    const here = path === "" ? key : `${path}.${key}`;
    const now = live || child["x-live"] === true;
    const below = child.properties ? child : childOf(child, "NAME", root);
    const isRequired = shape.required?.includes(key) ?? false;
    if (!below?.properties) rows.push(rowOf(child, root, here, now, isRequired ? needed : ""));
    else if (!child.properties) rows.push(...rowsOf(below, root, `${here}.NAME`, now));
    else {
      const isSure = isRequired || child.default !== undefined;
      rows.push(...rowsOf(below, root, here, now, isSure ? within : here));
    }
  }
  return rows;
}

function rowOf(shape: Shape, root: Shape, path: string, live: boolean, needed: string): Row {
  const standard = shape.default === undefined ? needed : `\`${JSON.stringify(shape.default)}\``;
  const about = `${shape.description ?? ""}${live ? " *Live.*" : ""}`.trim();
  return { path: `\`${path}\``, type: typeOf(shape, root), standard, about };
}

function table(rows: readonly Row[], what = "setting"): string[] {
  const cells = [
    [what, "type", "default", "meaning"],
    ["---", "---", "---", "---"],
    ...rows.map(({ path, type, standard, about }) => [path, type, standard, about].map(cell)),
  ];
  return cells.map((row) => `| ${row.join(" | ")} |`);
}

const intro = [
  "# Settings",
  "",
  "Written by `node core/host/settings/build.ts` from core/host/settings/schema.json and the options of the bundled",
  "plugins and skills; do not edit.",
  "",
  "Settings stand in `hearsay.yaml`: the file named with `--config`, else that of the current folder, else that of the",
  "data folder (`--data`, `HEARSAY_DATA`, or `~/.local/share/hearsay`). Without a file every setting has its default.",
  "",
  "```yaml",
  "house:",
  "  name: Home",
  "  language: en",
  "plugins:",
  "  use:",
  "    tts-piper:",
  "      options: { voice: '3922' }",
  "```",
  "",
  "- Environment: `HEARSAY__BUS__PORT=1884` sets `bus.port`; two underscores go one level down. The command line goes",
  "  before the environment, the environment before the file.",
  "- A *secret* is text, `{file: PATH}` (its content, without the last line break) or `{env: NAME}`. It is never logged.",
  "- Paths may begin with `~`; relative ones lie beside the settings file.",
  "- *Live*: takes effect when the file is saved, or made while the hub runs. The others wait for a restart, and the log",
  "  says so.",
  "",
];

const personaIntro = [
  "# Fields of a persona",
  "",
  "Written by `node core/host/settings/build.ts` from personas/persona.schema.json; do not edit. How they are used:",
  "[personas](personas.md).",
  "",
];

/** docs/persona-fields.md; `root` is the schema of a persona's file. */
export function personaPage(root: Shape): string {
  const { $schema: _, ...properties } = root.properties ?? {};
  const rows = rowsOf({ ...root, properties }, root, "", false);
  return `${[...personaIntro, ...table(rows, "field")].join("\n")}\n`;
}

/** `root` is the settings' schema; plugins in any order. */
export function page(root: Shape, plugins: readonly PluginOptions[]): string {
  const lines = [...intro];
  for (const [section, shape] of Object.entries(root.properties ?? {})) {
    lines.push(`## ${section}`, "", shape.description ?? "", "");
    lines.push(...table(rowsOf(shape, root, section, shape["x-live"] === true)), "");
  }
  lines.push(
    "## Options of the bundled plugins and skills",
    "",
    "At `plugins.use.NAME.options`; a change starts that plugin anew.",
    "",
  );
  for (const { name, about, options } of [...plugins].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const rows = options ? rowsOf(options, options, "", false) : [];
    lines.push(`### ${name}`, "", about, "", ...(rows.length > 0 ? table(rows) : ["(no options)"]), "");
  }
  return `${lines.join("\n").trimEnd()}\n`;
}
