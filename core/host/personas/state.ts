/** A persona as it is said on the bus. */
import type { Link, Messages, Persona } from "../../contract/index.ts";

const plain = <L extends Link>({ languages, ...link }: L) => ({
  ...link,
  ...(languages ? { languages: [...languages] } : {}),
});

export function personaState(persona: Persona, bootId: string): Messages["persona/state"] {
  const { name, called = name, about, actions, patience, skills, memory } = persona;
  return {
    name,
    called,
    about,
    patience,
    ...(actions === undefined ? {} : { actions }),
    languages: [...persona.languages],
    wakeWords: [...persona.wakeWords],
    stt: persona.stt.map(plain),
    tts: persona.tts.map(plain),
    think: persona.think.map(plain),
    tools: [...persona.tools],
    memory: { ...memory },
    skills: {
      ...(skills.allow ? { allow: [...skills.allow] } : {}),
      ...(skills.deny ? { deny: [...skills.deny] } : {}),
    },
    bootId,
  };
}
