/** Questions in the house's languages: the words that only ask. */

interface Tongue {
  /** Words of questions that say nothing of what is asked for. */
  readonly asking: string;
  /** For languages that are written without spaces. */
  readonly phrases?: RegExp;
  /** What may hang at the end of a word. */
  readonly ending?: RegExp;
}

const tongues: Readonly<Record<string, Tongue>> = {
  en: {
    asking:
      "what whats what's who who's where where's when why how which is are was were am be been do does did can could would will shall should may the a an of to in on at for from by with about and or me my mine our your you i we us it its it's this that these those there tell please know explain mean means meaning define definition say so hey now then have has had any some",
  },
  de: {
    asking:
      "was wer wo wann warum wieso weshalb wie welche welcher welches wem wen wessen woher wohin ist sind war waren sein bin bist hat haben kann kannst können könntest darf soll der die das den dem des ein eine einen einem einer eines und oder von vom zu zum zur im in am an auf für mit bei über aus nach mir mich mein meine meinen unser unsere dein ich du wir uns es sie ihr sag sage erzähl erzähle erkläre bitte weißt bedeutet heißt bedeutung unter man denn eigentlich mal doch so",
  },
  fr: {
    asking:
      "que qu quoi qui quel quelle quels quelles où quand comment pourquoi est ce c sont était cest s il elle le la les l un une des de du d et ou à au aux en dans sur pour avec par me moi mon ma mes notre nos ton ta je tu nous vous dis dire explique peux pouvez sais signifie veut plaît te",
  },
  es: {
    asking:
      "qué que quién quien cuál cual cuáles dónde donde cuándo cuando cómo como por qué porqué es son era está están el la los las un una unos unas de del y o a al en para con me mi mis nuestro nuestra tu yo dime di explica puedes sabes significa favor se lo",
  },
  it: {
    asking:
      "che cosa cos chi quale quali dove quando come perché è e sono era si trova il lo la i gli le l un uno una di del della dei delle dello e o a al alla in nel nella per con mi mio mia nostro nostra tu io dimmi spiega puoi sai significa favore",
  },
  pt: {
    asking:
      "o que quê quem qual quais onde quando como por porque é são era está fica a os as um uma de do da dos das e ou em no na para com me meu minha nosso nossa tu você eu diz diga explica pode sabe significa favor",
  },
  nl: {
    asking:
      "wat wie waar wanneer waarom hoe welke welk is zijn was waren de het een van naar in op aan voor met bij over en of me mij mijn onze ons jouw je ik we vertel zeg leg uit kun kan weet betekent alsjeblieft er",
  },
  pl: {
    asking:
      "co kto gdzie kiedy dlaczego jak jaki jaka jakie który która to jest są był była było czy i lub z w na do od dla o po mi mój moja moje nasz nasza ty ja my powiedz wyjaśnij możesz wiesz znaczy oznacza proszę się",
  },
  ru: {
    asking:
      "что кто где когда почему зачем как какой какая какое какие который это есть был была было были ли и или в на с к по о об от для из у мне мой моя моё мои наш наша ты я мы скажи расскажи объясни можешь знаешь значит означает пожалуйста такое такой находится",
  },
  hi: {
    asking:
      "क्या कौन कहाँ कहां कब क्यों कैसे कौनसा है हैं था थी थे का की के को में से पर और या मुझे मेरा मेरी मेरे हमारा बताओ बताइए मतलब होता होती यह वह ये एक",
  },
  zh: {
    asking: "",
    phrases:
      /什么是|是什么|什么|谁是|是谁|谁|在哪里|在哪儿|哪里|哪儿|在哪|请问|告诉我|解释一下|意思|吗|呢|是|的|了|在/g,
  },
  ja: {
    asking: "",
    phrases:
      /とは何ですか|って何ですか|とは|って何|何ですか|誰ですか|どこですか|どこにありますか|について|教えてください|教えて|ください|何|誰|どこ|ですか|です|は|の|が|を|に/g,
  },
  ko: {
    ending: /(?<=..)(?:이란|은|는|이|가|을|를|의|란)$/,
    asking:
      "뭐야 뭐예요 무엇인가요 무엇이에요 무엇 뭐 누구 누구야 누구예요 어디 어디야 어디에 어디예요 있어 있어요 있나요 알려줘 알려주세요 설명해줘 대해 대해서 뜻이야",
  },
};

export const languages = Object.keys(tongues);

const tongueOf = (language: string): Tongue =>
  tongues[language.split("-")[0] ?? ""] ?? (tongues.en as Tongue);

/** Small letters without accents, so that words are found however they are written. */
export const folded = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/(\p{Script=Latin})\p{M}+/gu, "$1")
    .replaceAll("ß", "ss")
    .normalize("NFC")
    .replaceAll("ё", "е");

export function wordsOf(text: string): string[] {
  return folded(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

const askingWords = new Map(
  Object.entries(tongues).map(([language, { asking }]) => [language, new Set(wordsOf(asking))]),
);

/** The words that tell what is asked for. */
export function askedFor(question: string, language: string): string[] {
  const tag = language.split("-")[0] ?? "";
  const { phrases, ending } = tongueOf(language);
  const asking = askingWords.get(tag in tongues ? tag : "en");
  const left = phrases ? question.replace(phrases, " ") : question;
  const words = wordsOf(left).filter((word) => !asking?.has(word));
  return [...new Set(ending ? words.map((word) => word.replace(ending, "")) : words)];
}
