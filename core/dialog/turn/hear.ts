/** Hears what a turn is about, and the answers to what is asked within it. */
import { primary } from "../../language/normalise.ts";
import type { Dialogue } from "../house.ts";
import type { Hearing } from "../listen/hearing.ts";
import { listen, type Utterance } from "../listen/listen.ts";
import type { Listening } from "../questions/asking.ts";
import type { Question } from "../questions/read.ts";
import type { TurnRequest } from "../request.ts";
import type { Heard } from "../route/understand.ts";
import { type Course, phase } from "./course.ts";

export async function hear(course: Course): Promise<Heard> {
  const { house, request, cues } = course;
  const { what, language, trace, signal } = request;
  if ("text" in what) return { text: what.text, language, voiced: false, ...what.spoken };
  if (!("listen" in what)) return { text: "", language, voiced: false };
  const { window, ...open } = what.listen;
  const isOpen = request.reason === "followUp";
  const within = window ?? house.settings().noSpeech;
  await phase(course, "listening", isOpen ? Date.now() + within : undefined);
  await cues.open();
  const listened = trace.span("ear open");
  const heard = await listen(patientFor(house, within), {
    ...open,
    ...(isOpen ? { answers: [] } : {}),
    ...roomOf(house, request),
    signal,
  }).finally(() => listened());
  await cues.taken(heard.voiced);
  signal.throwIfAborted();
  timed(course, heard);
  request.language = spokenIn(request, heard.language);
  await writeDown(course, heard);
  return { ...heard, language: request.language };
}

/** The language of the words as the persona has it, where it speaks that; else the one it was spoken to in. */
function spokenIn({ persona, language }: TurnRequest, heard: string): string {
  if (primary(heard) === primary(language)) return language;
  return persona.languages.find((one) => primary(one) === primary(heard)) ?? language;
}

function timed(course: Course, { spokenAt, endpoint, stt, rule, provider, by }: Utterance): void {
  const { trace } = course.request;
  course.spokenAt = spokenAt;
  course.timing.endpoint = endpoint;
  course.timing.stt = stt;
  const decided = spokenAt + endpoint;
  trace.mark("endpoint", spokenAt, decided, rule);
  trace.mark("transcript", decided, decided + stt, `${provider}, ${by}`);
}

/** The answer to a question that was asked within the turn. */
export async function hearAnswer(
  course: Course,
  question: Question,
  { within, over, signal }: Listening,
): Promise<Utterance> {
  const { what, persona } = course.request;
  const { patience, stream } = "listen" in what ? what.listen : { patience: persona.patience };
  const heard = await listen(patientFor(course.house, within), {
    patience,
    ...(stream === undefined ? {} : { stream }),
    ...over,
    answers: (question.choices ?? []).flatMap(({ names }) => names),
    ...roomOf(course.house, course.request),
    signal,
  });
  await writeDown(course, heard);
  return heard;
}

type Place = Pick<Hearing, "site" | "turn" | "language" | "others" | "area" | "skills" | "ears">;

const roomOf = (house: Dialogue, { site, turn, language, area, persona }: TurnRequest): Place => ({
  site,
  turn,
  language,
  area,
  skills: persona.skills,
  others: persona.languages.filter((one) => primary(one) !== primary(language)),
  ears: house.router.ears(persona, { language, site }),
});

/** Waits for the first word for so many ms. */
const patientFor = (house: Dialogue, noSpeech: number): Dialogue => ({
  ...house,
  settings: () => ({ ...house.settings(), noSpeech }),
});

async function writeDown({ house, request: { site, turn } }: Course, heard: Utterance): Promise<void> {
  if (heard.text === "") return;
  const { text, language, provider, by, heard: free } = heard;
  const body = { text, language, provider, by, ...(free === undefined ? {} : { heard: free }) };
  await house.bus.publish("transcript/final", { site }, body, { turn });
}
