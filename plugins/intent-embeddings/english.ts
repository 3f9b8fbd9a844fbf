/** The English words that the guards and the finder of numbers, lengths and times go by. */

const ones = [
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
  "seventeen eighteen nineteen",
]
  .join(" ")
  .split(" ");
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
export const numberWords: ReadonlySet<string> = new Set([...ones, ...tens, "hundred", "thousand"]);

export const unitWords: ReadonlySet<string> = new Set(
  ["second", "sec", "minute", "min", "hour", "hr", "day", "week"].flatMap((unit) => [unit, `${unit}s`]),
);
/** What may stand where a number does, before a unit of time. */
export const someWords: ReadonlySet<string> = new Set(["a", "an", "half", "couple", "quarter", "of", "few"]);
export const dayParts: ReadonlySet<string> = new Set(["am", "pm", "a.m", "p.m", "oclock", "o'clock"]);
export const beforeTimes: ReadonlySet<string> = new Set([
  "at",
  "by",
  "for",
  "until",
  "till",
  "before",
  "around",
]);

/**
 * Meanings that are each other's opposite: embeddings hardly tell them apart. The first word or words that fit at a place
 * count, longest first; those of a third list name neither end.
 */
export const opposites: readonly (readonly [
  readonly string[],
  readonly string[],
  neither?: readonly string[],
])[] = [
  [
    ["on", "activate", "enable", "start", "power up", "fire up", "light up"],
    [
      ..."off out deactivate disable kill cut extinguish douse lose stop".split(" "),
      ..."shut down|power down|get rid of|no more|not need|not needed|not be needing|no need".split("|"),
      ..."go to sleep|to rest|rest|no longer|done with|done in|go dark|dark".split("|"),
    ],
  ],
  [
    ["open", "opened", "raise", "lift", "unblock"],
    ["close", "closed", "shut", "lower"],
    ["shut off", "shut down", "shut up"],
  ],
  [
    ["lock", "locked", "bolt", "secure"],
    ["unlock", "unlocked", "unbolt", "unsecure"],
  ],
  [
    [
      "brighter",
      "brighten",
      "lighter",
      "too dark",
      "so dark",
      "more light",
      "too dim",
      "pitch black",
      "gloomy",
      "barely see",
      "hardly see",
      "can not see",
    ],
    [
      "darker",
      "dimmer",
      "dim",
      "darken",
      "tone down",
      "softer",
      "too bright",
      "so bright",
      "less light",
      "no more light",
      "blinding",
      "dark",
      "glaring",
    ],
  ],
  [
    [
      "louder",
      "too quiet",
      "so quiet",
      "volume up",
      "turn up",
      "crank",
      "crank up",
      "cannot hear",
      "too soft",
    ],
    [
      "quieter",
      "too loud",
      "so loud",
      "volume down",
      "softer",
      "turn down",
      "keep it down",
      "pipe down",
      "too noisy",
      "deafening",
      "lower the volume",
    ],
  ],
  [
    ["warmer", "hotter", "too cold", "so cold", "freezing", "chilly", "warm up", "heat up", "heating on"],
    ["cooler", "colder", "too hot", "too warm", "so hot", "boiling", "cool down", "stuffy"],
  ],
  [
    ["pause", "hold"],
    ["resume", "continue", "unpause", "carry on", "go on"],
  ],
  [
    ["mute", "silence"],
    ["unmute", "sound back"],
  ],
  [
    ["next", "skip", "forward"],
    ["previous", "last song", "last track", "go back", "back"],
  ],
  [
    ["add", "put", "note down", "need", "run out", "out of", "ran out", "buy"],
    [
      "remove",
      "take off",
      "delete",
      "cross off",
      "clear",
      "scratch",
      "strike",
      "not need",
      "no need",
      "already have",
    ],
  ],
  [
    ["set", "start", "begin", "create", "make"],
    [
      ..."cancel stop delete clear remove scrap drop".split(" "),
      ..."get rid of|not need|not needed|not be needing|no longer|call off|forget about".split("|"),
    ],
  ],
  [
    ["maximum", "max", "full"],
    ["minimum", "min", "lowest", "low"],
  ],
  [
    ["up", "increase", "more", "higher"],
    ["down", "decrease", "less", "reduce", "no more"],
    [
      ..."power up|power down|fire up|light up|wake up|get up|give up|set up|lock up|look up|hurry up".split(
        "|",
      ),
      ..."shut up|shut down|note down|put down|write down|jot down|upstairs|downstairs".split("|"),
    ],
  ],
];

/** Words that turn a command round; not those of politeness and of "do not forget". */
export const negations: ReadonlySet<string> = new Set(["not", "never", "without", "nobody", "nothing", "no"]);
export const harmless: readonly string[] = [
  "do not forget",
  "do not let me forget",
  "not let me miss",
  "why do not you",
  "why not",
  "can not you",
  "will not you",
  "would not you",
  "could not you",
  "is not it",
  "not enough",
  "no more than",
  "do not you",
  "if you do not mind",
  "would not mind",
  "no light",
  "not bright enough",
  "not loud enough",
  "not warm enough",
  "can not see",
  "can not hear",
  "could not hear",
  "could not see",
  "did not catch",
  "did not hear",
  "did not get",
  "no idea",
  "not need",
  "not needed",
  "is not needed",
  "not be needing",
  "will not need",
  "no need",
  "no more",
  "no longer",
  "not so loud",
  "not so bright",
  "not so fast",
  "do not know",
  "i do not have any",
];
/** Who tells of something, and what tells of it: nobody who says so wants something done. */
export const tellers: ReadonlySet<string> = new Set(
  "i we he she they somebody someone my the it that his her".split(" "),
);
export const toldWords: ReadonlySet<string> = new Set(
  "was were went said bought had ago yesterday ever love like hate think hope wonder remember never always told did".split(
    " ",
  ),
);
/** A verb that tells of the past. */
export const toldForm = /[a-z]{3}ed$/;
/** What a verb may end in. */
export const verbEnds = /^(e?s|e?d|ing)$/;
/** Where one thought ends and the next begins. */
export const joints: ReadonlySet<string> = new Set(["so", "because", "and", "but", "then", "cause", "since"]);

/** A sentence that begins with one asks; "can", "could", "would" and "will" with "you" ask for something to be done. */
export const askingWords: ReadonlySet<string> = new Set(
  [
    "who whose whom what which when where why how whats hows whens wheres whos",
    "is are am was were do does did have has had should may might shall",
  ]
    .join(" ")
    .split(" "),
);
export const politeStarts: readonly string[] = [
  "can you",
  "could you",
  "would you",
  "will you",
  "can i",
  "could i",
  "may i",
  "can we",
  "could we",
  "do you mind",
  "would you mind",
  "why do not you",
  "why do not we",
  "how about",
  "what about",
  "shall we",
  "have the",
  "have my",
  "do me a favour",
  "do me a favor",
  "may we",
  "is it possible to",
  "should we",
];

/** A sentence that begins with one wants to be told something. */
export const wonderingStarts: readonly string[] = [
  ..."tell check show list read say see".split(" "),
  ..."give me|i wonder|let me know|let us know|i want to know|catch me up|remind me what|any|anything".split(
    "|",
  ),
];

/** What is not put into a sentence unless it was said. */
export const reachingWords: ReadonlySet<string> = new Set(
  "except but without not never all every everything everywhere everyone other others each both only".split(
    " ",
  ),
);

/** Words that carry no meaning of their own. */
export const smallWords: ReadonlySet<string> = new Set(
  [
    "a an the my our your his her its their this that these those some any me i we us you it he she they them to of in",
    "on at for with by from into onto and or but so if then than as is are am was were be been being do does did done",
    "have has had having can could will would shall should may might must please thanks thank hey ok okay just really",
    "very too now again also there here up down out off over about what which who when where why how not no yes let",
    "lets get got getting go going gone want wants need needs needed like make made put want's im ill id were weve",
    "please kindly maybe perhaps actually um uh oh well right bit little lot more most less all both each every one ones",
    "running run ran low gonna wanna gotta before after until till while gets keep tell know think say show give",
  ]
    .join(" ")
    .split(" "),
);
