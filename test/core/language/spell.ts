/** Says whole numbers in English and German words, so that reading them can be tested by the way back. */

const enSmall =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const enTens = " . twenty thirty forty fifty sixty seventy eighty ninety".trim().split(" ");

export function spellEnglish(value: number, and = false): string {
  if (value < 20) return enSmall[value] ?? "";
  if (value < 100) {
    const unit = value % 10;
    return `${enTens[Math.floor(value / 10) - 1]}${unit === 0 ? "" : ` ${enSmall[unit]}`}`;
  }
  const [size, name] = value < 1000 ? [100, "hundred"] : value < 1e6 ? [1000, "thousand"] : [1e6, "million"];
  const rest = value % size;
  const joint = and && rest > 0 && rest < 100 ? "and " : "";
  const tail = rest === 0 ? "" : ` ${joint}${spellEnglish(rest, and)}`;
  return `${spellEnglish(Math.floor(value / size), and)} ${name}${tail}`;
}

const deSmall =
  "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split(
    " ",
  );
const deTens = "zehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(" ");
const deHead = (value: number): string => (value === 1 ? "ein" : (deSmall[value] ?? ""));

export function spellGerman(value: number): string {
  if (value < 20) return deSmall[value] ?? "";
  if (value < 100) {
    const unit = value % 10;
    return `${unit === 0 ? "" : `${deHead(unit)}und`}${deTens[Math.floor(value / 10) - 1]}`;
  }
  if (value < 1000) {
    const rest = value % 100;
    return `${deHead(Math.floor(value / 100))}hundert${rest === 0 ? "" : spellGerman(rest)}`;
  }
  if (value < 1e6) {
    const many = Math.floor(value / 1000);
    const rest = value % 1000;
    const head = many === 1 ? "ein" : spellGerman(many).replace(/eins$/, "ein");
    return `${head}tausend${rest === 0 ? "" : spellGerman(rest)}`;
  }
  const many = Math.floor(value / 1e6);
  const rest = value % 1e6;
  const head = many === 1 ? "eine Million" : `${spellGerman(many)} Millionen`;
  return `${head}${rest === 0 ? "" : ` ${spellGerman(rest)}`}`;
}
