/** The answer to `hearsay ask`, for people. */
import { type Answer, stages } from "../../satellite/answer.ts";

const labels = {
  endpoint: "end of speech noticed",
  stt: "words",
  match: "meaning",
  action: "done",
  firstSound: "first sound",
} as const;

const outcomes = {
  done: "",
  missed: "Nobody knew what to do with that.",
  failed: "It failed.",
  cancelled: "It was cancelled.",
} as const;

export const problemText = ({ message, remedy = "", code }: NonNullable<Answer["problem"]>): string =>
  `${message} ${remedy} (${code})`;

const intentText = ({ skill, name, slots }: Answer["intents"][number]): string =>
  [skill, name, ...Object.entries(slots).map(([slot, value]) => `${slot}=${JSON.stringify(value)}`)].join(
    " ",
  );

/** `wav`: where the spoken answer was written; `site`: the room it was asked in. */
export function answerLines(answer: Answer, wav: string | null, site: string): readonly string[] {
  const { transcript, intents, reply, timing, outcome, expects, asked, problem } = answer;
  const times = stages.flatMap((stage) => {
    const ms = timing[stage];
    return ms === null ? [] : [`${labels[stage]} ${Math.round(ms)} ms`];
  });
  const unheard = outcome === "missed" && !transcript;
  const lines: [string, string][] = [
    ["heard", transcript === null ? "" : `"${transcript}"`],
    ...intents.map((intent): [string, string] => ["meant", intentText(intent)]),
    ["reply", reply.text],
    ["sound", wav === null ? "" : `${wav} (${reply.seconds.toFixed(1)} s)`],
    ["after", times.join(", ")],
    ["next", expects === "yesNo" ? `hearsay ask --site ${site} yes (or no), within 30 s` : ""],
    ["asks", asked?.choices ? `one of: ${asked.choices.join(", ")}` : asked ? "for an answer" : ""],
    ["but", unheard ? "Nothing was heard." : outcomes[outcome]],
    ["why", problem && outcome !== "done" ? problemText(problem) : ""],
  ];
  return lines.filter(([, text]) => text !== "").map(([label, text]) => `${label.padEnd(6)} ${text}`);
}
