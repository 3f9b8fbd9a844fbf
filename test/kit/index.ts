/** The front door of the test kit, imported as "hearsay/testing": what tests of skills and plugins need. */
export type { TestBus } from "./bus-for.ts";
export { busFor } from "./bus-for.ts";
export { collect, framesOf, join16, noise, silence, streamOf } from "./clips.ts";
export type { Hosted } from "./host.ts";
export { hostFor } from "./host.ts";
export type { Heard, HouseOptions, TestHouse, WordsByLanguage } from "./house-for.ts";
export { houseFor } from "./house-for.ts";
export type { Spoken } from "./spoken.ts";
export { speakAll } from "./spoken.ts";
