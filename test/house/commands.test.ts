/** Every command that README and docs show is really run, against a hub of its own. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeWav } from "../../core/audio/wav.ts";
import { babble } from "../kit/voice.ts";
import { read, root, sources } from "./tree.ts";

/** Commands of shell blocks, one a line; comments at their end do not count. */
const blocks = sources(["."], ".md")
  .filter((file) => !file.startsWith("plugins/"))
  .flatMap((file) =>
    [...read(file).matchAll(/^ *```sh\n(.*?)^ *```/gms)].flatMap(([, block = ""]) =>
      block.split("\n").map((line) => ({ file, line: line.replace(/\s+#.*$/, "").trim() })),
    ),
  )
  .filter(({ line }) => line !== "");
const scripts = Object.keys(JSON.parse(read("package.json")).scripts);
const ours = [...new Set(blocks.map(({ line }) => line))].filter((line) => line.startsWith("npx hearsay"));
/** They run until they are stopped, wait for another machine, or need one's microphone. */
const endless = /hearsay (start|satellite|bus tail)/;

interface Ended {
  readonly code: number | null;
  readonly text: string;
}

let data: string;
let hub: ReturnType<typeof spawn>;

/** `untilHeard`: interrupted once it has said something. */
function run(args: readonly string[], untilHeard = false): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, "bin/hearsay.js"), ...args], {
    cwd: data,
    env: { ...process.env, HEARSAY_DATA: data },
  });
  let text = "";
  child.stdout.on("data", (part) => {
    text += part;
    if (untilHeard) child.kill("SIGINT");
  });
  child.stderr.on("data", (part) => (text += part));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, text })));
}

/** A shell's words: quotes hold blanks together. */
const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "hearsay-docs-"));
  await writeFile(join(data, "question.wav"), writeWav(babble(1), 16_000));
  hub = spawn(
    process.execPath,
    [join(root, "core/cli.ts"), "start", "--json", "--port", "0", "--data", data],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  await new Promise((resolve, reject) => {
    hub.stdout?.once("data", resolve);
    hub.once("exit", () => reject(new Error("The hub did not start.")));
  });
}, 300_000);
afterAll(async () => {
  const gone = new Promise((resolve) => hub.once("exit", resolve));
  hub.kill("SIGINT");
  await gone;
  await rm(data, { recursive: true, force: true });
});

describe("commands that the docs show", () => {
  it("there are some", () => expect(ours.length).toBeGreaterThan(5));

  it.each(blocks.filter(({ line }) => /^npm (run|test|start)/.test(line)))(
    "$file: $line is a script",
    ({ line }) => {
      expect(scripts).toContain(/^npm (?:run )?([\w:-]+)/.exec(line)?.[1]);
    },
  );

  it.each(ours.filter((line) => !endless.test(line)))(
    "%s",
    async (line) => {
      const { code, text } = await run(wordsOf(line).slice(2));
      expect(text).not.toMatch(/\(USAGE\)|INTERNAL/);
      // A question that nobody can understand is answered honestly, with 1.
      expect(line.includes("question.wav") ? [0, 1] : [0], text).toContain(code);
    },
    60_000,
  );

  it.each(ours.filter((line) => /bus tail/.test(line)))(
    "%s, until Ctrl-C",
    async (line) => {
      const { text } = await run(wordsOf(line).slice(2), true);
      expect(text).toMatch(/state/);
    },
    30_000,
  );

  it("every page that a page links to is there", async () => {
    const links = sources(["."], ".md").flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, to = ""]) =>
        join(root, file, "..", to),
      ),
    );
    expect(links.filter((path) => !existsSync(path))).toEqual([]);
  });

  it("README says the two commands first", async () => {
    const text = await readFile(join(root, "README.md"), "utf8");
    expect([...text.matchAll(/^```sh\n(.*?)\n```/gms)].slice(0, 1).map(([, block]) => block)).toEqual([
      "npm ci && npm start",
    ]);
    expect(text).toContain("npm ci && npm test");
  });
});
