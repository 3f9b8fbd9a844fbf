/** Models before plugins: fetched together, told about, given up when nobody wants them, and failing only those that miss them. */
import { afterEach, expect, it, vi } from "vitest";
import { Fault } from "../../../core/contract/index.ts";
import type { ModelSource } from "../../../core/host/fetch.ts";
import type { PluginHostOptions } from "../../../core/host/plugins.ts";
import { type House, openHouse } from "./house.ts";

let house: House;
afterEach(() => house[Symbol.asyncDispose]());

/** A store of models in memory; `pull` takes until `release` and fails for those named `bad`. */
function shelf() {
  const there = new Set<string>(["present"]);
  const pulls: (readonly string[])[] = [];
  const { promise, resolve: release } = Promise.withResolvers<void>();
  const source: PluginHostOptions["models"] & ModelSource = {
    async ready(name) {
      if (there.has(name)) return `/models/${name}`;
      throw new Fault("MODEL_FETCH_FAILED", `${name} is absent`);
    },
    async pull(names, options) {
      pulls.push([...names].sort());
      options?.onProgress?.({ model: names.join(), phase: "fetching", received: 1, total: 2 });
      const ended = new Promise((_resolve, reject) =>
        options?.signal?.addEventListener("abort", () => reject(new Fault("CANCELLED", "ended"))),
      );
      await Promise.race([promise, ended]);
      for (const name of names) if (name !== "bad") there.add(name);
      if (names.includes("bad")) throw new Fault("MODEL_FETCH_FAILED", "bad cannot be had");
      return { fetched: [...names], restricts: [{ model: names[0] ?? "", text: "not for sale" }] };
    },
    set: () => ({ plugins: {} }),
  };
  return { source, pulls, release };
}
const needing = (name: string, ...models: string[]): string =>
  `import { definePlugin } from "hearsay";
export default definePlugin({ name: "${name}", about: "x", needs: { models: ${JSON.stringify(models)} },
  start(host) { host.log.info("in " + ${JSON.stringify(models)}.map((model) => host.model(model)).join()); } });`;

it("fetches once for all, tells how far it is, and fails only those that miss something", async () => {
  const { source, pulls, release } = shelf();
  const progress: unknown[] = [];
  const restrictions: string[] = [];
  house = await openHouse({
    files: {
      "plugins/a/index.ts": needing("a", "one", "present"),
      "plugins/b/index.ts": needing("b", "two"),
      "plugins/c/index.ts": needing("c", "bad"),
      "plugins/d/index.ts": needing("d", "present"),
    },
    models: source,
    host: {
      onProgress: (now) => progress.push(now),
      onRestriction: (_model, text) => restrictions.push(text),
    },
  });
  const started = house.host.start();
  await vi.waitFor(() => expect(pulls).toHaveLength(1), 5000);
  await vi.waitFor(() => expect(house.states.get("a")?.phase).toBe("fetching"));
  expect(house.states.get("d")?.phase).toBe("ready");
  release();
  await started;
  expect(pulls).toEqual([["bad", "one", "two"]]);
  expect(progress).toHaveLength(1);
  expect(house.log.join("\n")).toContain("in /models/one,/models/present");
  expect(house.states.get("b")?.phase).toBe("ready");
  expect(house.states.get("c")).toMatchObject({ phase: "failed", problem: { code: "MODEL_FETCH_FAILED" } });
  expect(restrictions).toEqual([]);
});

it("stops fetching for a plugin that is disabled", async () => {
  const { source, pulls } = shelf();
  house = await openHouse({ files: { "plugins/a/index.ts": needing("a", "one") }, models: source });
  const started = house.host.start();
  await vi.waitFor(() => expect(pulls).toHaveLength(1), 5000);
  await house.host.disable("a");
  await started;
  expect(house.states.get("a")).toMatchObject({ phase: "stopped" });
  expect(house.states.get("a")?.problem).toBeUndefined();
});

it("refuses a model that was not named in needs", async () => {
  const { source } = shelf();
  const greedy = needing("a", "present").replace("host.log", 'host.model("one"); host.log');
  house = await openHouse({ files: { "plugins/a/index.ts": greedy }, models: source });
  await house.host.start();
  expect(house.states.get("a")?.problem).toMatchObject({ code: "MODEL_UNKNOWN" });
});
