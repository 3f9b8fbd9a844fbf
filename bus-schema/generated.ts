// Written by bus-schema/build.ts; do not edit.

/**
 * A UUIDv7 (RFC 9562), or another short unique word.
 */
export type Id = string;
/**
 * Milliseconds since 1970-01-01T00:00:00Z, taken when it happened.
 */
export type Time = number;
/**
 * The name of a room or satellite.
 */
export type Site = string;
/**
 * A name that can stand in a topic: a plugin, a provider instance, a persona, a client.
 */
export type Name = string;
/**
 * A BCP-47 language tag, such as en or de-AT.
 */
export type Language = string;
/**
 * What somebody said or will hear. Private.
 */
export type Words = string;
/**
 * The number that the frames of one stretch of audio carry.
 */
export type Stream = number;
export type Outcome = "done" | "missed" | "failed" | "cancelled";
/**
 * What a language model calls a tool.
 */
export type ToolName = string;

export interface Said {
  messages: Messages;
  answers: Answers;
}
export interface Messages {
  "alarm/change": AlarmChange;
  "alarm/changed": AlarmChanged;
  "alarm/clear": AlarmClear;
  "alarm/rang": AlarmRang;
  "alarm/set": AlarmSet;
  "alarm/stop": AlarmStop;
  "announce/finished": AnnounceFinished;
  "announce/start": AnnounceStart;
  "announce/stop": AnnounceStop;
  answer: Answer;
  "audio/played": AudioPlayed;
  "audio/started": AudioStarted;
  "audio/stopped": AudioStopped;
  "barge/judged": BargeJudged;
  "client/state": ClientState;
  "clock/ask": ClockAsk;
  "device/changed": DeviceChanged;
  "device/command": DeviceCommand;
  "devices/listed": DevicesListed;
  fault: Fault;
  "grammar/state": GrammarState;
  "history/forget": HistoryForget;
  "history/list": HistoryList;
  "history/show": HistoryShow;
  "hub/state": HubState;
  "intent/guess": IntentGuess;
  "intent/matched": IntentMatched;
  "intent/missed": IntentMissed;
  "job/begun": JobBegun;
  "job/cancel": JobCancel;
  "job/done": JobDone;
  "job/failed": JobFailed;
  "listen/start": ListenStart;
  "listen/stop": ListenStop;
  "memory/forget": MemoryForget;
  "memory/keep": MemoryKeep;
  "memory/list": MemoryList;
  "persona/assigned": PersonaAssigned;
  "persona/state": PersonaState;
  "persona/use": PersonaUse;
  "plugin/disable": PluginDisable;
  "plugin/enable": PluginEnable;
  "plugin/reload": PluginReload;
  "plugin/state": PluginState;
  "provider/order": ProviderOrder;
  "provider/state": ProviderState;
  "provider/stats": ProviderStats;
  "provider/tally": ProviderTally;
  "provider/use": ProviderUse;
  "question/ask": QuestionAsk;
  "reply/clause": ReplyClause;
  "reply/duck": ReplyDuck;
  "reply/finished": ReplyFinished;
  "reply/hold": ReplyHold;
  "reply/say": ReplySay;
  "reply/started": ReplyStarted;
  "session/move": SessionMove;
  "session/state": SessionState;
  "settings/changed": SettingsChanged;
  "site/configure": SiteConfigure;
  "site/state": SiteState;
  "skill/finished": SkillFinished;
  "skill/run": SkillRun;
  "skill/state": SkillState;
  "speech/ended": SpeechEnded;
  "speech/paused": SpeechPaused;
  "speech/started": SpeechStarted;
  "stt/flush": SttFlush;
  "stt/heard": SttHeard;
  "stt/start": SttStart;
  "stt/stop": SttStop;
  "think/called": ThinkCalled;
  "think/said": ThinkSaid;
  "think/start": ThinkStart;
  "think/used": ThinkUsed;
  "tool/run": ToolRun;
  "tool/state": ToolState;
  "trace/list": TraceList;
  "trace/show": TraceShow;
  "transcript/final": TranscriptFinal;
  "transcript/partial": TranscriptPartial;
  "tts/spoken": TtsSpoken;
  "tts/start": TtsStart;
  "tts/text": TtsText;
  "turn/asked": TurnAsked;
  "turn/finished": TurnFinished;
  "turn/recent": TurnRecent;
  "turn/started": TurnStarted;
  "turn/traced": TurnTraced;
  "utterance/handle": UtteranceHandle;
  "vad/watch": VadWatch;
  "voice/add": VoiceAdd;
  "voice/cache": VoiceCache;
  "voice/forget": VoiceForget;
  "voice/keep": VoiceKeep;
  "voice/sample": VoiceSample;
  "voice/state": VoiceState;
  "wake/heard": WakeHeard;
  "wake/refused": WakeRefused;
  "wake/watch": WakeWatch;
  "wake/yielded": WakeYielded;
}
/**
 * Changes one alarm: its time, its length, pauses it, lets it run on, or leaves out its next ring.
 */
export interface AlarmChange {
  alarm: Id;
  at?: Time;
  /**
   * ms more, or less; what would be over then rings now.
   */
  by?: number;
  /**
   * ms, for timers: what it is known by.
   */
  length?: number;
  paused?: boolean;
  repeat?: Recurrence;
  /**
   * Leaves out the next ring of one that recurs.
   */
  skip?: true;
}
/**
 * How something rings again.
 */
export interface Recurrence {
  unit: "minute" | "hour" | "day" | "week" | "month" | "year";
  /**
   * Each such unit, each second one (2), and so on.
   */
  every: number;
  /**
   * Of weeks: 1 Monday to 7 Sunday.
   *
   * @minItems 1
   * @maxItems 7
   */
  days?:
    | [number]
    | [number, number]
    | [number, number, number]
    | [number, number, number, number]
    | [number, number, number, number, number]
    | [number, number, number, number, number, number]
    | [number, number, number, number, number, number, number];
  /**
   * Of months and years; a shorter month has it on its last day.
   */
  date?: number;
  /**
   * Of years.
   */
  month?: number;
  /**
   * The part of the day, where one was said.
   */
  part?: "morning" | "noon" | "afternoon" | "evening" | "night";
  /**
   * By the clock of the time zone.
   */
  hour: number;
  minute: number;
  /**
   * IANA name: seven o'clock stays seven when the clocks are changed.
   */
  timeZone: string;
}
/**
 * An alarm that is set, paused or rings.
 */
export interface AlarmChanged {
  name: string;
  kind: "timer" | "alarm" | "reminder";
  at: Time;
  site: Site;
  skill: Name;
  phase: "set" | "paused" | "ringing";
  /**
   * ms, for timers.
   */
  length?: number;
  bootId: Id;
  /**
   * ms that are left, while it is paused.
   */
  left?: number;
  repeat?: Recurrence;
}
/**
 * Takes alarms back: one by id, or those with a name, of a site, of a kind.
 */
export interface AlarmClear {
  alarm?: Id;
  name?: string;
  site?: Site;
  skill?: Name;
  kind?: "timer" | "alarm" | "reminder";
}
/**
 * A timer, alarm or reminder rings here.
 */
export interface AlarmRang {
  alarm: Id;
  name: string;
  kind: "timer" | "alarm" | "reminder";
}
/**
 * Sets a timer, alarm or reminder; it survives a restart.
 */
export interface AlarmSet {
  name: string;
  kind: "timer" | "alarm" | "reminder";
  at?: Time;
  /**
   * ms from now.
   */
  after?: number;
  site: Site;
  skill: Name;
  language: Language;
  data: Slots;
  repeat?: Recurrence;
  /**
   * ms for which it rings again and again until it is silenced; absent: until it was heard once.
   */
  ringFor?: number;
}
/**
 * Slot values by slot name.
 */
export interface Slots {
  [k: string]: string | number | boolean | unknown[] | {};
}
/**
 * Silences what rings here; where nothing does, what rings elsewhere.
 */
export interface AlarmStop {
  alarm?: Id;
}
/**
 * An announcement is over in every room.
 */
export interface AnnounceFinished {
  announcement: Id;
  /**
   * Played there to its end.
   */
  heardBy: Site[];
  /**
   * Not played there: offline, quiet, busy for too long, or the voice failed.
   */
  missedBy: Site[];
  /**
   * Somebody there said so.
   */
  acknowledgedBy: Site[];
  /**
   * Cut by somebody there, or by announce/stop.
   */
  stoppedBy?: Site[];
}
/**
 * Says something in several rooms at one instant.
 */
export interface AnnounceStart {
  text: Words;
  language?: Language;
  voice?: string;
  /**
   * Absent: all rooms with a loudspeaker.
   *
   * @maxItems 256
   */
  sites?: Site[];
  /**
   * Rooms that are left out.
   *
   * @maxItems 256
   */
  except?: Site[];
  /**
   * Two tones before it; default: true.
   */
  chime?: boolean;
  /**
   * Each room is asked to say that it heard.
   */
  acknowledge?: boolean;
  /**
   * Cuts what is being said, and is loud in quiet hours too.
   */
  urgent?: boolean;
}
/**
 * Ends an announcement everywhere.
 */
export interface AnnounceStop {
  announcement?: Id;
}
/**
 * The answer to a command that asked for one; the envelope's cause is the id of the question.
 */
export interface Answer {
  /**
   * False: problem says why.
   */
  ok: boolean;
  /**
   * What the kind's x-bus.answer describes.
   */
  result?: {
    [k: string]: unknown;
  };
  problem?: Problem;
}
/**
 * What went wrong, and what to do.
 */
export interface Problem {
  /**
   * One of docs/faults.md.
   */
  code: string;
  message: string;
  /**
   * What to do about it.
   */
  remedy?: string;
  retryable?: boolean;
  /**
   * ms until the same may succeed there.
   */
  retryAfter?: number;
}
/**
 * How much of a stream has left the loudspeaker.
 */
export interface AudioPlayed {
  stream: Stream;
  /**
   * ms of audio played.
   */
  position: number;
  /**
   * Nothing of it is left to play.
   */
  ended: boolean;
}
/**
 * A stretch of audio begins.
 */
export interface AudioStarted {
  stream: Stream;
  /**
   * in: from the microphone; out: to the speaker.
   */
  direction: "in" | "out";
  format: Format;
  playAt?: Time;
  /**
   * Amplitude, 0 to 1, beside the room's volume; default 1.
   */
  gain?: number;
}
/**
 * How audio is coded; pcm is signed 16-bit little-endian.
 */
export interface Format {
  codec: "pcm" | "opus";
  /**
   * Hz.
   */
  rate: number;
  channels: number;
}
/**
 * A stretch of audio ended.
 */
export interface AudioStopped {
  stream: Stream;
  /**
   * in or out.
   */
  direction: "in" | "out";
  /**
   * How many were sent.
   */
  frames: number;
  /**
   * How many of them were missed.
   */
  lost: number;
}
/**
 * Something sounded while the house spoke, and what it was taken for.
 */
export interface BargeJudged {
  stream: Stream;
  /**
   * Whether the answer was cut, or went on.
   */
  verdict: "cut" | "kept";
  /**
   * A word that stops, other words, a listener's murmur, the house's own voice, a sound without words, too short to look at, or the answer was over before it was known.
   */
  why: "stop" | "words" | "backchannel" | "echo" | "noise" | "short" | "over";
  heardAt: Time;
  /**
   * ms that the answer was silent for it.
   */
  held: number;
}
/**
 * One connection to the bus; its last will takes all its providers with it.
 */
export interface ClientState {
  /**
   * False in the last will.
   */
  online: boolean;
  bootId: Id;
}
/**
 * What time is it at the hub? Asked in short bursts by satellites that set their clocks by it (RFC 5905's four times).
 */
export interface ClockAsk {}
/**
 * How a device is now.
 */
export interface DeviceChanged {
  /**
   * on, off; open, opening, closed, closing; locked, unlocked, jammed; cleaning, paused, returning, docked; playing, paused, idle; a climate's mode; a sensor's value; unavailable when it does not answer.
   */
  state: string;
  /**
   * Of 0 to 100: brightness, position, speed, volume, battery; color, kelvin; temperature (wanted), current, humidity, unit; muted, title, artist, query; error.
   */
  attributes: {
    [k: string]: unknown;
  };
  bootId: Id;
}
/**
 * Asks a bridge to do something with a device, or with all devices of a kind in an area.
 */
export interface DeviceCommand {
  device?: Id;
  area?: Id;
  kind?: string;
  action:
    | "on"
    | "off"
    | "toggle"
    | "set"
    | "open"
    | "close"
    | "stop"
    | "lock"
    | "unlock"
    | "activate"
    | "start"
    | "pause"
    | "dock"
    | "play"
    | "next"
    | "previous"
    | "mute"
    | "unmute";
  /**
   * For set, one or more of: brightness, position, speed, volume (0 to 100), color (a CSS colour name), kelvin, temperature (in the unit of its state), mode; for play: query, absent to go on; for start of a vacuum: area, absent for everywhere.
   */
  values: {
    [k: string]: unknown;
  };
}
/**
 * The things of the house that can be asked for.
 */
export interface DevicesListed {
  areas: {
    id: Id;
    name: string;
    aliases?: string[];
    floor?: Id;
  }[];
  floors: {
    id: Id;
    name: string;
    aliases?: string[];
  }[];
  devices: {
    id: Id;
    name: string;
    aliases?: string[];
    /**
     * light, switch, cover, climate, lock, scene, script, vacuum, fan, media_player, sensor, binary_sensor, and so on: the domains of Home Assistant.
     */
    kind: string;
    /**
     * What it is of its kind: window, door, garage, blind, curtain, outlet, temperature, humidity, battery, running, and so on: the device classes of Home Assistant.
     */
    class?: string;
    area?: Id;
    /**
     * onoff, brightness, color, colortemp, openclose, position, lock, temperature, mode, speed, activate, clean, media, volume; empty for what can only be asked.
     */
    abilities: string[];
    exposed: boolean;
  }[];
  bootId: Id;
}
/**
 * Something went wrong somewhere.
 */
export interface Fault {
  /**
   * One of docs/faults.md.
   */
  code: string;
  message: string;
  remedy?: string;
  plugin?: string;
  kind?: string;
  path?: string;
  /**
   * How often since it was last said.
   */
  count: number;
}
/**
 * What the house can be asked in one language, as automata over characters; recognisers walk them.
 */
export interface GrammarState {
  language: Language;
  /**
   * The net of whole sentences that hold no free text.
   */
  start: number;
  /**
   * The net of sentences with free text in them.
   */
  open?: number;
  /**
   * @maxItems 10000
   */
  nets: {
    /**
     * States in which it is complete; it begins in state 0.
     */
    ends: number[];
    /**
     * From, to, by; from, to, by; …: by is a text, the index of a later net, or -1 for any one character.
     */
    edges: (number | string)[];
  }[];
  /**
   * What is never taken for one another: of each entry, lists of words with blanks between, such as on and off.
   */
  apart: string[][];
  bootId: Id;
}
/**
 * Forgets turns for good: those that fit all that is given; without anything else `all` must be true.
 */
export interface HistoryForget {
  turn?: Id;
  site?: Site;
  person?: Name;
  since?: Time;
  before?: Time;
  /**
   * Every turn of the house.
   */
  all?: boolean;
}
/**
 * Lists the turns that the house keeps, newest first.
 */
export interface HistoryList {
  site?: Site;
  person?: Name;
  since?: Time;
  before?: Time;
  /**
   * At most so many; default 20.
   */
  limit?: number;
}
/**
 * Gives one turn that the house keeps.
 */
export interface HistoryShow {
  turn: Id;
}
/**
 * The hub itself.
 */
export interface HubState {
  version: string;
  root: string;
  started: Time;
  /**
   * False in the last will.
   */
  online: boolean;
  bootId: Id;
}
/**
 * Asks a provider of `intent` which known sentences mean about the same as words that fit none.
 */
export interface IntentGuess {
  text: Words;
  language: Language;
}
/**
 * What the words mean.
 */
export interface IntentMatched {
  skill: Name;
  intent: Name;
  slots: Slots;
  /**
   * 0 to 1.
   */
  score: number;
  /**
   * What found it.
   */
  by: "sentences" | "nearest" | "embeddings" | "thinker" | "bridge";
  text?: Words;
  sentence?: Words;
}
/**
 * No skill knows these words.
 */
export interface IntentMissed {
  text: Words;
  reason: "unknown" | "empty" | "refused";
}
/**
 * A skill is about to run: from now on it may have had an effect. A job that never said so can be given to another.
 */
export interface JobBegun {
  job: Id;
}
/**
 * Ends a job.
 */
export interface JobCancel {
  job: Id;
  reason: string;
}
/**
 * A job ended by itself; nothing more of it will come.
 */
export interface JobDone {
  job: Id;
  /**
   * What it did can be taken back, with a skill/run that names it as `undoes`.
   */
  undo?: boolean;
}
/**
 * A job broke.
 */
export interface JobFailed {
  job: Id;
  problem: Problem;
}
/**
 * Opens the ear of a room without a wake word.
 */
export interface ListenStart {
  /**
   * Why.
   */
  reason: "wake" | "button" | "followUp" | "remote";
  persona?: Name;
  /**
   * How long a pause ends a turn.
   */
  patience?: "eager" | "normal" | "patient";
  stream?: Stream;
  language?: Language;
  person?: Name;
}
/**
 * Ends listening in a room.
 */
export interface ListenStop {
  /**
   * done: take what was heard; cancel: forget it.
   */
  reason: "done" | "cancel";
}
/**
 * Forgets facts about a person: one, or all of them with the summaries of what was talked of.
 */
export interface MemoryForget {
  person?: Name;
  id?: Id;
  site?: Site;
  /**
   * Every fact about this person.
   */
  all?: boolean;
}
/**
 * Keeps a fact about a person, as the persona's memory allows.
 */
export interface MemoryKeep {
  text: Words;
  person?: Name;
  persona?: Name;
  language: Language;
  /**
   * told: somebody asked for it; noted: a language model did.
   */
  origin: "told" | "noted";
  turn?: Id;
}
/**
 * Lists what is known about a person, told last first.
 */
export interface MemoryList {
  person?: Name;
}
/**
 * Tells which persona was given to whom.
 */
export interface PersonaAssigned {}
/**
 * A persona, without its secrets.
 */
export interface PersonaState {
  name: Name;
  about: string;
  languages: Language[];
  wakeWords: string[];
  /**
   * Preferred recognisers, best first.
   */
  stt: {
    plugin: Name;
    languages?: Language[];
  }[];
  /**
   * Preferred voices, best first.
   */
  tts: {
    plugin: Name;
    languages?: Language[];
    voice?: string;
    emotion?: string;
    speed?: number;
  }[];
  skills: {
    allow?: string[];
    deny?: string[];
  };
  actions?: "words" | "tone";
  patience: "eager" | "normal" | "patient";
  bootId: Id;
  /**
   * Language models, best first.
   */
  think: {
    plugin: Name;
    languages?: Language[];
    model?: string;
    temperature?: number;
  }[];
  called: string;
  tools: string[];
  memory?: {
    turns: number;
    summary: boolean;
    facts: "never" | "told" | "noted";
  };
}
/**
 * Gives a persona to a room, to a person, or to the house; without a persona takes back what was given.
 */
export interface PersonaUse {
  persona?: Name;
  site?: Site;
  person?: Name;
  /**
   * Only for the conversation in this room, until it was quiet there for personas.idle.
   */
  talk?: boolean;
}
/**
 * Stops a plugin, and keeps it stopped.
 */
export interface PluginDisable {
  name: Name;
}
/**
 * Starts a plugin that was disabled, and keeps it so.
 */
export interface PluginEnable {
  name: Name;
}
/**
 * Loads a plugin or skill anew.
 */
export interface PluginReload {
  name: Name;
}
/**
 * A plugin or skill and how it does.
 */
export interface PluginState {
  phase: "fetching" | "starting" | "ready" | "failed" | "stopped";
  about: string;
  kind: "plugin" | "skill";
  version: string;
  /**
   * inline, or the name of a process.
   */
  placement: string;
  /**
   * Capabilities.
   */
  provides: string[];
  /**
   * Live provider instances.
   */
  instances: string[];
  /**
   * 0 to 1.
   */
  progress?: number;
  problem?: Problem;
  bootId: Id;
}
/**
 * Asks who would speak or listen now, best first.
 */
export interface ProviderOrder {
  capability: "tts" | "stt";
  language?: Language;
  persona?: Name;
  site?: Site;
}
/**
 * A capability somebody offers.
 */
export interface ProviderState {
  capability: "wake" | "vad" | "stt" | "tts" | "skill" | "intent" | "think" | "tool";
  plugin: Name;
  client: Name;
  version: string;
  /**
   * Empty: any.
   */
  languages: Language[];
  voices?: {
    name: string;
    language: Language;
    about?: string;
  }[];
  /**
   * Wake words.
   */
  words?: string[];
  /**
   * What else is worth knowing.
   */
  traits: {
    [k: string]: unknown;
  };
  licence: string;
  /**
   * Running now.
   */
  jobs: number;
  /**
   * At most at once.
   */
  limit: number;
  /**
   * Takes jobs.
   */
  ready: boolean;
  /**
   * Finishes what it has, takes nothing new.
   */
  draining: boolean;
  bootId: Id;
  /**
   * Of a voice: another one as soon as its settings, models or recordings change what it sounds like.
   */
  sound?: string;
}
/**
 * Asks what providers were asked and gave.
 */
export interface ProviderStats {
  capability?: "tts" | "stt" | "think";
  plugin?: Name;
  /**
   * So many single days besides today's and this month's sums.
   */
  days?: number;
}
/**
 * What a provider was asked and gave today and this month; told at most every five seconds.
 */
export interface ProviderTally {
  capability: "tts" | "stt" | "think";
  plugin: Name;
  today: Tally;
  month: Tally;
  quota?: Quota;
  health: "well" | "left alone" | "on trial" | "absent";
  bootId: Id;
}
/**
 * What a provider was asked and gave in a day or a month of UTC.
 */
export interface Tally {
  /**
   * Jobs it was given. One that is over is one of: success, cancelled, lost, a failure.
   */
  requests: number;
  /**
   * Jobs that it did.
   */
  success: number;
  /**
   * Jobs that nobody wanted any more.
   */
  cancelled: number;
  /**
   * Jobs ended because another provider that was asked beside it had sound first.
   */
  lost: number;
  /**
   * Of the requests: made because another provider was late.
   */
  hedges: number;
  /**
   * Of the requests: made again after a failure.
   */
  retries: number;
  /**
   * Jobs that failed, by the code of the fault.
   */
  failures: {
    [k: string]: number;
  };
  /**
   * Of the texts that were spoken.
   */
  characters: number;
  /**
   * s of sound that was made or heard.
   */
  seconds: number;
  /**
   * US dollars, by the price its settings name.
   */
  cost: number;
  /**
   * Clauses that were kept from before, and not asked for.
   */
  hits: number;
  /**
   * Tokens read.
   */
  input: number;
  /**
   * Tokens written.
   */
  output: number;
  /**
   * ms to the first sound or word, in half of the jobs at most.
   */
  p50?: number;
  /**
   * ms to the first sound or word, in 95 of 100 jobs at most.
   */
  p95?: number;
}
/**
 * What is free in a month, and what of it was used.
 */
export interface Quota {
  of: "character" | "second";
  /**
   * Free in a month.
   */
  amount: number;
  /**
   * Used in this one.
   */
  used: number;
}
/**
 * Puts a voice or a recogniser before all others, or, without a plugin, leaves the choice to the persona again. Kept over restarts; holds from the next clause on.
 */
export interface ProviderUse {
  capability: "tts" | "stt";
  plugin?: Name;
  /**
   * One of its voices.
   */
  voice?: string;
  language?: Language;
  persona?: Name;
  site?: Site;
}
/**
 * Asks whoever speaks in this turn, in its room, and waits for the answer. Said by skills, within the turn that the envelope names.
 */
export interface QuestionAsk {
  skill: Name;
  /**
   * What answers it: free words, yes or no, or one of its choices.
   */
  kind: "words" | "yesNo" | "choice";
  text: Words;
  again?: Words;
  language: Language;
  /**
   * ms in which the answer must begin, each time it is asked.
   */
  timeout: number;
  /**
   * How often it is asked again.
   */
  reprompts: number;
  /**
   * Words that are a command by themselves answer it too; for a question of the kind words.
   */
  anything?: boolean;
  /**
   * 1 to 64.
   */
  choices?: {
    id: string;
    /**
     * 1 to 16: what it may be called, the first when it is spoken of.
     */
    names: string[];
  }[];
}
/**
 * One clause of the answer.
 */
export interface ReplyClause {
  /**
   * From 0.
   */
  index: number;
  text: Words;
  /**
   * ms of audio before it.
   */
  position: number;
}
/**
 * Plays a stream more softly, since somebody may have begun to speak; with 1 as loud as before.
 */
export interface ReplyDuck {
  stream: Stream;
  /**
   * Of the amplitude, beside the room's volume.
   */
  gain: number;
}
/**
 * The answer is over.
 */
export interface ReplyFinished {
  text: Words;
  heard: Words;
  /**
   * Audio, s.
   */
  seconds: number;
  cut: "none" | "bargeIn" | "stop" | "fault";
  stream?: Stream;
}
/**
 * Pauses a stream where it is, or lets it go on from there; nothing of it is lost.
 */
export interface ReplyHold {
  stream: Stream;
  /**
   * False: it goes on.
   */
  hold: boolean;
}
/**
 * Says something in a room: within a turn, a part of its answer; else by itself.
 */
export interface ReplySay {
  text: Words;
  language?: Language;
  voice?: string;
  emotion?: string;
  /**
   * 1 is normal.
   */
  speed?: number;
  /**
   * Cuts what is being said.
   */
  interrupts?: boolean;
  /**
   * Says only that it was done: a persona may answer with a tone instead.
   */
  confirms?: boolean;
  persona?: Name;
}
/**
 * The answer begins to sound.
 */
export interface ReplyStarted {
  stream: Stream;
  voice: string;
  provider: Name;
  text?: Words;
}
/**
 * Lets the conversation of this room go on in another: what was said and done last, what was left of an answer that was cut, and an open ear. With its own room: the conversation that was last elsewhere comes here.
 */
export interface SessionMove {
  to: Site;
}
/**
 * What the dialog of this room is doing.
 */
export interface SessionState {
  phase: "idle" | "listening" | "thinking" | "speaking";
  turn?: Id;
  persona: Name;
  language: Language;
  bootId: Id;
  openUntil?: Time;
}
/**
 * Settings changed; never their values.
 */
export interface SettingsChanged {
  paths: string[];
}
/**
 * Changes a satellite's settings; what is left out stays.
 */
export interface SiteConfigure {
  /**
   * Microphone off.
   */
  muted?: boolean;
  /**
   * 0 to 1.
   */
  volume?: number;
  wakeWords?: string[];
  persona?: Name;
  /**
   * What its light shows.
   */
  light?: "off" | "listening" | "thinking" | "speaking" | "fault";
}
/**
 * A satellite of this room: what it has and whether it is there.
 */
export interface SiteState {
  /**
   * Spoken name of the room.
   */
  name: string;
  /**
   * False in the last will.
   */
  online: boolean;
  /**
   * It sends audio.
   */
  microphone: boolean;
  /**
   * It plays audio.
   */
  speaker: boolean;
  /**
   * Its microphone does not hear its speaker.
   */
  echoCancelled: boolean;
  /**
   * What it plays is heard by one person alone, and not by its microphone.
   */
  headphones?: boolean;
  /**
   * It detects wake words itself.
   */
  wakeOnDevice: boolean;
  /**
   * What it can play, best first.
   */
  formats: Format[];
  /**
   * The microphone is off.
   */
  muted: boolean;
  /**
   * 0 to 1.
   */
  volume: number;
  /**
   * Asked-for wake words; empty means the persona's.
   */
  wakeWords: string[];
  stream?: Stream;
  area?: string;
  floor?: string;
  persona?: Name;
  clock?: {
    /**
     * ms against the hub's clock.
     */
    offset: number;
    /**
     * Parts per million.
     */
    skew?: number;
  };
  bootId: Id;
  /**
   * It is here for one question only: nothing that nobody asked for here is said here.
   */
  passing?: boolean;
}
/**
 * A skill has done its part of a turn.
 */
export interface SkillFinished {
  skill: Name;
  intent: Name;
  outcome: Outcome;
  problem?: Problem;
}
/**
 * Runs one intent of a skill, or its alarm.
 */
export interface SkillRun {
  job: Id;
  site: Site;
  skill: Name;
  intent: Name;
  slots: Slots;
  text: Words;
  language: Language;
  persona: Name;
  /**
   * What the language pack of the sentence answers.
   */
  answer?: {
    /**
     * Absent: it has no answer to this.
     */
    template?: string;
    slots: Slots;
    /**
     * Templates of what is said when something fails, by the kind of failure.
     */
    errors: {
      [k: string]: string;
    };
    /**
     * Words for states, by list and state.
     */
    states: {
      [k: string]: {
        [k: string]: string;
      };
    };
  };
  lastReply?: Words;
  /**
   * ms the skill has.
   */
  deadline: number;
  undoes?: Id;
  person?: Name;
  unheard?: Words;
}
/**
 * What a skill can be asked: the sentences by language, as data.
 */
export interface SkillState {
  name: Name;
  about: string;
  instance: Name;
  /**
   * By intent name.
   */
  intents: {
    [k: string]: {
      about: string;
      /**
       * What a wrong guess would do harm; absent: low.
       */
      risk?: "none" | "low" | "high";
      /**
       * It only says that nothing fits: guesses come before it.
       */
      fallback?: boolean;
      /**
       * False: no tool for language models.
       */
      lend?: boolean;
      /**
       * It is about the talk itself: "it" and "again" mean what was done before it.
       */
      aside?: boolean;
      /**
       * Running it twice does no harm; absent: it may.
       */
      repeatable?: boolean;
      slots: {
        /**
         * The slot's kind and bounds.
         */
        [k: string]: {
          [k: string]: unknown;
        };
      };
    };
  };
  /**
   * What it tells was written by others, such as news or titles: a language model takes it for data of strangers.
   */
  outside?: boolean;
  /**
   * False: none of its intents is a tool for language models.
   */
  lend?: boolean;
  /**
   * Those of its intents that are asked for by language packs.
   */
  packs?: Name[];
  /**
   * Templates and lists by language.
   */
  languages: {
    [k: string]: {
      hear: {
        [k: string]: string[];
      };
      /**
       * Words by list and value.
       */
      lists: {
        [k: string]: unknown;
      };
      rules: {
        [k: string]: string;
      };
      /**
       * What a person could say.
       */
      examples: string[];
      /**
       * Whole sentences that it says word for word, to be spoken ahead.
       *
       * @maxItems 64
       */
      phrases?: string[];
    };
  };
  /**
   * ms an intent may take.
   */
  deadline: number;
  bootId: Id;
}
/**
 * The dialog takes the utterance as complete.
 */
export interface SpeechEnded {
  stream: Stream;
  /**
   * Why.
   */
  rule: "grammar" | "silence" | "limit" | "stop" | "none";
  /**
   * ms waited after the last voiced sound.
   */
  silence: number;
}
/**
 * The speaker has been silent for so long.
 */
export interface SpeechPaused {
  stream: Stream;
  /**
   * ms.
   */
  silence: number;
  heardAt: Time;
}
/**
 * Speech begins, or goes on after a pause.
 */
export interface SpeechStarted {
  stream: Stream;
  heardAt: Time;
}
/**
 * Decode what has been heard so far and go on listening.
 */
export interface SttFlush {
  job: Id;
}
/**
 * What a recogniser has understood.
 */
export interface SttHeard {
  job: Id;
  text: Words;
  /**
   * True: the last of the job.
   */
  final: boolean;
  language: Language;
  confidence?: number;
  heard?: Words;
  /**
   * What the text was found by: the words as they were heard, the nearest sentence to them, or listening along what can be asked.
   */
  by?: "free" | "nearest" | "grammar";
  /**
   * What else may have been said, likeliest first.
   */
  alternatives?: {
    text: Words;
    confidence?: number;
  }[];
}
/**
 * Opens a recognition; its audio comes as frames of the job.
 */
export interface SttStart {
  job: Id;
  site: Site;
  stream: Stream;
  language: Language;
  /**
   * What else may be spoken; the words say which one it was.
   *
   * @maxItems 32
   */
  languages?: Language[];
  /**
   * Words that are likely.
   */
  hints: string[];
}
/**
 * No more audio comes; say the final words.
 */
export interface SttStop {
  job: Id;
}
/**
 * A language model asks for a tool.
 */
export interface ThinkCalled {
  job: Id;
  call: ToolCall;
}
export interface ToolCall {
  id: string;
  name: ToolName;
  /**
   * As the model gave them.
   */
  arguments: {
    [k: string]: unknown;
  };
  /**
   * Why the arguments could not be read; then nothing is done.
   */
  wrong?: string;
}
/**
 * The next words of a language model.
 */
export interface ThinkSaid {
  job: Id;
  text: Words;
}
/**
 * Asks a language model how a talk goes on.
 */
export interface ThinkStart {
  job: Id;
  /**
   * The oldest first.
   *
   * @minItems 1
   * @maxItems 256
   */
  messages: [
    {
      role: "system" | "user" | "assistant" | "tool";
      text: string;
      /**
       * Of an assistant: what it asked for.
       *
       * @maxItems 32
       */
      calls?: ToolCall[];
      /**
       * Of a tool: the call that it answers.
       */
      call?: string;
      name?: ToolName;
    },
    ...{
      role: "system" | "user" | "assistant" | "tool";
      text: string;
      /**
       * Of an assistant: what it asked for.
       *
       * @maxItems 32
       */
      calls?: ToolCall[];
      /**
       * Of a tool: the call that it answers.
       */
      call?: string;
      name?: ToolName;
    }[]
  ];
  /**
   * @maxItems 256
   */
  tools: ToolSpec[];
  language: Language;
  /**
   * Absent: the one of the plugin's options.
   */
  model?: string;
  maxTokens: number;
  temperature?: number;
}
export interface ToolSpec {
  name: ToolName;
  about: string;
  /**
   * JSON Schema of its arguments.
   */
  parameters: {
    [k: string]: unknown;
  };
}
/**
 * What a job of a language model used, and why it ended.
 */
export interface ThinkUsed {
  job: Id;
  /**
   * Tokens.
   */
  input: number;
  /**
   * Tokens.
   */
  output: number;
  model: string;
  /**
   * US dollars, where known.
   */
  cost?: number;
  stop: "done" | "calls" | "length" | "refused";
}
/**
 * Runs a tool for a language model.
 */
export interface ToolRun {
  name: ToolName;
  /**
   * They fit the tool's schema.
   */
  arguments: {
    [k: string]: unknown;
  };
  site: Site;
  language: Language;
  person?: Name;
}
/**
 * The tools that somebody lends to language models.
 */
export interface ToolState {
  plugin: Name;
  /**
   * @maxItems 128
   */
  tools: {
    name: ToolName;
    about: string;
    parameters: {
      [k: string]: unknown;
    };
    risk: "none" | "low" | "high";
    /**
     * The server that has it, where the plugin speaks for several.
     */
    from?: string;
  }[];
  bootId: Id;
}
/**
 * Asks for the last turns and how long they took.
 */
export interface TraceList {
  site?: Site;
  /**
   * At most so many; default 20.
   */
  limit?: number;
}
/**
 * Asks for the trace of one turn.
 */
export interface TraceShow {
  turn?: Id;
  site?: Site;
}
/**
 * The words of one utterance, once the recogniser will not change them any more.
 */
export interface TranscriptFinal {
  text: Words;
  language: Language;
  provider: Name;
  /**
   * 0 to 1.
   */
  confidence?: number;
  /**
   * Characters that will not change.
   */
  stable?: number;
  speaker?: string;
  heard?: Words;
  /**
   * What the text was found by: the words as they were heard, the nearest sentence to them, or listening along what can be asked.
   */
  by?: "free" | "nearest" | "grammar";
}
/**
 * What has been understood so far.
 */
export interface TranscriptPartial {
  text: Words;
  language: Language;
  provider: Name;
  /**
   * 0 to 1.
   */
  confidence?: number;
  /**
   * Characters that will not change.
   */
  stable?: number;
  speaker?: string;
  heard?: Words;
  /**
   * What the text was found by: the words as they were heard, the nearest sentence to them, or listening along what can be asked.
   */
  by?: "free" | "nearest" | "grammar";
}
/**
 * A stretch of a synthesis has been sent to the room.
 */
export interface TtsSpoken {
  job: Id;
  text: Words;
  /**
   * ms of audio before it.
   */
  from: number;
  /**
   * ms of audio after it.
   */
  to: number;
  /**
   * All has been sent.
   */
  last: boolean;
  /**
   * Frames sent so far by this job.
   */
  frames: number;
}
/**
 * Opens a synthesis; its text comes in tts/text, its audio goes to the room.
 */
export interface TtsStart {
  job: Id;
  voice?: string;
  language: Language;
  emotion?: string;
  /**
   * 1 is normal.
   */
  speed?: number;
  /**
   * Where the audio goes, and in what form; without a site to whoever asked, as frames of the job.
   */
  to: {
    site?: Site;
    stream: Stream;
    format: Format;
    /**
     * Sequence number of the first frame; default 0.
     */
    sequence?: number;
  };
}
/**
 * More text of a synthesis.
 */
export interface TtsText {
  job: Id;
  text: Words;
  /**
   * Nothing follows.
   */
  last: boolean;
}
/**
 * A turn waits for an answer: the next words in its room, spoken or typed, are taken for it.
 */
export interface TurnAsked {
  /**
   * What answers it: free words, yes or no, or one of its choices.
   */
  kind: "words" | "yesNo" | "choice";
  text: Words;
  /**
   * How its choices are spoken of.
   */
  choices?: string[];
  until: Time;
}
/**
 * A turn is over.
 */
export interface TurnFinished {
  outcome: Outcome;
  timing: Timing;
  problem?: Problem;
  /**
   * The answer ended with a question: the next words in this room answer it, within 30 s.
   */
  expects?: "yesNo" | "words";
}
/**
 * Milliseconds by stage.
 */
export interface Timing {
  [k: string]: number;
}
/**
 * The last turns with words in a room: what was heard, how it was understood and what came of it.
 */
export interface TurnRecent {
  /**
   * At most 8, newest first.
   */
  turns: TurnRecord[];
  bootId: Id;
}
/**
 * One turn with words: what was heard, how it was understood and what came of it.
 */
export interface TurnRecord {
  turn: Id;
  at: Time;
  /**
   * What opened it.
   */
  reason: "wake" | "button" | "followUp" | "bargeIn" | "remote" | "text";
  persona?: Name;
  language: Language;
  text: Words;
  provider?: Name;
  outcome: Outcome;
  problem?: Problem;
  reply: Words;
  heard?: Words;
  /**
   * What was done, in order; at most 8.
   */
  parts: {
    text: Words;
    skill: Name;
    intent: Name;
    slots: Slots;
    /**
     * What found it.
     */
    by: "sentences" | "nearest" | "embeddings" | "thinker" | "bridge";
    /**
     * 0 to 1.
     */
    score: number;
    sentence?: Words;
    outcome: Outcome;
    problem?: Problem;
    /**
     * It was about the talk itself.
     */
    aside?: boolean;
  }[];
  /**
   * A language model was shown what others than the house wrote: its answer may hold their words.
   */
  outside?: boolean;
  /**
   * How the words were understood, in order; at most 12.
   */
  stages: {
    /**
     * answer: to a question that waited; whole: the sentence as it is; several: commands joined by and; again: with the last turn in mind; nearest: by its spelling; guess: by an intent provider.
     */
    stage: "answer" | "whole" | "several" | "again" | "nearest" | "guess" | "thinker";
    /**
     * taken: this one was done; weak: found something, but a later stage may know better; asked: the speaker was asked; refused: the speaker said no; late: no answer in time; absent: nobody offers it.
     */
    verdict: "taken" | "none" | "weak" | "asked" | "refused" | "late" | "absent" | "failed";
    ms: number;
    text?: Words;
    /**
     * At most 4, best first.
     */
    candidates?: {
      skill: Name;
      intent: Name;
      /**
       * 0 to 1.
       */
      score: number;
      sentence?: Words;
    }[];
  }[];
}
/**
 * A turn begins: one request and all it causes.
 */
export interface TurnStarted {
  /**
   * What opened it.
   */
  reason: "wake" | "button" | "followUp" | "bargeIn" | "remote" | "text" | "alarm" | "say";
  persona: Name;
  language: Language;
}
/**
 * Where the time of a turn went; said when it is over, also when it was cancelled.
 */
export interface TurnTraced {
  turn: Id;
  site: Site;
  /**
   * What opened it.
   */
  reason: "wake" | "button" | "followUp" | "bargeIn" | "remote" | "text" | "alarm" | "say";
  outcome: Outcome;
  /**
   * Of the fault, where there was one.
   */
  code?: string;
  from: Time;
  to: Time;
  /**
   * In the order of their begin.
   *
   * @maxItems 96
   */
  stages: TraceStage[];
  /**
   * Stages that were too many.
   */
  dropped: number;
}
/**
 * One stage of a turn, ms since 1970 by the hub's clock.
 */
export interface TraceStage {
  stage: string;
  from: Time;
  to?: Time;
  /**
   * How it went: a rule, a name, a number. Never what somebody said.
   */
  note?: string;
}
/**
 * Handles words as if they had been spoken here.
 */
export interface UtteranceHandle {
  text: Words;
  language?: Language;
  persona?: Name;
  /**
   * Also say the answer aloud; default true.
   */
  speak?: boolean;
  person?: Name;
}
/**
 * Says speech/started and speech/paused in the room of a turn; hears the frames sent to the job.
 */
export interface VadWatch {
  job: Id;
  site: Site;
  stream: Stream;
  /**
   * Silences to report, rising.
   *
   * Items: ms
   */
  pauses: number[];
}
/**
 * Announces the recording of a voice that cloning voices shall imitate; its frames go to the job of whoever answers.
 */
export interface VoiceAdd {
  job: Id;
  /**
   * What the voice is called.
   */
  name: string;
  language: Language;
  text: Words;
  about?: string;
  /**
   * Hz; mono, 16 bits.
   */
  rate: number;
  consent: {
    /**
     * Whose voice it is.
     */
    by: string;
    /**
     * What that person agreed to.
     */
    words: string;
  };
}
/**
 * How the sound of sentences that were spoken before is kept and used.
 */
export interface VoiceCache {
  /**
   * Clauses whose sound was there.
   */
  hits: number;
  /**
   * Clauses that had to be spoken.
   */
  misses: number;
  /**
   * Sounds given up for room, least recently used first.
   */
  evictions: number;
  /**
   * Sounds found damaged, and deleted.
   */
  damaged: number;
  /**
   * Sounds that could not be kept: the disk was full, or too many came at once.
   */
  dropped: number;
  /**
   * Of the sounds, those spoken ahead since the start.
   */
  ahead?: number;
  /**
   * Kept now.
   */
  sounds: number;
  /**
   * On disk now.
   */
  bytes: number;
  /**
   * Bytes at most; 0: nothing is kept.
   */
  limit: number;
  bootId: Id;
  /**
   * Of the hits, those that only the shared server had.
   */
  far?: number;
}
/**
 * Deletes the recording of a voice.
 */
export interface VoiceForget {
  /**
   * What the voice is called.
   */
  name: string;
}
/**
 * All frames of a recording were sent: it is judged, and kept where nothing of it is bad.
 */
export interface VoiceKeep {
  job: Id;
  samples: number;
  /**
   * SHA-256 of the samples as they are sent, in hexadecimal digits.
   */
  sha256: string;
  /**
   * Takes the place of one of the same name; default false.
   */
  replace?: boolean;
  /**
   * Judges it, and keeps nothing.
   */
  only?: "check";
}
/**
 * Asks for the recording of a voice; its frames are sent as those of a job to whoever asked, before the answer.
 */
export interface VoiceSample {
  /**
   * What the voice is called.
   */
  name: string;
  job: Id;
  /**
   * ms; a longer one is cut at its quietest place before that.
   */
  most?: number;
}
/**
 * A recorded voice that cloning voices may imitate.
 */
export interface VoiceState {
  language: Language;
  about?: string;
  seconds: number;
  score: number;
  /**
   * SHA-256 of the samples as they are sent, in hexadecimal digits.
   */
  sha256: string;
  consent: {
    by: string;
    at: Time;
  };
  bootId: Id;
}
/**
 * Somebody said a wake word.
 */
export interface WakeHeard {
  /**
   * The wake word.
   */
  word: string;
  /**
   * 0 to 1.
   */
  score: number;
  /**
   * Loudness of the word, dBFS.
   */
  level: number;
  /**
   * The room's noise floor, dBFS.
   */
  noise: number;
  heardAt: Time;
  stream: Stream;
  /**
   * What heard it.
   */
  model: string;
}
/**
 * Nobody listens here for a wake word, though the room wants it; said when that begins and when it ends.
 */
export interface WakeRefused {
  /**
   * False: somebody listens again.
   */
  deaf: boolean;
  problem?: Problem;
}
/**
 * Listens for wake words in the microphone of a room until cancelled; says wake/heard there.
 */
export interface WakeWatch {
  job: Id;
  site: Site;
  stream: Stream;
  /**
   * Empty: all it knows.
   */
  words: string[];
  /**
   * 0 to 1, default 0.5.
   */
  sensitivity: number;
}
/**
 * Another room answers the wake word that was heard here.
 */
export interface WakeYielded {
  to: Site;
  word: string;
}
export interface Answers {
  "alarm/change": AlarmChangeAnswer;
  "alarm/clear": AlarmClearAnswer;
  "alarm/set": AlarmSetAnswer;
  "announce/start": AnnounceStartAnswer;
  "clock/ask": ClockAskAnswer;
  "device/command": DeviceCommandAnswer;
  "history/forget": HistoryForgetAnswer;
  "history/list": HistoryListAnswer;
  "history/show": HistoryShowAnswer;
  "intent/guess": IntentGuessAnswer;
  "memory/forget": MemoryForgetAnswer;
  "memory/keep": MemoryKeepAnswer;
  "memory/list": MemoryListAnswer;
  "persona/assigned": PersonaAssignedAnswer;
  "persona/use": PersonaUseAnswer;
  "plugin/disable": PluginDisableAnswer;
  "plugin/enable": PluginEnableAnswer;
  "plugin/reload": PluginReloadAnswer;
  "provider/order": ProviderOrderAnswer;
  "provider/stats": ProviderStatsAnswer;
  "provider/use": ProviderUseAnswer;
  "question/ask": QuestionAskAnswer;
  "session/move": SessionMoveAnswer;
  "tool/run": ToolRunAnswer;
  "trace/list": TraceListAnswer;
  "trace/show": TraceShowAnswer;
  "utterance/handle": UtteranceHandleAnswer;
  "voice/add": VoiceAddAnswer;
  "voice/forget": VoiceForgetAnswer;
  "voice/keep": VoiceKeepAnswer;
  "voice/sample": VoiceSampleAnswer;
}
export interface AlarmChangeAnswer {
  /**
   * False: there is no such alarm.
   */
  changed: boolean;
  at?: Time;
  /**
   * ms, while it is paused.
   */
  left?: number;
}
export interface AlarmClearAnswer {
  /**
   * Ids.
   */
  cleared: string[];
}
export interface AlarmSetAnswer {
  alarm: Id;
  at: Time;
}
export interface AnnounceStartAnswer {
  announcement: Id;
  /**
   * Where it will be said.
   */
  sites: Site[];
  /**
   * Wanted, and cannot be heard now.
   */
  offline: Site[];
  /**
   * Left out, since it is quiet there at this hour.
   */
  quiet: Site[];
}
export interface ClockAskAnswer {
  received: Time;
  sent: Time;
}
export interface DeviceCommandAnswer {
  /**
   * Ids of the devices that changed or already were so.
   */
  changed: string[];
}
export interface HistoryForgetAnswer {
  /**
   * How many turns.
   */
  forgotten: number;
}
export interface HistoryListAnswer {
  turns: {
    site: Site;
    person?: Name;
    record: TurnRecord;
  }[];
  /**
   * There are older ones.
   */
  more: boolean;
}
export interface HistoryShowAnswer {
  site: Site;
  person?: Name;
  record: TurnRecord;
  /**
   * The file with what was heard, on the hub's disk.
   */
  audio?: string;
}
export interface IntentGuessAnswer {
  /**
   * Best first.
   */
  guesses: {
    skill: Name;
    intent: Name;
    sentence: Words;
    /**
     * 0 to 1: how sure.
     */
    score: number;
  }[];
}
export interface MemoryForgetAnswer {
  /**
   * What was forgotten.
   */
  facts: Fact[];
}
export interface Fact {
  id: Id;
  text: Words;
  language: Language;
  origin: "told" | "noted";
  turn?: Id;
  at: Time;
}
export interface MemoryKeepAnswer {
  kept: boolean;
  /**
   * Where it was not kept: the persona keeps none, none that nobody told it, or the text does not fit.
   */
  why?: "never" | "untold" | "long" | "empty";
  /**
   * It was known already.
   */
  known: boolean;
  /**
   * What had to go for it, oldest first.
   */
  dropped: Fact[];
}
export interface MemoryListAnswer {
  facts: Fact[];
}
export interface PersonaAssignedAnswer {
  /**
   * With neither a room nor a person: to the house.
   */
  given: {
    persona: Name;
    site?: Site;
    person?: Name;
    until?: Time;
  }[];
  /**
   * What satellites ask for themselves.
   */
  wished: {
    site: Site;
    persona: Name;
  }[];
  fallback: Name;
}
export interface PersonaUseAnswer {
  changed: boolean;
  persona: Name;
}
export interface PluginDisableAnswer {
  changed: boolean;
}
export interface PluginEnableAnswer {
  changed: boolean;
}
export interface PluginReloadAnswer {
  /**
   * ms without a ready provider.
   */
  outage: number;
  /**
   * ms.
   */
  took: number;
}
export interface ProviderOrderAnswer {
  language: Language;
  persona: Name;
  chosen?: {
    plugin?: Name;
    voice?: string;
  };
  providers: {
    plugin: Name;
    instance: Name;
    /**
     * Absent: its own choice.
     */
    voice?: string;
    /**
     * The persona names it; others stand in.
     */
    linked: boolean;
    /**
     * No quota: what is free this month is used up. Unfit: the voice that is named does not speak the language, its own choice may.
     */
    state: "ready" | "busy" | "left alone" | "no quota" | "unfit";
    voices?: {
      name: string;
      language: Language;
      about?: string;
    }[];
    languages?: Language[];
    remote?: boolean;
    licence?: string;
  }[];
}
export interface ProviderStatsAnswer {
  providers: {
    capability: "tts" | "stt" | "think";
    plugin: Name;
    today: Tally;
    month: Tally;
    quota?: Quota;
    /**
     * Left alone: it failed repeatedly. On trial: after that, one job at a time.
     */
    health: "well" | "left alone" | "on trial" | "absent";
    days?: {
      day: string;
      tally: Tally;
    }[];
  }[];
}
export interface ProviderUseAnswer {
  changed: boolean;
}
export interface QuestionAskAnswer {
  /**
   * silent: nothing that answers it was said, also after asking again; nevermind: it was declined, or another command was given in its place; gone: nobody is there to answer.
   */
  outcome: "answered" | "silent" | "nevermind" | "gone";
  text?: Words;
  /**
   * Of a question of yes or no.
   */
  yes?: boolean;
  /**
   * Id of the choice that was meant.
   */
  choice?: string;
}
export interface SessionMoveAnswer {
  /**
   * False: nobody can hear it there, or there is none.
   */
  moved: boolean;
  from?: Site;
  to?: Site;
}
export interface ToolRunAnswer {
  text: string;
  /**
   * It could not be done; the text says why.
   */
  failed?: boolean;
}
export interface TraceListAnswer {
  /**
   * Newest first.
   *
   * @maxItems 200
   */
  turns: {
    turn: Id;
    site: Site;
    /**
     * What opened it.
     */
    reason: "wake" | "button" | "followUp" | "bargeIn" | "remote" | "text" | "alarm" | "say";
    outcome: Outcome;
    /**
     * Of the fault, where there was one.
     */
    code?: string;
    from: Time;
    to: Time;
  }[];
}
export interface TraceShowAnswer {
  trace?: Trace;
}
/**
 * When each stage of one turn began and ended.
 */
export interface Trace {
  turn: Id;
  site: Site;
  /**
   * What opened it.
   */
  reason: "wake" | "button" | "followUp" | "bargeIn" | "remote" | "text" | "alarm" | "say";
  outcome: Outcome;
  /**
   * Of the fault, where there was one.
   */
  code?: string;
  from: Time;
  to: Time;
  /**
   * In the order of their begin.
   *
   * @maxItems 96
   */
  stages: TraceStage[];
  /**
   * Stages that were too many.
   */
  dropped: number;
}
export interface UtteranceHandleAnswer {
  turn: Id;
}
export interface VoiceAddAnswer {
  instance: Name;
}
export interface VoiceForgetAnswer {
  forgotten: boolean;
}
export interface VoiceKeepAnswer {
  kept: boolean;
  score: number;
  checks: {
    name: string;
    value: number;
    unit: string;
    verdict: "good" | "fair" | "bad";
    advice?: string;
  }[];
  /**
   * Cloning voices that are there now.
   */
  providers: {
    plugin: Name;
    /**
     * Whether its length suits them; cut: only the beginning is used.
     */
    verdict: "good" | "cut" | "short";
  }[];
}
export interface VoiceSampleAnswer {
  rate: number;
  samples: number;
  /**
   * SHA-256 of the samples as they are sent, in hexadecimal digits.
   */
  sha256: string;
  language: Language;
  text?: Words;
}

export const topics = {
  "alarm/change": {
    "topic": "hearsay/hub/alarm/change",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": true
  },
  "alarm/changed": {
    "topic": "hearsay/hub/alarm/changed/{alarm}",
    "class": "state",
    "qos": 1,
    "retain": true,
    "private": true,
    "answered": false
  },
  "alarm/clear": {
    "topic": "hearsay/hub/alarm/clear",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": true
  },
  "alarm/rang": {
    "topic": "hearsay/{site}/alarm/rang",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": false
  },
  "alarm/set": {
    "topic": "hearsay/hub/alarm/set",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": true
  },
  "alarm/stop": {
    "topic": "hearsay/{site}/alarm/stop",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "announce/finished": {
    "topic": "hearsay/hub/announce/finished",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "announce/start": {
    "topic": "hearsay/hub/announce/start",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": true
  },
  "announce/stop": {
    "topic": "hearsay/hub/announce/stop",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "answer": {
    "topic": "hearsay/@{instance}/answer",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "audio/played": {
    "topic": "hearsay/{site}/audio/played",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "audio/started": {
    "topic": "hearsay/{site}/audio/started",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "audio/stopped": {
    "topic": "hearsay/{site}/audio/stopped",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "barge/judged": {
    "topic": "hearsay/{site}/barge/judged",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "client/state": {
    "topic": "hearsay/hub/client/state/{client}",
    "class": "state",
    "qos": 1,
    "retain": true,
    "private": false,
    "answered": false
  },
  "clock/ask": {
    "topic": "hearsay/hub/clock/ask",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": true
  },
  "device/changed": {
    "topic": "hearsay/hub/device/changed/{device}",
    "class": "state",
    "qos": 1,
    "retain": true,
    "private": false,
    "answered": false
  },
  "device/command": {
    "topic": "hearsay/hub/device/command",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": true
  },
  "devices/listed": {
    "topic": "hearsay/hub/devices/listed/{source}",
    "class": "state",
    "qos": 1,
    "retain": true,
    "private": false,
    "answered": false
  },
  "fault": {
    "topic": "hearsay/hub/fault",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "grammar/state": {
    "topic": "hearsay/hub/grammar/state/{language}",
    "class": "state",
    "qos": 1,
    "retain": true,
    "private": false,
    "answered": false
  },
  "history/forget": {
    "topic": "hearsay/hub/history/forget",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": true
  },
  "history/list": {
    "topic": "hearsay/hub/history/list",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": true
  },
  "history/show": {
    "topic": "hearsay/hub/history/show",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": true
  },
  "hub/state": {
    "topic": "hearsay/hub/state",
    "class": "state",
    "qos": 1,
    "retain": true,
    "private": false,
    "answered": false
  },
  "intent/guess": {
    "topic": "hearsay/@{instance}/intent/guess",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": true
  },
  "intent/matched": {
    "topic": "hearsay/{site}/intent/matched",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": false
  },
  "intent/missed": {
    "topic": "hearsay/{site}/intent/missed",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": false
  },
  "job/begun": {
    "topic": "hearsay/@{instance}/job/begun",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "job/cancel": {
    "topic": "hearsay/@{instance}/job/cancel",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "job/done": {
    "topic": "hearsay/@{instance}/job/done",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "job/failed": {
    "topic": "hearsay/@{instance}/job/failed",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "listen/start": {
    "topic": "hearsay/{site}/listen/start",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "listen/stop": {
    "topic": "hearsay/{site}/listen/stop",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "memory/forget": {
    "topic": "hearsay/hub/memory/forget",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": true
  },
  "memory/keep": {
    "topic": "hearsay/hub/memory/keep",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": true
  },
  "memory/list": {
    "topic": "hearsay/hub/memory/list",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": true
  },
  "persona/assigned": {
    "topic": "hearsay/hub/persona/assigned",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": true
  },
  "persona/state": {
    "topic": "hearsay/hub/persona/state/{persona}",
    "class": "state",
    "qos": 1,
    "retain": true,
    "private": false,
    "answered": false
  },
  "persona/use": {
    "topic": "hearsay/hub/persona/use",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": true
  },
  "plugin/disable": {
    "topic": "hearsay/hub/plugin/disable",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": true
  },
  "plugin/enable": {
    "topic": "hearsay/hub/plugin/enable",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": true
  },
  "plugin/reload": {
    "topic": "hearsay/hub/plugin/reload",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": true
  },
  "plugin/state": {
    "topic": "hearsay/hub/plugin/state/{plugin}",
    "class": "state",
    "qos": 1,
    "retain": true,
    "private": false,
    "answered": false
  },
  "provider/order": {
    "topic": "hearsay/hub/provider/order",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": true
  },
  "provider/state": {
    "topic": "hearsay/hub/provider/state/{instance}",
    "class": "state",
    "qos": 1,
    "retain": true,
    "private": false,
    "answered": false
  },
  "provider/stats": {
    "topic": "hearsay/hub/provider/stats",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": true
  },
  "provider/tally": {
    "topic": "hearsay/hub/provider/tally/{provider}",
    "class": "state",
    "qos": 1,
    "retain": true,
    "private": false,
    "answered": false
  },
  "provider/use": {
    "topic": "hearsay/hub/provider/use",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": true
  },
  "question/ask": {
    "topic": "hearsay/{site}/question/ask",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": true
  },
  "reply/clause": {
    "topic": "hearsay/{site}/reply/clause",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": false
  },
  "reply/duck": {
    "topic": "hearsay/{site}/reply/duck",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "reply/finished": {
    "topic": "hearsay/{site}/reply/finished",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": false
  },
  "reply/hold": {
    "topic": "hearsay/{site}/reply/hold",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "reply/say": {
    "topic": "hearsay/{site}/reply/say",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": false
  },
  "reply/started": {
    "topic": "hearsay/{site}/reply/started",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": false
  },
  "session/move": {
    "topic": "hearsay/{site}/session/move",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": true
  },
  "session/state": {
    "topic": "hearsay/{site}/session/state",
    "class": "state",
    "qos": 1,
    "retain": true,
    "private": false,
    "answered": false
  },
  "settings/changed": {
    "topic": "hearsay/hub/settings/changed",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "site/configure": {
    "topic": "hearsay/{site}/site/configure",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "site/state": {
    "topic": "hearsay/{site}/site/state",
    "class": "state",
    "qos": 1,
    "retain": true,
    "private": false,
    "answered": false
  },
  "skill/finished": {
    "topic": "hearsay/{site}/skill/finished",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "skill/run": {
    "topic": "hearsay/@{instance}/skill/run",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": false
  },
  "skill/state": {
    "topic": "hearsay/hub/skill/state/{skill}",
    "class": "state",
    "qos": 1,
    "retain": true,
    "private": false,
    "answered": false
  },
  "speech/ended": {
    "topic": "hearsay/{site}/speech/ended",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "speech/paused": {
    "topic": "hearsay/{site}/speech/paused",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "speech/started": {
    "topic": "hearsay/{site}/speech/started",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "stt/flush": {
    "topic": "hearsay/@{instance}/stt/flush",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "stt/heard": {
    "topic": "hearsay/@{instance}/stt/heard",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": false
  },
  "stt/start": {
    "topic": "hearsay/@{instance}/stt/start",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "stt/stop": {
    "topic": "hearsay/@{instance}/stt/stop",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "think/called": {
    "topic": "hearsay/@{instance}/think/called",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": false
  },
  "think/said": {
    "topic": "hearsay/@{instance}/think/said",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": false
  },
  "think/start": {
    "topic": "hearsay/@{instance}/think/start",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": false
  },
  "think/used": {
    "topic": "hearsay/@{instance}/think/used",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "tool/run": {
    "topic": "hearsay/@{instance}/tool/run",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": true
  },
  "tool/state": {
    "topic": "hearsay/hub/tool/state/{instance}",
    "class": "state",
    "qos": 1,
    "retain": true,
    "private": false,
    "answered": false
  },
  "trace/list": {
    "topic": "hearsay/hub/trace/list",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": true
  },
  "trace/show": {
    "topic": "hearsay/hub/trace/show",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": true
  },
  "transcript/final": {
    "topic": "hearsay/{site}/transcript/final",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": false
  },
  "transcript/partial": {
    "topic": "hearsay/{site}/transcript/partial",
    "class": "fact",
    "qos": 0,
    "retain": false,
    "private": true,
    "answered": false
  },
  "tts/spoken": {
    "topic": "hearsay/@{instance}/tts/spoken",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": false
  },
  "tts/start": {
    "topic": "hearsay/@{instance}/tts/start",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "tts/text": {
    "topic": "hearsay/@{instance}/tts/text",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": false
  },
  "turn/asked": {
    "topic": "hearsay/{site}/turn/asked",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": false
  },
  "turn/finished": {
    "topic": "hearsay/{site}/turn/finished",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "turn/recent": {
    "topic": "hearsay/{site}/turn/recent",
    "class": "state",
    "qos": 1,
    "retain": true,
    "private": true,
    "answered": false
  },
  "turn/started": {
    "topic": "hearsay/{site}/turn/started",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "turn/traced": {
    "topic": "hearsay/{site}/turn/traced",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "utterance/handle": {
    "topic": "hearsay/{site}/utterance/handle",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": true
  },
  "vad/watch": {
    "topic": "hearsay/@{instance}/vad/watch",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "voice/add": {
    "topic": "hearsay/hub/voice/add",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": true
  },
  "voice/cache": {
    "topic": "hearsay/hub/voice/cache",
    "class": "state",
    "qos": 1,
    "retain": true,
    "private": false,
    "answered": false
  },
  "voice/forget": {
    "topic": "hearsay/hub/voice/forget",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": true
  },
  "voice/keep": {
    "topic": "hearsay/hub/voice/keep",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": true
  },
  "voice/sample": {
    "topic": "hearsay/hub/voice/sample",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": true,
    "answered": true
  },
  "voice/state": {
    "topic": "hearsay/hub/voice/state/{voice}",
    "class": "state",
    "qos": 1,
    "retain": true,
    "private": true,
    "answered": false
  },
  "wake/heard": {
    "topic": "hearsay/{site}/wake/heard",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "wake/refused": {
    "topic": "hearsay/{site}/wake/refused",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "wake/watch": {
    "topic": "hearsay/@{instance}/wake/watch",
    "class": "command",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  },
  "wake/yielded": {
    "topic": "hearsay/{site}/wake/yielded",
    "class": "fact",
    "qos": 1,
    "retain": false,
    "private": false,
    "answered": false
  }
} as const;
