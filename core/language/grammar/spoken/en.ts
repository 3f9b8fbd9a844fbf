/** How English says values, what it shortens, and which of its words must not be mixed up. */
import type { Spoken } from "./types.ts";

const ones = "one|two|three|four|five|six|seven|eight|nine";
const teens = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen";
const tens = "thirty|forty|fifty|sixty|seventy|eighty|ninety";
const shorts = [
  "what is",
  "where is",
  "who is",
  "how is",
  "when is",
  "it is",
  "that is",
  "there is",
  "here is",
];

const numbers = [
  ...`zero|${ones}|${teens}|twenty`.split("|").map((word, value) => `${word} ${value}`),
  ...tens.split("|").map((word, index) => `${word} ${(index + 3) * 10}`),
  "hundred 100",
];

export const en: Spoken = {
  rules: {
    ones: `(${ones})`,
    tens: `(twenty|${tens})`,
    count: `(zero|<ones>|${teens}|<tens> [<ones>]|<digits>)`,
    number: "([minus] <count>|(a|one) hundred [[and] <count>]|<count> and a half|half|<count> point <ones>)",
    unit: "(second|seconds|minute|minutes|hour|hours|day|days|week|weeks)",
    amount: "(<count>|a|an|one and a half|<count> and a half|a hundred|a couple of)",
    duration:
      "(<amount> <unit>|<amount> (minute|minutes) [and] <count> (second|seconds)|<amount> (hour|hours) [and] <count> (minute|minutes)|(half|quarter of|three quarters of|half of|a quarter of) an hour|(a|an|one|<count>) (hour|hours|minute|minutes) and a (half|quarter)|(half|a half) a minute)",
    hour: `(${ones}|ten|eleven|twelve|<hours>)`,
    few: `(<ones>|${teens}|(twenty|thirty|forty|fifty) [<ones>]|<minutes>)`,
    minute: `((oh|o) <ones>|${teens}|(twenty|thirty|forty|fifty) [<ones>])`,
    part: "(am|pm|a m|p m|in the (morning|afternoon|evening)|this (morning|afternoon|evening)|tonight|at night)",
    time: "(noon|midday|midnight|(<clock>|<hour> [oclock|<minute>]|(half|[a] quarter|<few> [minutes]) (past|after|to|before) (<hour>|noon|midnight)) [<part>])",
    weekday: "(monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
    day: "(today|tomorrow|the day after tomorrow|tonight|[next|this|on] <weekday>)",
    moment:
      "([at] <time> [[on] <day> [<part>]]|<day> [[at] <time>]|<day> (morning|afternoon|evening|night) [at <time>])",
    repeat:
      "(every (day|morning|evening|night|week|weekday|weekend|hour|<weekday>|<weekday> and <weekday>)|(daily|weekly)|(on|every) (weekdays|weekends))",
  },
  kinds: ["number", "duration", "time", "moment", "repeat"],
  variants: { "%": ["%", " percent"], ok: [" okay"], color: [" colour"], tv: [" television"] },
  short: {
    ...Object.fromEntries(shorts.map((words) => [words, words.replace(" is", "s")])),
    "i am": "im",
    "i have": "ive",
    "i would": "id",
    "you are": "youre",
    "do not": "dont",
    "did not": "didnt",
    "could not": "couldnt",
    "can not": "cant",
    "let us": "lets",
  },
  fillers: [
    "ok",
    "so",
    "well",
    "um",
    "uh",
    "hmm",
    "now",
    "right now",
    "just",
    "then",
    "will you",
    "would you",
  ],
  endings: ["s", "es"],
  apart: [
    numbers,
    [
      "on enable activate",
      "off out disable deactivate",
      "up raise increase brighter brighten louder higher warmer lift",
      "down lower decrease reduce darker dim dimmer quieter softer colder cooler",
    ],
    ["open opened", "close closed shut"],
    ["lock bolt secure", "locked bolted", "unlock unbolt", "unlocked unbolted"],
    ["start resume play unpause", "stop pause cancel"],
    ["mute", "unmute"],
    ["add", "remove delete"],
    ["next", "previous"],
  ],
};
