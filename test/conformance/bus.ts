/** What every bus must do, whatever carries it: two clients of one house say and hear things. */
import { expect } from "vitest";
import type { Message } from "../../core/contract/index.ts";
import { type BusCheck, clause, faultOf, pause, reach, silence } from "./bus-kit.ts";
import { asking, audio, states } from "./bus-states.ts";

export type { TwoClients } from "./bus-kit.ts";

const saying: readonly BusCheck[] = [
  {
    name: "a message arrives with its envelope",
    async check({ one, other }) {
      const heard: Message<"listen/stop">[] = [];
      await other.on("listen/stop", {}, (message) => void heard.push(message));
      const before = Date.now();
      const context = { cause: "c1", turn: "t1" };
      const id = await one.publish("listen/stop", { site: "kitchen" }, { reason: "done" }, context);
      await reach(heard, 1);
      expect(heard[0]).toMatchObject({
        ...context,
        kind: "listen/stop",
        where: { site: "kitchen" },
        id,
        by: one.by,
        body: { reason: "done" },
      });
      expect(heard[0]?.at).toBeGreaterThanOrEqual(before - 1);
    },
  },
  {
    name: "a body that breaks its schema is refused at the sender, with its path",
    async check({ one, other }) {
      const heard: unknown[] = [];
      await other.on("listen/stop", {}, (message) => void heard.push(message));
      const fault = await faultOf(
        one.publish("listen/stop", { site: "kitchen" }, { reason: "bored" } as unknown as { reason: "done" }),
      );
      expect([fault.code, fault.path]).toEqual(["MESSAGE_INVALID", "/reason"]);
      await pause(silence);
      expect(heard).toEqual([]);
    },
  },
  {
    name: "a name that cannot stand in a topic is refused",
    async check({ one }) {
      for (const site of ["", "+", "#", "a/b", "hub", "Ä", "a\0", "@x"]) {
        const fault = await faultOf(one.publish("listen/stop", { site }, { reason: "done" }));
        expect(fault.code, `site ${JSON.stringify(site)}`).toBe("TOPIC_INVALID");
      }
    },
  },
  {
    name: "what one client says in a row is heard in that order",
    async check({ one, other }) {
      const heard: number[] = [];
      await other.on("reply/clause", {}, ({ body }) => void heard.push(body.index));
      const said = Array.from({ length: 100 }, (_, index) => index);
      await Promise.all(said.map((index) => one.publish("reply/clause", { site: "den" }, clause(index))));
      await reach(heard, 100);
      expect(heard).toEqual(said);
    },
  },
  {
    name: "a message of 200,000 bytes passes",
    async check({ one, other }) {
      const heard: number[] = [];
      await other.on("devices/listed", {}, ({ body }) => void heard.push(JSON.stringify(body).length));
      const areas = Array.from({ length: 2_000 }, (_, index) => ({ id: `a${index}`, name: "x".repeat(80) }));
      const body = { areas, floors: [], devices: [], bootId: "b" };
      await one.publish("devices/listed", { source: "big" }, body);
      await reach(heard, 1);
      expect(heard).toEqual([JSON.stringify(body).length]);
    },
  },
];

const hearing: readonly BusCheck[] = [
  {
    name: "only what was asked for is heard",
    async check({ one, other }) {
      const kitchen: string[] = [];
      const all: string[] = [];
      await other.on("listen/stop", { site: "kitchen" }, ({ where }) => void kitchen.push(where.site));
      await other.on("listen/stop", {}, ({ where }) => void all.push(where.site));
      for (const site of ["kitchen", "kitchen-2", "den"]) {
        await one.publish("listen/stop", { site }, { reason: "done" });
      }
      await one.publish("alarm/stop", { site: "kitchen" }, {});
      await reach(all, 3);
      await pause(silence);
      expect(kitchen).toEqual(["kitchen"]);
      expect(all).toEqual(["kitchen", "kitchen-2", "den"]);
    },
  },
  {
    name: "a client hears itself, once",
    async check({ one }) {
      const heard: string[] = [];
      await one.on("listen/stop", {}, ({ id }) => void heard.push(id));
      const id = await one.publish("listen/stop", { site: "den" }, { reason: "done" });
      await reach(heard, 1);
      await pause(silence);
      expect(heard).toEqual([id]);
    },
  },
  {
    name: "a subscription that was disposed hears no more, and the others go on",
    async check({ one, other }) {
      const ended: string[] = [];
      const going: string[] = [];
      const hold = await other.on("listen/stop", {}, ({ id }) => void ended.push(id));
      await other.on("listen/stop", {}, ({ id }) => void going.push(id));
      await hold[Symbol.asyncDispose]();
      await hold[Symbol.asyncDispose]();
      await one.publish("listen/stop", { site: "den" }, { reason: "done" });
      await reach(going, 1);
      expect(ended).toEqual([]);
    },
  },
  {
    name: "a handler that throws or rejects hurts nobody",
    async check({ one, other }) {
      const heard: string[] = [];
      await other.on("listen/stop", {}, () => {
        throw new Error("a broken handler");
      });
      await other.on("listen/stop", {}, () => Promise.reject(new Error("a broken promise")));
      await other.on("listen/stop", {}, ({ id }) => void heard.push(id));
      await one.publish("listen/stop", { site: "den" }, { reason: "done" });
      await one.publish("listen/stop", { site: "den" }, { reason: "cancel" });
      await reach(heard, 2);
    },
  },
  {
    name: "handlers run after their sender, not within it",
    async check({ one }) {
      let depth = 0;
      const depths: number[] = [];
      await one.on("reply/clause", {}, async ({ body }) => {
        depths.push(++depth);
        const more =
          body.index < 20 ? one.publish("reply/clause", { site: "den" }, clause(body.index + 1)) : null;
        depth--;
        await more;
      });
      await one.publish("reply/clause", { site: "den" }, clause(0));
      await reach(depths, 21);
      expect(Math.max(...depths)).toBe(1);
    },
  },
];

export const busChecks: readonly BusCheck[] = [...saying, ...hearing, ...states, ...asking, ...audio];
