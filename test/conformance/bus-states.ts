/** What every bus must do with states, questions and frames. */

import { expect } from "vitest";
import { type AudioFrame, type AudioWhere, Fault, type Message } from "../../core/contract/index.ts";
import { type BusCheck, faultOf, frameOf, pause, reach, session, silence } from "./bus-kit.ts";

export const states: readonly BusCheck[] = [
  {
    name: "a late subscriber hears the newest of each state, once",
    async check({ one, other }) {
      const first: string[] = [];
      await other.on("session/state", { site: "den" }, ({ body }) => void first.push(body.phase));
      await one.publish("session/state", { site: "den" }, session("listening"));
      await one.publish("session/state", { site: "den" }, session("idle"));
      await one.publish("session/state", { site: "attic" }, session("thinking"));
      await reach(first, 2);
      const late: string[] = [];
      const note = ({ where, body }: Message<"session/state">) =>
        void late.push(`${where.site} ${body.phase}`);
      await other.on("session/state", {}, note);
      await reach(late, 2);
      await pause(silence);
      expect(late.sort()).toEqual(["attic thinking", "den idle"]);
      expect(first).toEqual(["listening", "idle"]);
    },
  },
  {
    name: "a state that is taken back is gone for those who heard it, and unknown to those who come later",
    async check({ one, other }) {
      const gone: string[] = [];
      const heard: string[] = [];
      const note = ({ where }: Message<"session/state">) => void heard.push(where.site);
      await other.on("session/state", {}, note, ({ site }) => void gone.push(site));
      await one.publish("session/state", { site: "den" }, session("idle"));
      await reach(heard, 1);
      await one.clear("session/state", { site: "den" });
      await reach(gone, 1);
      expect(gone).toEqual(["den"]);
      const late: string[] = [];
      await one.on("session/state", {}, ({ where }) => void late.push(where.site));
      await pause(silence);
      expect(late).toEqual([]);
    },
  },
  {
    name: "a state does not change when its sender goes on using the object",
    async check({ one, other }) {
      const body = { ...session("idle"), persona: "before" };
      const heard: string[] = [];
      await one.publish("session/state", { site: "den" }, body);
      body.persona = "after";
      await other.on("session/state", {}, (message) => void heard.push(message.body.persona));
      await reach(heard, 1);
      expect(heard).toEqual(["before"]);
    },
  },
  {
    name: "only states can be taken back",
    async check({ one }) {
      const wrong = "listen/stop" as unknown as "session/state";
      expect((await faultOf(one.clear(wrong, { site: "den" }))).code).toBe("MESSAGE_INVALID");
    },
  },
];

export const asking: readonly BusCheck[] = [
  {
    name: "a question is answered, and two at once are kept apart",
    async check({ one, other }) {
      await other.answer("alarm/clear", {}, async ({ body }) => {
        if (body.name === "slow") await pause(30);
        return { cleared: [body.name ?? ""] };
      });
      const slow = one.ask("alarm/clear", {}, { name: "slow" });
      const fast = one.ask("alarm/clear", {}, { name: "fast" });
      expect(await Promise.all([slow, fast])).toEqual([{ cleared: ["slow"] }, { cleared: ["fast"] }]);
    },
  },
  {
    name: "what an answerer throws comes back as its fault",
    async check({ one, other }) {
      await other.answer("alarm/clear", {}, () => {
        throw new Fault("STORE_FAILED", "The disk is full.", { retryable: true });
      });
      const fault = await faultOf(one.ask("alarm/clear", {}, {}));
      expect(fault).toMatchObject({ code: "STORE_FAILED", message: "The disk is full.", retryable: true });
    },
  },
  {
    name: "an answer that breaks its schema is a fault",
    async check({ one, other }) {
      await other.answer("alarm/clear", {}, () => ({ cleared: [1] }) as unknown as { cleared: string[] });
      expect((await faultOf(one.ask("alarm/clear", {}, {}))).code).toBe("MESSAGE_INVALID");
    },
  },
  {
    name: "a question that nobody answers times out",
    async check({ one }) {
      expect((await faultOf(one.ask("alarm/clear", {}, {}, { timeout: 60 }))).code).toBe("ASK_TIMEOUT");
    },
  },
  {
    name: "a question can be cancelled, before and after it was sent",
    async check({ one }) {
      expect((await faultOf(one.ask("alarm/clear", {}, {}, { signal: AbortSignal.abort() }))).code).toBe(
        "CANCELLED",
      );
      const cancel = new AbortController();
      const asked = faultOf(one.ask("alarm/clear", {}, {}, { signal: cancel.signal }));
      await pause(30);
      cancel.abort();
      expect((await asked).code).toBe("CANCELLED");
    },
  },
  {
    name: "a question that breaks its schema is never asked",
    async check({ one, other }) {
      const heard: unknown[] = [];
      await other.on("alarm/clear", {}, (message) => void heard.push(message));
      const fault = await faultOf(one.ask("alarm/clear", {}, { site: 1 } as unknown as { site: string }));
      expect([fault.code, fault.path]).toEqual(["MESSAGE_INVALID", "/site"]);
      await pause(silence);
      expect(heard).toEqual([]);
    },
  },
];

export const audio: readonly BusCheck[] = [
  {
    name: "frames arrive in order and byte for byte",
    async check({ one, other }) {
      const heard: AudioFrame[] = [];
      await other.onAudio({ direction: "in" }, (frame) => void heard.push(frame));
      const said = [0, 1, 2, 3].map((index) => frameOf(index, new Uint8Array(640).fill(index + 1)));
      for (const frame of said) one.sendAudio({ site: "den", direction: "in" }, frame);
      await reach(heard, 4);
      expect(heard.map((frame) => ({ ...frame, data: [...frame.data] }))).toEqual(
        said.map((frame) => ({ ...frame, data: [...frame.data] })),
      );
    },
  },
  {
    name: "frames are heard by room, by direction and by job",
    async check({ one, other }) {
      const heard: string[] = [];
      const note = (name: string) => (_frame: AudioFrame, where: AudioWhere) =>
        void heard.push(`${name} ${Object.values(where).join(" ")}`);
      await other.onAudio({ direction: "in" }, note("in"));
      await other.onAudio({ site: "den", direction: "out" }, note("den"));
      await other.onAudio({ instance: "stt-1" }, note("any"));
      await other.onAudio({ instance: "stt-1", job: "j1" }, note("job"));
      const frame = frameOf(0, new Uint8Array(64));
      one.sendAudio({ site: "den", direction: "in" }, frame);
      one.sendAudio({ site: "den", direction: "out" }, frame);
      one.sendAudio({ site: "attic", direction: "out" }, frame);
      one.sendAudio({ instance: "stt-1", job: "j1" }, frame);
      one.sendAudio({ instance: "stt-1", job: "j2" }, frame);
      one.sendAudio({ instance: "stt-2", job: "j1" }, frame);
      await reach(heard, 5);
      await pause(silence);
      const expected = ["any stt-1 j1", "any stt-1 j2", "den den out", "in den in", "job stt-1 j1"];
      expect(heard.sort()).toEqual(expected);
    },
  },
  {
    name: "a frame that no reader would take is refused",
    async check({ one }) {
      const good = frameOf(0, new Uint8Array(64));
      const send = (more: Partial<AudioFrame>) => () =>
        one.sendAudio({ site: "den", direction: "in" }, { ...good, ...more });
      for (const more of [{ data: new Uint8Array(3) }, { data: new Uint8Array(70_000) }, { sequence: -1 }]) {
        expect(send(more)).toThrow(Fault);
      }
      expect(() => one.sendAudio({ site: "a/b", direction: "in" }, good)).toThrow(Fault);
    },
  },
  {
    name: "a subscription to frames ends when it is disposed",
    async check({ one, other }) {
      const heard: unknown[] = [];
      const going: unknown[] = [];
      const hold = await other.onAudio({ direction: "in" }, (frame) => void heard.push(frame));
      await other.onAudio({ direction: "in" }, (frame) => void going.push(frame));
      await hold[Symbol.asyncDispose]();
      one.sendAudio({ site: "den", direction: "in" }, frameOf(0, new Uint8Array(64)));
      await reach(going, 1);
      expect(heard).toEqual([]);
    },
  },
];
