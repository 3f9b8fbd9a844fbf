/** Which room answers: simulated homes of 2 to 6 rooms from real wake clips and noises, heard by the real detector. */
import { parseArgs } from "node:util";
import type { AudioFrame, WakeDetector } from "hearsay";
import { byHand, type Report, rank, type Weights } from "../../core/dialog/arbiter/weigh.ts";
import openwakeword from "../../plugins/wake-openwakeword/index.ts";
import { type Clip, type Clips, defaultManifest, framesOf, readClips } from "../kit/clips.ts";
import { hostFor } from "../kit/host.ts";
import { heardIn, type Scene, sceneOf } from "./arbitration/acoustics.ts";
import { fit } from "./arbitration/fit.ts";
import { type Answer, afterWindow, ours } from "./arbitration/rules.ts";

export const name = "arbitration";
export const about =
  "Which of several rooms answers a wake word: right room and added ms, beside first caller and a 400 ms window.";

type Options = { readonly args: string[]; log(text: string): void };

interface Played {
  readonly scene: Scene;
  readonly reports: readonly Report[];
}

/** `--scenes N` with one speaker and a third as many with two, `--clips MANIFEST`. */
export async function bench({ args, log }: Options): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      scenes: { type: "string", default: "200" },
      clips: { type: "string", default: defaultManifest },
    },
  });
  const clips = readClips(values.clips);
  const wakes = clips.clips.filter(({ kind }) => kind === "wake");
  const noises = clips.clips.filter(({ kind }) => kind === "noise");
  await using host = await hostFor(openwakeword);
  const { wake } = host.provided;
  if (!wake || wakes.length < 2 || noises.length === 0) throw new Error("Wake words or noises are missing.");
  // Constants are fitted on one half of the voices, and judged on the other.
  const halves = [wakes.filter((_, i) => i % 2 === 0), wakes.filter((_, i) => i % 2 === 1)] as const;
  const count = Number(values.scenes);
  const play = async (half: 0 | 1, speakers: 1 | 2, many: number): Promise<Played[]> => {
    const played: Played[] = [];
    for (let i = 0; i < many; i++) {
      const scene = sceneOf(1000 * (2 * half + speakers) + i, halves[half], noises, speakers);
      played.push({ scene, reports: await reportsOf(wake, clips, scene) });
      if (i % 20 === 19) log(`half ${half + 1}, ${speakers} speaking: ${i + 1} of ${many}`);
    }
    return played;
  };
  const training = (await play(0, 1, count / 2)).filter(isHeard);
  const found = fit(training.map(({ scene, reports }) => ({ reports, right: rightOf(scene) })));
  const judged = await play(1, 1, count / 2);
  const two = await play(1, 2, Math.round(count / 3));
  const heard = judged.filter(isHeard);
  return {
    scenes: { fittedOn: training.length, judged: heard.length, unheard: judged.length - heard.length },
    oneSpeaker: await compare(heard),
    worthOfFit: {
      ...found.weights,
      wrongInTraining: found.wrong,
      rightWhenJudged: rightBy(heard, found.weights),
      inUse: JSON.stringify(byHand),
      inUseWrongInTraining: training.length - rightBy(training, byHand),
      inUseRightWhenJudged: rightBy(heard, byHand),
    },
    twoSpeakers: await compareTwo(two),
  };
}

const rightBy = (played: readonly Played[], weights: Weights): number =>
  played.filter(({ scene, reports }) => rank(reports, weights)[0]?.site === rightOf(scene)).length;

const rightOf = ({ rooms, words }: Scene): string => rooms[words[0]?.room ?? 0]?.site ?? "";
/** A detector that did not hear the word where it was said leaves nothing to decide. */
const isHeard = ({ scene, reports }: Played): boolean =>
  reports.some(({ site }) => site === rightOf(scene)) && reports.length > 0;

async function reportsOf(wake: WakeDetector, clips: Clips, scene: Scene): Promise<Report[]> {
  const reports: Report[] = [];
  for (const [index, { site, phase, clock, way }] of scene.rooms.entries()) {
    let now = 0;
    async function* stream(): AsyncGenerator<AudioFrame> {
      for (const frame of framesOf(heardIn(clips, scene, index), { at: phase })) {
        now = frame.at + 80;
        yield frame;
      }
    }
    const asked = { words: [], sensitivity: 0.5, signal: new AbortController().signal };
    for await (const { word, score, level, noise, heardAt, model } of wake.watch(stream(), asked)) {
      const facts = { site, word, score, level, noise, model, priority: 0, engaged: false };
      reports.push({
        ...facts,
        heardAt: clock === undefined ? undefined : heardAt + clock,
        arrivedAt: now + way,
      });
    }
  }
  return reports;
}

/** At one time: the arbiter runs in real time, and waits more than it works. */
const atOnce = 8;

async function ruled(
  played: readonly Played[],
  rule: (one: Played) => Answer[] | Promise<Answer[]>,
): Promise<Answer[][]> {
  const all: Answer[][] = [];
  for (let from = 0; from < played.length; from += atOnce) {
    all.push(...(await Promise.all(played.slice(from, from + atOnce).map(async (one) => rule(one)))));
  }
  return all;
}

const rules: Readonly<Record<string, (one: Played) => Answer[] | Promise<Answer[]>>> = {
  "first caller": ({ reports }) => afterWindow(reports, 0),
  "400 ms, highest score": ({ reports }) => afterWindow(reports, 400),
  hearsay: ({ reports, scene }) =>
    ours(
      reports,
      scene.rooms.map(({ site }) => site),
    ),
};

async function compare(played: readonly Played[]) {
  const rows = [];
  for (const [rule, decide] of Object.entries(rules)) {
    const answers = await ruled(played, decide);
    const right = answers.filter(([first], i) => first?.site === rightOf((played[i] as Played).scene));
    const once = answers.filter(({ length }) => length === 1).length;
    const added = answers.flatMap(([first]) => first?.added ?? []).toSorted((a, b) => a - b);
    const at = (share: number): number =>
      Math.round(added[Math.min(added.length - 1, Math.floor(share * added.length))] ?? 0);
    rows.push({
      rule,
      rightRoom: `${right.length} of ${played.length}`,
      rightPercent: Math.round((1000 * right.length) / played.length) / 10,
      oneAnswer: `${once} of ${played.length}`,
      addedP50: at(0.5),
      addedP95: at(0.95),
      addedWorst: at(1),
    });
  }
  return rows;
}

/** Two people: each is answered in the own room, and nobody anywhere else. */
async function compareTwo(played: readonly Played[]) {
  // Only where both were heard in their own rooms is there something to decide.
  const siteOf = (scene: Scene, words: Scene["words"][number]): string => scene.rooms[words.room]?.site ?? "";
  const both = played.filter(({ scene, reports }) =>
    scene.words.every((words) =>
      reports.some((one) => one.site === siteOf(scene, words) && said(one, words)),
    ),
  );
  const rows = [];
  for (const [rule, decide] of Object.entries(rules)) {
    const answers = await ruled(both, decide);
    const each = answers.map((some, i) => {
      const { scene } = both[i] as Played;
      const sites = scene.words.map((words) => siteOf(scene, words));
      return {
        served: sites.filter((site) => some.some((one) => one.site === site)).length,
        mixed: some.some(({ site }) => !sites.includes(site)),
      };
    });
    rows.push({
      rule,
      scenes: `${both.length} of ${played.length} heard`,
      bothServed: each.filter(({ served }) => served === 2).length,
      oneServed: each.filter(({ served }) => served === 1).length,
      wrongRoom: each.filter(({ mixed }) => mixed).length,
    });
  }
  return rows;
}

/** Whether a report is of these words: the detector finds their end within the clip or soon after it. */
function said({ word, heardAt, arrivedAt }: Report, { clip, at }: { clip: Clip; at: number }): boolean {
  const time = (heardAt ?? arrivedAt) - at;
  return word === clip.wake_word && time > 0 && time < clip.seconds * 1000 + 400;
}
