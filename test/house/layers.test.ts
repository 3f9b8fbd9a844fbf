/** Who may import whom: the ground imports nothing, nothing imports upward, plugins see only "hearsay", and there is no circle. */
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { read, sources } from "./tree.ts";

const files = sources(["bus-schema", "core", "plugins", "skills"]);
const importsOf = (file: string): readonly string[] =>
  [...read(file).matchAll(/^\s*(?:import|export)\b[^;]*?\bfrom\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm)].map(
    ([, still, lazy]) => still ?? lazy ?? "",
  );
const inside = (file: string): readonly string[] =>
  importsOf(file)
    .filter((path) => path.startsWith("."))
    .map((path) => normalize(join(dirname(file), path)));

/** Lowest first; a module imports its own layer or lower ones. */
const layers: readonly (readonly string[])[] = [
  ["bus-schema/"],
  ["core/contract/"],
  ["core/flow/", "core/audio/", "core/language/", "core/store/", "core/version.ts"],
  ["core/bus/"],
  ["core/satellite/"],
  ["core/host/"],
  ["core/dialog/"],
  ["core/hub.ts", "core/hub-bus.ts", "core/hub-packs.ts", "core/hub-ready.ts"],
  ["core/replay/"],
  ["core/cli/", "core/cli.ts"],
];
const heightOf = (file: string): number =>
  layers.findIndex((layer) => layer.some((prefix) => file.startsWith(prefix)));

describe("layers", () => {
  it("every core module has its place", () => {
    expect(files.filter((file) => file.startsWith("core/") && heightOf(file) < 0)).toEqual([]);
  });

  it("no arrow points upward", () => {
    const upward = files
      .filter((file) => heightOf(file) >= 0)
      .flatMap((file) => inside(file).map((to) => ({ file, to })))
      .filter(({ file, to }) => heightOf(to) > heightOf(file));
    expect(upward).toEqual([]);
  });

  it("plugins and skills import only the contract, packages and their own folder", () => {
    const strangers = files
      .filter((file) => /^(plugins|skills)\//.test(file))
      .flatMap((file) => inside(file).map((to) => ({ file, to })))
      .filter(({ file, to }) => !to.startsWith(file.split("/").slice(0, 2).join("/")));
    expect(strangers).toEqual([]);
  });

  it("plugins and skills come in by the front doors", () => {
    const doors = ["hearsay", "hearsay/voice", "hearsay/remote"];
    const others = files
      .filter((file) => /^(plugins|skills)\//.test(file))
      .flatMap((file) => importsOf(file).map((to) => ({ file, to })))
      .filter(({ to }) => /^hearsay(\/|$)/.test(to) && !doors.includes(to));
    expect(others).toEqual([]);
  });

  it("the core names no plugin", () => {
    const names = new Set(sources(["plugins"]).map((file) => file.split("/")[1] ?? ""));
    const naming = files
      .filter((file) => file.startsWith("core/"))
      .flatMap((file) =>
        [...names].filter((name) => read(file).includes(`"${name}"`)).map((name) => `${file}: ${name}`),
      );
    expect(naming).toEqual([]);
  });

  it("there is no circle", () => {
    const graph = new Map(files.map((file) => [file, inside(file)]));
    const state = new Map<string, "open" | "done">();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (state.get(file) === "done") return;
      if (state.get(file) === "open") {
        circles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
        return;
      }
      state.set(file, "open");
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      state.set(file, "done");
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });
});
