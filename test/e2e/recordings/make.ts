/** Makes the recordings beside it anew: a whole hub with its models hears clips in real time while `hearsay record` writes. Run it with: node test/e2e/recordings/make.ts */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { connectBus } from "../../../core/bus/remote.ts";
import type { Bus } from "../../../core/contract/index.ts";
import { readRunFile } from "../../../core/host/runfile.ts";
import { askByText, askByWav } from "../../../core/satellite/ask.ts";
import { readClips, samplesOfClip } from "../../kit/clips.ts";
import { openHouse } from "../house.ts";

const here = import.meta.dirname;
const program = join(here, "../../../bin/hearsay.js");
const rate = 16_000;

/** In a house that has not yet said anything: skills vary their words from one answer to the next. */
async function recorded(name: string, act: (bus: Bus) => Promise<unknown>): Promise<void> {
  await using house = await openHouse();
  const facts = await readRunFile(house.data);
  if (!facts) throw new Error("The hub left no word of where it runs.");
  // A client like the others: what the hub's own code says does not come from outside.
  const link = { url: `mqtt://127.0.0.1:${facts.mqtt}`, username: "local", password: facts.token };
  await using bus = await connectBus({ ...link, by: "client/clips", client: "cli-clips" });
  const file = join(here, name);
  rmSync(file, { force: true });
  const child = spawn(process.execPath, [program, "record", file, "--data", house.data], {
    stdio: ["ignore", "inherit", "pipe"],
  });
  await once(child.stderr, "data");
  await act(bus);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  child.kill("SIGINT");
  await once(child, "exit");
}

/** With quiet after it for as long as a busy machine may need. */
function said(bus: Bus, site: string, clip: string, wake = false) {
  const spoken = samplesOfClip(readClips(), clip);
  const samples = new Int16Array(spoken.length + 12 * rate);
  samples.set(spoken);
  return askByWav({ bus, site, samples, rate, wake, fast: false });
}

await recorded("typed.jsonl", async (bus) => {
  const ask = (site: string, text: string) => askByText({ bus, site, text, speak: false });
  await ask("den", "turn on the kitchen light and set a timer for ten minutes");
  await Promise.all([ask("east", "what is two plus three"), ask("west", "turn off the kitchen light")]);
  await ask("den", "make it rain frogs");
});
await recorded("clips.jsonl", async (bus) => {
  await said(bus, "den", "command/home-18-turn-on-the-living-room-lamp.wav");
  await said(bus, "den", "command/home-08-set-a-timer-for-thirty-seconds.wav");
  await said(bus, "den", "command/home-19-alexa-turn-off-dining-room.wav", true);
});
