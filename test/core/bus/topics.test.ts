/** Topics: every kind round trips, and no hostile name ever becomes another topic. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Kind, topics } from "../../../bus-schema/index.ts";
import {
  audioFilterOf,
  audioTopicOf,
  checkRoot,
  filterOf,
  fits,
  holesOf,
  parseAudioTopic,
  parseFilter,
  parseTopic,
  topicOf,
} from "../../../core/bus/topics.ts";
import { type AudioWhere, Fault } from "../../../core/contract/index.ts";

const kinds = Object.keys(topics) as Kind[];
const site = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,20}$/).filter((name) => name !== "hub");
const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/);
const id = fc.stringMatching(/^[A-Za-z0-9._:-]{1,20}$/);
const root = fc.constantFrom("hearsay", "my/house", "H-1");
const partOf = (hole: string) =>
  hole === "site" ? site : ["alarm", "device", "job"].includes(hole) ? id : name;
const whereOf = (kind: Kind) =>
  fc.record(Object.fromEntries(holesOf(kind).map((hole) => [hole, partOf(hole)]))) as fc.Arbitrary<
    Record<string, string>
  >;
const kindAndWhere = fc
  .constantFrom(...kinds)
  .chain((kind) => whereOf(kind).map((where) => ({ kind, where: { ...where } })));

describe("topics of kinds", () => {
  it("go there and back, under any root", () => {
    fc.assert(
      fc.property(kindAndWhere, root, ({ kind, where }, under) => {
        expect(parseTopic(topicOf(kind, where as never, under), under)).toEqual({ kind, where });
      }),
    );
  });

  it("are what bus-schema says", () => {
    expect(topicOf("wake/heard", { site: "den" })).toBe("hearsay/den/wake/heard");
    expect(topicOf("stt/start", { instance: "stt-1" })).toBe("hearsay/@stt-1/stt/start");
    expect(topicOf("alarm/changed", { alarm: "a:1" })).toBe("hearsay/hub/alarm/changed/a:1");
    expect(topicOf("hub/state", {}, "x")).toBe("x/hub/state");
  });

  it("refuse every name that is none, whatever it is", () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.string({ unit: "binary" }), (kind, hostile) => {
        const holes = holesOf(kind);
        fc.pre(holes.length > 0 && holes.some((hole) => !fits(hole, hostile)));
        const where = Object.fromEntries(holes.map((hole) => [hole, hostile]));
        expect(() => topicOf(kind, where as never)).toThrow(Fault);
        expect(() => filterOf(kind, where as never)).toThrow(Fault);
      }),
    );
  });

  it.each(["", "+", "#", "a/b", "../x", "hub", "a b", "a\0", "ä", "@a", "$SYS", "\uFFFD", "x".repeat(64)])(
    "a room cannot be %j",
    (hostile) => expect(() => topicOf("wake/heard", { site: hostile })).toThrow(/site cannot be/),
  );

  it.each([
    "hearsay",
    "hearsay/",
    "hearsay//wake/heard",
    "hearsay/den/wake",
    "hearsay/den/wake/heard/",
    "hearsay/den/wake/heard/more",
    "hearsay/hub/wake/heard",
    "hearsay/@/stt/start",
    "hearsay/@+/stt/start",
    "hearsay/+/wake/heard",
    "hearsayden/wake/heard",
    "other/den/wake/heard",
    "hearsay/den/__proto__",
    "hearsay/den/wake/+",
    "hearsay/hub/alarm/changed",
    "hearsay/hub/alarm/changed/a/b",
    "$SYS/x",
  ])("%s says nothing", (topic) => expect(parseTopic(topic)).toBeUndefined());

  it("never read a topic that they would not write", () => {
    const level = fc.oneof(
      site,
      name,
      fc.constantFrom("hub", "@a", "+", "#", "", "wake", "heard", "state", "alarm"),
    );
    fc.assert(
      fc.property(fc.array(level, { maxLength: 5 }), (levels) => {
        const topic = ["hearsay", ...levels].join("/");
        const read = parseTopic(topic);
        if (read) expect(topicOf(read.kind, read.where as never)).toBe(topic);
      }),
    );
  });
});

describe("filters", () => {
  it("leave open what is not given, and say what they ask for", () => {
    expect(filterOf("wake/heard", {})).toBe("hearsay/+/wake/heard");
    expect(filterOf("stt/start", {})).toBe("hearsay/+/stt/start");
    expect(filterOf("wake/heard", { site: "den" })).toBe("hearsay/den/wake/heard");
    expect(parseFilter("hearsay/+/transcript/final")).toEqual({ kind: "transcript/final", where: {} });
    expect(parseFilter("hearsay/+/stt/start")).toEqual({ kind: "stt/start", where: {} });
    expect(parseFilter("hearsay/hub/alarm/changed/+")).toEqual({ kind: "alarm/changed", where: {} });
    expect(parseFilter("hearsay/den/#")).toBeUndefined();
  });

  it("with everything given are the topic", () => {
    fc.assert(
      fc.property(kindAndWhere, ({ kind, where }) => {
        expect(filterOf(kind, where as never)).toBe(topicOf(kind, where as never));
      }),
    );
  });
});

describe("audio topics", () => {
  const where: fc.Arbitrary<AudioWhere> = fc.oneof(
    fc.record({ site, direction: fc.constantFrom("in" as const, "out" as const) }),
    fc.record({ instance: name, job: id }),
  );

  it("go there and back, and are no kind's", () => {
    fc.assert(
      fc.property(where, root, (place, under) => {
        const topic = audioTopicOf({ ...place }, under);
        expect(parseAudioTopic(topic, under)).toEqual({ ...place });
        expect(parseTopic(topic, under)).toBeUndefined();
        expect(audioFilterOf({ ...place }, under)).toBe(topic);
      }),
    );
  });

  it.each([
    "hearsay/den/audio/up",
    "hearsay/hub/audio/in",
    "hearsay/@a/audio/",
    "hearsay/den/audio/in/x",
    "hearsay/den/audio",
  ])("%s carries no frames", (topic) => expect(parseAudioTopic(topic)).toBeUndefined());

  it("leave room or job open in a filter", () => {
    expect(audioFilterOf({ direction: "in" })).toBe("hearsay/+/audio/in");
    expect(audioFilterOf({ instance: "stt-1" })).toBe("hearsay/@stt-1/audio/+");
  });
});

describe("a root", () => {
  it.each(["hearsay", "my/house", "A-1_b"])("can be %s", (root) => expect(checkRoot(root)).toBe(root));
  it.each(["", "/", "a/", "/a", "a//b", "a/+", "#", "$SYS", "a b", "a\0", "x".repeat(65)])(
    "cannot be %j",
    (root) => expect(() => checkRoot(root)).toThrow(Fault),
  );
});
