/** A persona as its file's defaults make it. */
import type { Persona } from "hearsay";

export const personaWith = (more: Partial<Persona> = {}): Persona => ({
  name: "test",
  about: "",
  languages: ["en"],
  wakeWords: [],
  manner: { verbosity: "normal" },
  stt: [],
  tts: [],
  think: [],
  tools: [],
  skills: {},
  memory: { turns: 8, summary: true, facts: "told" },
  limits: { rounds: 4, tools: 24, firstWord: 8000, whole: 60_000, answerTokens: 400 },
  patience: "normal",
  ...more,
});
