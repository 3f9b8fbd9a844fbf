/** Feelings as words to a model that is told how to speak. */
const instructions: Readonly<Record<string, string>> = {
  professional: "Speak clearly and evenly, like a professional announcer.",
  empathetic: "Speak warmly and gently, with real sympathy.",
  excited: "Speak with excitement: lively, bright and a little faster.",
  confident: "Speak with calm confidence and a firm voice.",
  curious: "Speak with curiosity, as if eager to hear more.",
  friendly: "Speak in a warm, friendly tone, with a smile.",
  serious: "Speak seriously and without ornament.",
  calm: "Speak calmly and softly, in no hurry.",
  encouraging: "Speak encouragingly, as to somebody who is about to succeed.",
  analytical: "Speak soberly and precisely, as one who explains.",
  sad: "Speak sadly, low and slow.",
  angry: "Speak with restrained anger.",
  happy: "Speak happily and lightly.",
  surprised: "Speak with surprise.",
  fearful: "Speak anxiously, with a tight voice.",
  disgusted: "Speak with distaste.",
  whisper: "Whisper.",
};

export const instructionFor = (emotion: string): { instructions: string } | undefined => {
  const words = instructions[emotion];
  return words === undefined ? undefined : { instructions: words };
};
