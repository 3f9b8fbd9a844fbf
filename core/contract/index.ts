/** The front door, imported as "hearsay": everything a plugin or a skill may use; voices also "hearsay/voice", and those for services "hearsay/remote". */
export type { Answers, AskedKind, Kind, Messages, StateKind, Where } from "../../bus-schema/index.ts";
export type { AudioFormat, AudioFrame } from "./audio.ts";
export {
  durationOf,
  joined,
  levelStep,
  levelsOf,
  samplesOf,
  speechFormat,
  toFloats,
  toSamples,
} from "./audio.ts";
export type { AskOptions, AudioFilter, AudioWhere, Bus, Context, Message } from "./bus.ts";
export type {
  Capabilities,
  Capability,
  Flush,
  IntentGuess,
  IntentGuesser,
  SpeechPiece,
  SpeechToText,
  TextToSpeech,
  Thinker,
  ToolBox,
  Traits,
  Transcript,
  Voice,
  VoiceActivity,
  VoiceEvent,
  WakeDetector,
  WakeHit,
} from "./capabilities.ts";
export { askDevices, type Deed, perform } from "./device-deed.ts";
export { type DevicesMeant, type DeviceWish, deviceSlots, findDevices } from "./device-find.ts";
export type { Device } from "./device-kinds.ts";
export type { FaultCode, FaultFacts } from "./fault.ts";
export { asFault, Fault, faultCodes, faultOf, problemOf } from "./fault.ts";
export type { Limits, Link, Memory, Persona, ThinkLink, VoiceLink } from "./persona.ts";
export { areaHere, areasOf, nameOfPlace, plain, sitesAt } from "./place.ts";
export type { Plan, SaidWhen } from "./plan.ts";
export { momentSaid, planWhen } from "./plan.ts";
export type { Host, Needs, Plugin } from "./plugin.ts";
export { definePlugin } from "./plugin.ts";
export type { Choice, OpenQuestionOptions, QuestionOptions, Questions } from "./question.ts";
export type {
  AudioDevices,
  Captured,
  Microphone,
  Satellite,
  SatelliteOptions,
  Speaker,
} from "./satellite.ts";
export type { Intent, Risk, Skill, SkillWords } from "./skill.ts";
export { defineSkill } from "./skill.ts";
export type {
  AlarmChange,
  AlarmEntry,
  AlarmRequest,
  AnswerFacts,
  Facts,
  Fetched,
  FetchOptions,
  House,
  PersonaEntry,
  SkillContext,
  StateFacts,
  Undo,
  Undoing,
} from "./skill-context.ts";
export type { Filled, Slot, SlotKind, SlotKinds, Slots, SlotType } from "./slots.ts";
export { slot } from "./slots.ts";
export type {
  OfferedTool,
  ThinkMessage,
  ThinkRequest,
  Thought,
  ToolCall,
  ToolResult,
  ToolSpec,
} from "./think.ts";
export type { Log, Store, Values } from "./tools.ts";
export type { Here, Moment, PartOfDay, Recurrence, Repeat, Resolved, TimeOfDay } from "./when.ts";
export { nextOccurrence, resolveMoment, settleTime } from "./when.ts";
