/** Puts a capability on the bus, so that a plugin's author writes no messages. */
import type { Capabilities, Capability } from "../../contract/index.ts";
import type { Served, ServeFacts } from "./desk.ts";
import { serveIntent } from "./intent.ts";
import { serveStt } from "./stt.ts";
import { serveThink } from "./think.ts";
import { serveTool } from "./tool.ts";
import { serveTts } from "./tts.ts";
import { serveVad } from "./vad.ts";
import { serveWake } from "./wake.ts";

export type { Served, ServeFacts } from "./desk.ts";

type Servable = Exclude<Capability, "skill">;
type Servers = { readonly [K in Servable]: (made: Capabilities[K], facts: ServeFacts) => Promise<Served> };
const servers: Servers = {
  wake: serveWake,
  vad: serveVad,
  stt: serveStt,
  tts: serveTts,
  intent: serveIntent,
  think: serveThink,
  tool: serveTool,
};

/** Serves anything but a skill, which brings its words along: see skill.ts. Resolves once it can be asked. */
export function serve<K extends Servable>(
  capability: K,
  made: Capabilities[K],
  facts: ServeFacts,
): Promise<Served> {
  return servers[capability](made, facts);
}
