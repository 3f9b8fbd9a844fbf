/** What each role may say, be and hear, case by case. */
import { describe, expect, it } from "vitest";
import type { Kind } from "../../../bus-schema/index.ts";
import { mayBe, mayHear, maySay, maySendAudio, maySubscribe, type Peer } from "../../../core/bus/rights.ts";

const peers = {
  plugin: { user: "speech", id: "speech-1a2b", rights: { role: "plugin" } },
  kitchen: { user: "kitchen", id: "kitchen-1a2b", rights: { role: "satellite", site: "kitchen" } },
  nowhere: { user: "lost", id: "lost-1a2b", rights: { role: "satellite" } },
  thief: { user: "thief", id: "speech-1a2b", rights: { role: "satellite", site: "attic" } },
  dotted: { user: "guest", id: "guest-1a2b.77", rights: { role: "client" } },
  guest: { user: "guest", id: "guest-1a2b", rights: { role: "client" } },
  owner: { user: "owner", id: "owner-1a2b", rights: { role: "client", words: true } },
} as const satisfies Record<string, Peer>;
type Who = keyof typeof peers;

describe("saying", () => {
  it.each<[Who, Kind, Record<string, string>, boolean]>([
    ["plugin", "transcript/final", { site: "den" }, true],
    ["plugin", "client/state", { client: "speech" }, true],
    ["plugin", "client/state", { client: "kitchen" }, false],
    ["plugin", "client/state", { client: "spee" }, false],
    ["kitchen", "wake/heard", { site: "kitchen" }, true],
    ["kitchen", "site/state", { site: "kitchen" }, true],
    ["kitchen", "fault", {}, true],
    ["kitchen", "client/state", { client: "kitchen" }, true],
    ["kitchen", "client/state", { client: "speech" }, false],
    ["kitchen", "wake/heard", { site: "den" }, false],
    ["kitchen", "alarm/stop", { site: "kitchen" }, true],
    ["kitchen", "alarm/stop", { site: "den" }, false],
    ["kitchen", "clock/ask", {}, true],
    ["kitchen", "announce/start", {}, false],
    ["kitchen", "transcript/final", { site: "kitchen" }, false],
    ["kitchen", "reply/say", { site: "kitchen" }, false],
    ["kitchen", "plugin/reload", {}, false],
    ["kitchen", "stt/start", { instance: "stt-1" }, false],
    ["kitchen", "answer", { instance: "hub-1" }, false],
    ["kitchen", "provider/state", { instance: "kitchen-1a2b" }, false],
    ["nowhere", "wake/heard", { site: "undefined" }, false],
    ["guest", "utterance/handle", { site: "den" }, true],
    ["guest", "plugin/reload", {}, true],
    ["guest", "alarm/set", {}, true],
    ["guest", "site/state", { site: "cli-77" }, true],
    ["guest", "wake/heard", { site: "den" }, false],
    ["guest", "plugin/state", { plugin: "x" }, false],
    ["guest", "alarm/rang", { site: "den" }, false],
    ["guest", "device/command", {}, false],
    ["guest", "history/list", {}, false],
    ["guest", "history/forget", {}, false],
    ["owner", "history/list", {}, true],
    ["owner", "history/forget", {}, true],
    ["kitchen", "history/list", {}, false],
  ])("%s says %s at %j: %s", (who, kind, where, allowed) =>
    expect(maySay(peers[who], kind, where)).toBe(allowed),
  );

  it.each<[Who, Parameters<typeof maySendAudio>[1], boolean]>([
    ["plugin", { site: "den", direction: "out" }, true],
    ["kitchen", { site: "kitchen", direction: "in" }, true],
    ["kitchen", { site: "kitchen", direction: "out" }, false],
    ["kitchen", { site: "den", direction: "in" }, false],
    ["kitchen", { instance: "stt-1", job: "j" }, false],
    ["guest", { site: "cli-1", direction: "in" }, true],
    ["guest", { site: "den", direction: "in" }, false],
  ])("%s sends frames to %j: %s", (who, where, allowed) =>
    expect(maySendAudio(peers[who], where)).toBe(allowed),
  );
});

it.each<[Who, string, boolean]>([
  ["plugin", "hub/dialog", true],
  ["kitchen", "site/kitchen", true],
  ["kitchen", "site/den", false],
  ["kitchen", "hub/dialog", false],
  ["kitchen", "client/kitchen", true],
  ["kitchen", "client/den", false],
  ["thief", "client/speech", false],
  ["nowhere", "site/undefined", false],
  ["guest", "client/guest", true],
  ["guest", "client/guest-2", true],
  ["guest", "site/cli-77", true],
  ["guest", "client/owner", false],
  ["guest", "plugin/guest", false],
])("%s is %s: %s", (who, by, allowed) => expect(mayBe(peers[who], by)).toBe(allowed));

it.each<[Who, string, boolean]>([
  ["plugin", "#", true],
  ["kitchen", "hearsay/kitchen/#", true],
  ["kitchen", "hearsay/kitchen/audio/out", true],
  ["kitchen", "hearsay/@kitchen-1a2b/answer", true],
  ["kitchen", "hearsay/@kitchen-1a2b.77/answer", true],
  ["kitchen", "hearsay/@kitchen-1a2b-77/answer", false],
  ["thief", "hearsay/@speech-1a2b/answer", false],
  ["thief", "hearsay/@speech-1a2b.77/answer", false],
  ["dotted", "hearsay/@guest-1a2b.77/answer", false],
  ["kitchen", "hearsay/hub/state", true],
  ["kitchen", "hearsay/kitchen", false],
  ["kitchen", "hearsay/hub/#", false],
  ["kitchen", "hearsay/+/audio/out", false],
  ["kitchen", "hearsay/#", false],
  ["kitchen", "#", false],
  ["kitchen", "hearsay/den/audio/in", false],
  ["kitchen", "hearsay/@kitchen-1a2/answer", false],
  ["kitchen", "hearsay/@speech-1a2b/answer", false],
  ["nowhere", "hearsay/undefined/#", false],
  ["guest", "hearsay/#", true],
  ["guest", "hearsay/+/wake/heard", true],
  ["guest", "hearsay/cli-1/transcript/final", true],
  ["guest", "hearsay/+/transcript/final", false],
  ["guest", "hearsay/hub/alarm/changed/+", false],
  ["guest", "hearsay/hub/alarm/set", false],
  ["guest", "hearsay/+/alarm/rang", false],
  ["guest", "hearsay/+/audio/in", false],
  ["guest", "hearsay/den/audio/out", false],
  ["guest", "hearsay/@speech-1a2b/answer", false],
  ["owner", "hearsay/+/transcript/final", true],
  ["owner", "hearsay/+/audio/in", true],
])("%s subscribes %s: %s", (who, filter, allowed) =>
  expect(maySubscribe(peers[who], filter, "hearsay")).toBe(allowed),
);

it.each<[Who, string, boolean]>([
  ["guest", "hearsay/den/wake/heard", true],
  ["guest", "hearsay/hub/provider/state/stt-1", true],
  ["guest", "hearsay/@guest-1a2b/answer", true],
  ["guest", "hearsay/cli-1/audio/out", true],
  ["guest", "hearsay/den/transcript/final", false],
  ["guest", "hearsay/den/audio/in", false],
  ["guest", "hearsay/@stt-1/audio/j1", false],
  ["guest", "hearsay/@stt-1/stt/start", false],
  ["guest", "hearsay/den/unknown/kind", false],
  ["guest", "hearsay/hub/alarm/changed/a1", false],
  ["guest", "hearsay/hub/alarm/clear", false],
  ["guest", "hearsay/den/alarm/rang", false],
  ["guest", "hearsay/den/alarm/stop", true],
  ["kitchen", "hearsay/kitchen/alarm/rang", true],
  ["kitchen", "hearsay/den/alarm/rang", false],
  ["owner", "hearsay/den/transcript/final", true],
  ["owner", "hearsay/hub/alarm/changed/a1", true],
])("%s hears %s: %s", (who, topic, allowed) => expect(mayHear(peers[who], topic, "hearsay")).toBe(allowed));
