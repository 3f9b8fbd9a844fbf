/** Personas in the dialog: two wake words in one room, switching by voice, greeting in one's own voice, and going back. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { samplesOf, type TextToSpeech, type WakeDetector } from "../../../core/contract/index.ts";
import de from "../../../skills/persona/de.json" with { type: "json" };
import en from "../../../skills/persona/en.json" with { type: "json" };
import persona from "../../../skills/persona/index.ts";
import { hears, loudness, openStage, type Stage } from "./stage.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hearsay-personas-"));
  await file("house", { called: "Hearsay" });
  await file("ada", { called: "Ada", voice: "clara", languages: ["en", "de"] });
  await file("butler", { called: "James", voice: "otto", wakeWords: ["hey jarvis"] });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const file = (name: string, more: object): Promise<void> => {
  const all = { name, about: "Somebody.", languages: ["en"], tts: ["tts"], stt: ["stt"], ...more };
  return writeFile(join(folder, `${name}.json`), JSON.stringify(all));
};

/** Who spoke, in order: the voice that was asked for. */
const voices: (string | undefined)[] = [];
const speaker: TextToSpeech = {
  languages: ["en", "de"],
  voices: ["otto", "clara", "nora"].map((name) => ({ name, language: "en" })),
  async *speak(text, { voice }) {
    for await (const words of text) {
      voices.push(voice);
      yield { samples: new Int16Array(8000).fill(2000), rate: 16_000, text: words };
    }
  },
};

/** Hears one of two words by how loud it is. */
const twoWords: WakeDetector = {
  words: ["alexa", "hey jarvis"],
  async *watch(frames, { signal }) {
    for await (const frame of frames) {
      if (signal.aborted) return;
      const peak = Math.max(...samplesOf(frame));
      if (peak < 1000) continue;
      const word = peak > 5000 ? "hey jarvis" : "alexa";
      yield { word, score: 0.9, level: -20, noise: -50, heardAt: frame.at + 80, model: word };
      return;
    }
  },
};

async function opened(sentence: string, more: { idle?: number; followUp?: number } = {}): Promise<Stage> {
  voices.length = 0;
  const { idle, followUp = 0 } = more;
  const personas = { folder, ...(idle === undefined ? {} : { idle }) };
  const stage = await openStage({
    personas,
    followUp,
    noSpeech: 400,
    skills: [{ skill: persona, words: { en, de } }],
  });
  await stage.offer("vad", "vad", loudness);
  await stage.offer("stt", "stt", hears(sentence));
  await stage.offer("tts", "tts", speaker);
  return stage;
}

const wake = (stage: Stage, word: string, stream: number) =>
  stage.bus.publish(
    "wake/heard",
    { site: "hall" },
    { word, score: 0.9, level: -25, noise: -60, model: "m", stream, heardAt: Date.now() },
  );
const openers = (stage: Stage) =>
  stage.said.flatMap((one) =>
    one.kind === "turn/started" ? [(one.body as { persona: string }).persona] : [],
  );

it.each([
  ["hey jarvis", "butler"],
  ["Hey Jarvis", "butler"],
  ["alexa", "house"],
])("%s opens a turn of %s", async (word, name) => {
  await using stage = await opened("turn on the lamp");
  const room = await stage.room("hall");
  await wake(stage, word, room.stream);
  await stage.next("session/state", ({ body }) => body.phase === "listening");
  await room.speak(8, true);
  await room.speak(12, false);
  await stage.next("turn/finished");
  expect(openers(stage)).toEqual([name]);
  expect(voices).toEqual([name === "butler" ? "otto" : undefined]);
});

it("a room whose persona names words listens to those of others too", async () => {
  await file("ada", { called: "Ada", wakeWords: ["alexa"] });
  await using stage = await opened("turn on the lamp");
  const watched: string[][] = [];
  await stage.bus.on("wake/watch", {}, ({ body }) => void watched.push([...body.words].sort()));
  await stage.bus.ask("persona/use", {}, { site: "hall", persona: "ada" });
  await stage.offer("wake", "wake", twoWords);
  await stage.room("hall");
  await expect.poll(() => watched.at(-1)).toEqual(["alexa", "hey jarvis"]);
});

it("who is asked for greets in their own voice, answers from then on, and goes when it was quiet", async () => {
  await using stage = await opened("let me talk to Ada", { idle: 1500, followUp: 300 });
  const room = await stage.room("hall");
  await wake(stage, "alexa", room.stream);
  await stage.next("session/state", ({ body }) => body.phase === "listening");
  await room.speak(8, true);
  await room.speak(12, false);
  const { body } = await stage.next("reply/finished", (one) => one.body.text !== "");
  expect(body.text).toMatch(/Ada/);
  expect(new Set(voices)).toEqual(new Set(["clara"]));
  await stage.next("turn/started", (one) => one.body.reason === "followUp" && one.body.persona === "ada");
  const here = async (): Promise<string> =>
    (await stage.bus.ask("persona/assigned", {}, {})).given.find(({ site }) => site === "hall")?.persona ??
    "house";
  expect(await here()).toBe("ada");
  await expect.poll(here, { timeout: 8000 }).toBe("house");
});

it("every wake word reaches who is talked to and names none", async () => {
  await using stage = await opened("turn on the lamp");
  const room = await stage.room("hall");
  await stage.bus.ask("persona/use", {}, { site: "hall", persona: "ada", talk: true });
  for (const word of ["alexa", "hey jarvis", "alexa"]) {
    const before = stage.said.filter(({ kind }) => kind === "turn/finished").length;
    await wake(stage, word, room.stream);
    await stage.nth("turn/finished", before + 1);
  }
  expect(openers(stage)).toEqual(["ada", "ada", "ada"]);
});

it("two with words of their own are each called by theirs, whoever is talked to", async () => {
  await file("ada", { called: "Ada", wakeWords: ["alexa"] });
  await using stage = await opened("turn on the lamp");
  const room = await stage.room("hall");
  await stage.bus.ask("persona/use", {}, { site: "hall", persona: "ada", talk: true });
  for (const [turn, word] of ["alexa", "hey jarvis", "alexa"].entries()) {
    await wake(stage, word, room.stream);
    await stage.nth("turn/finished", turn + 1);
  }
  expect(openers(stage)).toEqual(["ada", "butler", "ada"]);
});

it("goes along to another room, for as long as the talk lasts", async () => {
  await using stage = await opened("turn on the lamp");
  for (const site of ["hall", "attic"]) await stage.room(site);
  await stage.bus.ask("persona/use", {}, { site: "hall", persona: "ada", talk: true });
  await stage.bus.ask("utterance/handle", { site: "hall" }, { text: "turn on the lamp" });
  await stage.next("turn/finished");
  expect((await stage.bus.ask("session/move", { site: "hall" }, { to: "attic" })).moved).toBe(true);
  const { given } = await stage.bus.ask("persona/assigned", {}, {});
  expect(given).toMatchObject([
    { site: "hall", persona: "ada" },
    { site: "attic", persona: "ada" },
  ]);
});

it("a person's own persona answers them in every room", async () => {
  await using stage = await opened("turn on the lamp");
  await stage.room("hall");
  await stage.bus.ask("persona/use", {}, { person: "bob", persona: "ada" });
  for (const [turn, person] of [{ person: "bob" }, {}].entries()) {
    await stage.bus.ask("utterance/handle", { site: "hall" }, { text: "turn on the lamp", ...person });
    await stage.nth("turn/finished", turn + 1);
  }
  expect(openers(stage)).toEqual(["ada", "house"]);
});

it.each([
  ["en", /none of my skills knows that, and no language model is set up/],
  ["de", /ein Sprachmodell ist für mich nicht eingerichtet/],
])("whose language models are not there says so (%s)", async (language, said) => {
  await file("house", { think: ["think-nobody"], languages: ["en", "de"] });
  await using stage = await opened("turn on the lamp");
  await stage.room("hall");
  const text = "how do volcanoes work";
  await stage.bus.ask("utterance/handle", { site: "hall" }, { text, language, speak: false });
  const { body } = await stage.next("turn/recent");
  expect(body.turns[0]?.reply).toMatch(said);
});
