/** What is done to an answer while something sounds over it, by capture times alone. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createJudge, type JudgeFacts, type Sounds } from "../../../../core/dialog/barge/judge.ts";
import { type Said, saidOver } from "../../../../core/dialog/barge/words.ts";

interface Stage {
  readonly done: string[];
  readonly judge: ReturnType<typeof createJudge>;
  /** Frames of 80 ms until this time. */
  until(at: number): void;
}

function stageOf(facts: { like?: Sounds; echo?: boolean } = {}): Stage {
  const done: string[] = [];
  const judge = createJudge({
    duck: (soft) => void done.push(soft ? "duck" : "loud"),
    hold: (hold) => void done.push(hold ? "hold" : "go on"),
    decode: (from) => void done.push(`decode ${from}`),
    judged: ({ cut, why, held }) => void done.push(`${cut ? "cut" : "kept"} ${why} ${held}`),
    like: () => facts.like ?? "speech",
    foreign: (from) => (facts.echo ? undefined : from),
  });
  let now = 0;
  return {
    done,
    judge,
    until(at) {
      for (; now < at; judge.heard(now)) now += 80;
    },
  };
}
const said = (kind: Said["kind"], ofReply = false, slight = false): Said => ({ kind, ofReply, slight });

describe("a real turn", () => {
  it("makes the answer soft at once, holds it, and cuts it when there are words", () => {
    const { judge, until, done } = stageOf();
    until(400);
    judge.started(360);
    expect(done).toEqual(["duck"]);
    until(560);
    expect(done).toEqual(["duck", "hold"]);
    until(960);
    expect(done).toEqual(["duck", "hold", "decode 360"]);
    judge.words(said("words"));
    expect(done.slice(3)).toEqual(["cut words 480"]);
  });

  it("of one short word is decoded when it ends", () => {
    const { judge, until, done } = stageOf();
    until(80);
    judge.started(40);
    until(240);
    judge.paused(240, 64);
    until(400);
    judge.paused(240, 160);
    judge.words(said("stop"));
    expect(done).toEqual(["duck", "hold", "decode 40", "cut stop 240"]);
  });

  it("that begins with a murmur is decoded again when it goes on", () => {
    const { judge, until, done } = stageOf();
    judge.started(0);
    until(640);
    judge.words(said("murmur"));
    until(1_120);
    judge.words(said("words"));
    expect(done.filter((one) => one.startsWith("decode"))).toHaveLength(2);
    expect(done.at(-1)).toMatch(/^cut words/);
  });

  it("that is told of late is decoded all the same", () => {
    const { judge, until, done } = stageOf();
    until(2_800);
    judge.started(0);
    judge.paused(1_100, 160);
    judge.words(said("words"));
    expect(done.filter((one) => one.startsWith("decode"))).toHaveLength(1);
    expect(done.at(-1)).toMatch(/^cut words/);
  });

  it("that ends while its beginning is decoded is decoded whole", () => {
    const { judge, until, done } = stageOf();
    judge.started(0);
    until(880);
    judge.paused(880, 64);
    until(1_040);
    judge.paused(880, 160);
    judge.words(said("murmur"));
    expect(done.at(-1)).toBe("decode 0");
    judge.words(said("words"));
    expect(done.at(-1)).toMatch(/^cut words/);
  });
});

describe("what is no turn", () => {
  it("a click is not decoded", () => {
    const { judge, until, done } = stageOf();
    until(80);
    judge.started(16);
    judge.paused(80, 64);
    until(240);
    judge.paused(80, 160);
    expect(done).toEqual(["duck", "loud", "kept short 0"]);
  });

  it.each(["burst", "hum"] as const)("a %s that ends soon holds nothing", (like) => {
    const { judge, until, done } = stageOf({ like });
    until(80);
    judge.started(40);
    until(320);
    judge.paused(300, 64);
    until(480);
    judge.paused(300, 160);
    judge.words(said("none"));
    expect(done).toEqual(["duck", "decode 40", "loud", "kept noise 0"]);
  });

  it("a murmur that was held goes on where it was", () => {
    const { judge, until, done } = stageOf();
    judge.started(0);
    until(320);
    judge.paused(320, 160);
    judge.words(said("murmur"));
    expect(done).toEqual(["duck", "hold", "decode 0", "go on", "loud", "kept backchannel 240"]);
  });

  it("a short word that nothing is known for may be a murmur", () => {
    const { judge, until, done } = stageOf();
    judge.started(0);
    until(320);
    judge.paused(320, 160);
    judge.words(said("words", false, true));
    expect(done.at(-1)).toBe("kept backchannel 240");
  });

  it("an echo touches nothing", () => {
    const { judge, until, done } = stageOf({ echo: true });
    judge.started(0);
    until(800);
    judge.paused(800, 64);
    judge.paused(800, 160);
    expect(done).toEqual(["kept echo 0"]);
  });

  it("words of the answer that end when it is held are its own", () => {
    const { judge, until, done } = stageOf();
    judge.started(0);
    until(320);
    judge.paused(320, 160);
    judge.words(said("words", true));
    expect(done.at(-1)).toBe("kept echo 240");
  });

  it("a voice without words is let alone after a while, until it pauses", () => {
    const { judge, until, done } = stageOf();
    judge.started(0);
    for (let at = 80; at <= 4_000; at += 80) {
      until(at);
      judge.words(said("none"));
    }
    expect(done.at(-1)).toMatch(/^kept noise/);
    const before = done.length;
    judge.started(4_100);
    until(4_500);
    expect(done).toHaveLength(before);
    judge.paused(4_500, 64);
    judge.started(5_000);
    expect(done.at(-1)).toBe("duck");
  });
});

type Step = readonly ["started" | "paused" | "heard" | "words" | "end", number];
const kinds = ["none", "murmur", "stop", "words"] as const;

it("never leaves an answer soft or held when it lets it go on, and judges each sound once", () => {
  const step: fc.Arbitrary<Step> = fc.tuple(
    fc.constantFrom("started", "paused", "heard", "words", "end"),
    fc.integer({ min: 0, max: 300 }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), fc.boolean(), (steps, echo) => {
      let soft = false;
      let held = false;
      let judged = 0;
      let sounds = 0;
      const judge = createJudge({
        duck(now) {
          soft = now;
        },
        hold(now) {
          held = now;
        },
        decode: () => {},
        judged: ({ cut }) => {
          judged++;
          if (!cut) expect([soft, held]).toEqual([false, false]);
          soft = held = false;
        },
        like: () => "speech",
        foreign: (from) => (echo ? undefined : from),
      } satisfies JudgeFacts);
      let now = 0;
      for (const [what, value] of steps) {
        now += value;
        if (what === "started") {
          judge.started(now);
          sounds++;
        } else if (what === "paused") judge.paused(now, value);
        else if (what === "heard") judge.heard(now);
        else if (what === "words") judge.words(said(kinds[value % 4] ?? "none", value % 5 === 0));
        else judge.end();
      }
      judge.end();
      expect([soft, held]).toEqual([false, false]);
      expect(judged).toBeLessThanOrEqual(sounds);
    }),
  );
});

describe("words over an answer", () => {
  const reply = "The kitchen lamp is on.";
  it.each([
    ["", reply, "en", "none"],
    ["...", reply, "en", "none"],
    ["Mm-hmm.", reply, "en", "murmur"],
    ["Uh-huh.", reply, "en", "murmur"],
    ["Yeah, okay, right.", reply, "en", "murmur"],
    ["Ja, genau.", reply, "de", "murmur"],
    ["Yes.", "Shall I lock the door?", "en", "words"],
    ["Hmm.", "Shall I lock the door?", "en", "murmur"],
    ["Stop!", reply, "en", "stop"],
    ["Stopp.", reply, "de-AT", "stop"],
    ["Okay, turn it off.", reply, "en", "words"],
    ["No, the bedroom", reply, "fr", "words"],
  ])("%j over %j in %s: %s", (text, over, language, kind) => {
    expect(saidOver(text, over, language).kind).toBe(kind);
  });
  it.each([
    ["Wedding.", true],
    ["Wedding.", false, "wedding"],
    ["No!", false],
    ["Hey.", false],
    ["It is cold.", false],
  ])("%j is slight: %s", (text, slight, known = "") => {
    expect(
      saidOver(text, reply, "en", (one) => one.toLowerCase().startsWith(known) && known !== "").slight,
    ).toBe(slight);
  });
  it("are the answer's own where it has them one after another", () => {
    expect(saidOver("kitchen lamp", reply, "en").ofReply).toBe(true);
    expect(saidOver("lamp kitchen", reply, "en").ofReply).toBe(false);
    expect(saidOver("amp is", reply, "en").ofReply).toBe(false);
  });
});
