/** A small house of sentences on the real sentence engine, for the tables of the routing tests. */
import type { Messages } from "../../../../core/contract/index.ts";
import { createReader, type Meaning, type Reader } from "../../../../core/dialog/route/meaning.ts";
import { createLanguage } from "../../../../core/language/index.ts";

type State = Messages["skill/state"];
type Said = Partial<State["languages"][string]>;

const device = { kind: "device", optional: true };
const area = { kind: "area", optional: true };
const choice = { kind: "choice", optional: true };
const text = { kind: "text", optional: true };
const number = { kind: "number", optional: true };
const target = { device, area, kind: choice };
const spared = { notArea: area };

const skill = (name: string, intents: State["intents"], languages: Record<string, Said>): State => ({
  name,
  about: name,
  instance: `${name}.skill.1`,
  intents,
  deadline: 1000,
  bootId: "b",
  languages: Object.fromEntries(
    Object.entries(languages).map(([language, { hear = {}, lists = {}, rules = {} }]) => [
      language,
      { hear, lists, rules, examples: [] },
    ]),
  ),
});

const english: Said = {
  hear: {
    switch: [
      "(turn|switch) {state} <target>",
      "(turn|switch) <target> {state} [again]",
      "(turn|switch) {state} {area}",
      "(turn|switch) {state} the {kind} except in [the] {notArea}",
    ],
    brightness: ["set <target> to {percent} [percent]"],
    dim: ["make <target> {shade}", "make it {shade} [in {area}]", "it is too {shade} [in {area}]"],
    lock: ["{bolt} <target>"],
    query: ["(is|are) <target> {condition}"],
    stop: ["stop <target>"],
    unknown: ["(turn|switch) {state} {what}", "(turn|switch) {what} {state}"],
  },
  rules: {
    target: "({device} [in {area}]|[the|all the] {kind} [(in|of) {area}]|[the] {area} {kind})",
  },
  lists: {
    state: { on: ["on"], off: ["off"] },
    shade: { brighter: ["brighter", "dark"], darker: ["darker", "bright"] },
    bolt: { lock: ["lock"], unlock: ["unlock"] },
    condition: { on: ["on"], locked: ["locked"], open: ["open"] },
    kind: { light: ["light", "lights"], fan: ["fan", "fans"], window: ["window", "windows"] },
  },
};
const german: Said = {
  hear: {
    switch: [
      "(mach|schalt|mache|schalte) <target> [wieder] {state}",
      "mach die {kind} {state} außer in der {notArea}",
    ],
    dim: ["mach <target> {shade}", "mach es {shade}"],
    unknown: ["(mach|schalt) {what} {state}"],
  },
  rules: { target: "({device} [<in> {area}]|[das|den|die] {kind} [<in> {area}])", in: "(in der|im|in)" },
  lists: {
    state: { on: ["an", "ein"], off: ["aus"] },
    shade: { brighter: ["heller"], darker: ["dunkler"] },
    kind: { light: ["licht", "lichter"], fan: ["ventilator"] },
  },
};

const devices = skill(
  "devices",
  {
    switch: { about: "", slots: { ...target, ...spared, state: choice } },
    brightness: { about: "", slots: { ...target, percent: number } },
    dim: { about: "", slots: { ...target, shade: choice } },
    lock: { about: "", risk: "high", slots: { ...target, bolt: choice } },
    query: { about: "", risk: "none", slots: { ...target, condition: choice } },
    stop: { about: "", slots: target },
    unknown: { about: "", fallback: true, slots: { what: text, state: choice } },
  },
  { en: english, de: german },
);
const timer = skill(
  "timer",
  {
    set: { about: "", slots: { duration: { kind: "duration", optional: false }, name: text } },
    cancel: { about: "", slots: { name: text } },
  },
  {
    en: {
      hear: {
        set: ["set (a|an) [{name}] timer for {duration}"],
        cancel: ["cancel (the|a|my) [{name}] timer", "(cancel|forget) (the|a|my) timer"],
      },
    },
    de: {
      hear: {
        set: ["(stell|stelle) einen timer auf {duration}"],
        cancel: ["brich [den] timer ab"],
      },
    },
  },
);
const reminder = skill(
  "reminder",
  { set: { about: "", slots: { what: { ...text, sentence: true } } } },
  {
    en: { hear: { set: ["remind me to {what}"] } },
    de: { hear: { set: ["erinnere mich daran {what}"] } },
  },
);
const other = skill(
  "other",
  {
    add: { about: "", slots: { item: text, list: text } },
    play: { about: "", slots: { query: text } },
    more: { about: "", risk: "none", slots: { a: number, rest: text } },
    wake: { about: "", slots: { time: number, moment: number } },
    sum: { about: "", risk: "none", slots: { a: number, b: number } },
    weather: { about: "", risk: "none", slots: { place: text, day: choice } },
    time: { about: "", risk: "none", slots: { place: text } },
  },
  {
    en: {
      hear: {
        add: ["add {item} to the (shopping|{list}) list"],
        play: ["play {query}"],
        sum: ["what is {a} and {b}"],
        more: ["what is {a} plus {rest}"],
        wake: ["wake me at {time} [at {moment}]"],
        weather: ["what is the weather [in {place}] [{day}]"],
        time: ["what time is it [in {place}]"],
      },
      lists: { day: { today: ["today"], tomorrow: ["tomorrow"] } },
    },
    de: {
      hear: {
        add: ["setz {item} auf die einkaufsliste"],
        weather: ["wie wird das wetter [{day}] [in {place}]"],
      },
      lists: { day: { today: ["heute"], tomorrow: ["morgen"] } },
    },
  },
);
const stop = skill(
  "stop",
  { stop: { about: "", slots: {} }, set: { about: "", slots: { percent: number } } },
  { en: { hear: { stop: ["stop it"], set: ["set it to {percent} percent"] } } },
);
const radio = skill(
  "radio",
  { on: { about: "", slots: {} }, safe: { about: "", risk: "high", slots: {} } },
  { en: { hear: { on: ["switch on the radio"], safe: ["is the safe locked"] } } },
);

const light = (id: string, name: string, room: string, kind = "light") => ({
  id,
  name,
  kind,
  area: room,
  abilities: ["onoff"],
  exposed: true,
});

const language = createLanguage();
const states = new Map([devices, timer, reminder, other, stop, radio].map((state) => [state.name, state]));
for (const state of states.values()) language.setSkill(state);
language.setPlaces({
  areas: [
    { id: "kitchen", name: "Kitchen", aliases: ["Küche"] },
    { id: "bedroom", name: "Bedroom", aliases: ["Schlafzimmer"] },
  ],
  devices: [
    light("lamp", "Desk Lamp", "bedroom"),
    light("stehlampe", "Stehlampe", "bedroom"),
    light("tv", "TV", "bedroom", "media"),
    light("door", "Front Door", "kitchen", "lock"),
    light("back", "Back Door", "kitchen", "lock"),
  ],
});

/** Reads in one language, in no room. */
export function readerOf(tongue = "en"): Reader {
  const lexicon = {
    match: (said: string, spoken: string) => language.match(said, spoken),
    skill: (name: string) => states.get(name),
  };
  return createReader({ lexicon, language: tongue, skills: {}, area: "" });
}

/** As one line: `devices/switch desk lamp on`. */
export const shortly = ({ skill: name, intent, slots }: Meaning): string =>
  [
    `${name}/${intent}`,
    ...Object.keys(slots)
      .sort()
      .map((slot) => String(slots[slot])),
  ].join(" ");
