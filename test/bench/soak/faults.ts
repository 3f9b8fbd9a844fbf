/** What goes wrong in the soak: each kind as it happens in houses, one at a time, chosen by chance. */
import { setTimeout as sleep } from "node:timers/promises";
import { connectAsync } from "mqtt";
import type { Bus } from "../../../core/contract/index.ts";
import { asFault } from "../../../core/contract/index.ts";
import type { SpawnedHub } from "../load/hub.ts";
import type { Wire } from "./proxy.ts";
import type { SoakRoom } from "./rooms.ts";

export interface Trouble {
  readonly hub: SpawnedHub;
  /** Of somebody who may do everything, and whose own link stays. */
  readonly bus: Bus;
  readonly wire: Wire;
  readonly rooms: readonly SoakRoom[];
  chance(): number;
  log(text: string): void;
}
type Kind = keyof typeof kinds;

const reloadable = ["clock", "timer", "devices", "tts-flite", "tts-piper", "vad-silero", "stt-moonshine"];
const switchable = ["stt-moonshine", "tts-piper", "vad-silero", "clock", "list"];
const pick = <T>({ chance }: Trouble, list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;

const kinds = {
  async killSpeech({ hub }: Trouble) {
    for (const pid of await hub.children()) process.kill(pid, "SIGKILL");
  },
  async cutLinks({ wire }: Trouble) {
    wire.cut();
  },
  async stall({ wire, chance }: Trouble) {
    wire.stall(500 + chance() * 3000);
  },
  async reload(trouble: Trouble) {
    await trouble.bus.ask("plugin/reload", {}, { name: pick(trouble, reloadable) }, { timeout: 30_000 });
  },
  async disable(trouble: Trouble) {
    const name = pick(trouble, switchable);
    try {
      await trouble.bus.ask("plugin/disable", {}, { name }, { timeout: 30_000 });
      await sleep(200 + trouble.chance() * 2000);
    } finally {
      await trouble.bus.ask("plugin/enable", {}, { name }, { timeout: 30_000 });
    }
  },
  async jumpClock(trouble: Trouble) {
    pick(trouble, trouble.rooms).jump((trouble.chance() - 0.5) * 20_000);
  },
  async garbage(trouble: Trouble) {
    const { mqtt, token } = trouble.hub.facts;
    const url = `mqtt://127.0.0.1:${mqtt}`;
    const client = await connectAsync(url, { username: "local", password: token });
    const noise = Buffer.from(Array.from({ length: 300 }, () => Math.floor(trouble.chance() * 256)));
    const { site } = pick(trouble, trouble.rooms);
    for (const topic of ["utterance/handle", "listen/start", "turn/started", "audio/in", "site/state"]) {
      for (const said of [noise, "{", "{}", "null", '{"id":"x","at":0,"by":"y","body":{"text":7}}']) {
        await client.publishAsync(`hearsay/${site}/${topic}`, said, { qos: topic === "audio/in" ? 0 : 1 });
      }
    }
    await client.endAsync();
  },
} as const;

/** Does one of them; what it could not do is told, since the house may just be without the part that would. */
export async function goWrong(trouble: Trouble, only?: Kind): Promise<Kind> {
  const kind = only ?? pick(trouble, Object.keys(kinds) as Kind[]);
  await kinds[kind](trouble).catch((thrown) => trouble.log(`${kind}: ${asFault(thrown).code}`));
  return kind;
}
