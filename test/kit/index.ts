/** What authors of skills and plugins may use in tests, imported as "hearsay/testing". */
export { skillChecks } from "../conformance/skill.ts";
export { sttChecks } from "../conformance/stt.ts";
export { type Check, describeSuite, expectBroken } from "../conformance/suite.ts";
export { ttsChecks } from "../conformance/tts.ts";
export { vadChecks } from "../conformance/vad.ts";
export { wakeChecks } from "../conformance/wake.ts";
export { busFor, type TestBus } from "./bus-for.ts";
export { type Framing, framesOf } from "./clips.ts";
export { type Hosted, hostFor } from "./host.ts";
export {
  type Heard,
  type HouseOptions,
  houseFor,
  type TestHouse,
  type WordsByLanguage,
} from "./house-for.ts";
export { collect, join16, noise, silence, streamOf } from "./listen.ts";
export { testLog } from "./log.ts";
export { tempFolder, waitFor } from "./small.ts";
export { speakAll } from "./spoken.ts";
