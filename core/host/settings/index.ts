/** The settings' front door. */
export type { Env, Settings, SettingsFrom } from "./load.ts";
export { loadSettings } from "./load.ts";
export { nearest } from "./nearest.ts";
export type { Secret } from "./secret.ts";
export { isSecret, secretOf } from "./secret.ts";
export type { SettingsChange } from "./watch.ts";
export { changeOf, watchSettings } from "./watch.ts";
