/** What authors of skills and plugins may use in tests, imported as "hearsay/testing". */
export { type IntentSubject, intentChecks } from "../conformance/intent.ts";
export { type Asking, type AskingSubject, questionChecks } from "../conformance/questions.ts";
export { type RemoteSubject, remoteChecks } from "../conformance/remote.ts";
export { type SkillSubject, skillChecks } from "../conformance/skill.ts";
export { type SttSubject, sttChecks } from "../conformance/stt.ts";
export { type Check, describeSuite, expectBroken } from "../conformance/suite.ts";
export { type ThinkScript, type ThinkSubject, thinkChecks } from "../conformance/think.ts";
export { type ToolSubject, toolChecks } from "../conformance/tool.ts";
export { type TtsTexts, ttsChecks, ttsChecksWith } from "../conformance/tts.ts";
export { understoodChecks } from "../conformance/understood.ts";
export { type VadSubject, vadChecks } from "../conformance/vad.ts";
export { type WakeSubject, wakeChecks } from "../conformance/wake.ts";
export { busFor, type TestBus } from "./bus-for.ts";
export { collect, framesOf, join16, noise, silence, streamOf } from "./clips.ts";
export { type Hosted, hostFor } from "./host.ts";
export {
  type Heard,
  type HouseOptions,
  houseFor,
  type Said,
  type TestHouse,
  type WordsByLanguage,
} from "./house-for.ts";
export { openListener } from "./listen.ts";
export { testLog } from "./log.ts";
export {
  ndjson,
  type RemoteServer,
  type Reply,
  type Request,
  remoteServer,
  type Script,
  type Step,
  sse,
} from "./remote.ts";
export { tempFolder, waitFor } from "./small.ts";
export { type Spoken, speakAll } from "./spoken.ts";
