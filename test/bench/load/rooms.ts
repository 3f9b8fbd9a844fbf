/** The other process of the load bench: satellites over MQTT, some of which speak when they are told to. */
import { connectBus, type RemoteBus } from "../../../core/bus/remote.ts";
import type { RunFacts } from "../../../core/host/runfile.ts";
import { startSatellite } from "../../../core/satellite/satellite.ts";
import { readClips, samplesOfClip } from "../../kit/clips.ts";
import { openRoom, type Room, type Spoken } from "./room.ts";

export type Order =
  | { readonly open: { readonly facts: RunFacts; readonly talkers: number; readonly manifest: string } }
  /** The clip that each of the first rooms says, all at the same time. */
  | { readonly say: readonly { readonly file: string; readonly end: number }[] }
  /** So many more that only listen, with an open microphone or a mute one. */
  | { readonly idle: { readonly count: number; readonly streaming: boolean } }
  | { readonly leave: true };
export type Told =
  | { readonly spoken: readonly Spoken[] }
  /** `refused`: of those that listen now, how many no wake-word detector hears. */
  | { readonly done: true; readonly refused: number }
  | { readonly problem: string };

const connections: RemoteBus[] = [];
const rooms: Room[] = [];
let idle = new AsyncDisposableStack();
let clips = readClips();
let hub: RunFacts | undefined;
let refused = 0;

/** Every satellite has a connection of its own, as it would have in a house. */
async function connect(site: string): Promise<RemoteBus> {
  if (!hub) throw new Error("No hub was named.");
  const { mqtt, token } = hub;
  return await connectBus({
    url: `mqtt://127.0.0.1:${mqtt}`,
    username: "local",
    password: token,
    by: `site/${site}`,
    client: `satellite-${site}`,
  });
}

async function open({ facts, talkers, manifest }: Extract<Order, { open: object }>["open"]): Promise<void> {
  hub = facts;
  clips = readClips(manifest);
  for (let index = 0; index < talkers; index++) {
    const bus = await connect(`talker${index}`);
    connections.push(bus);
    rooms.push(await openRoom(bus, `talker${index}`));
  }
}

/** A room in which nobody is: very soft noise, since nothing real is quite silent. */
async function* quiet(over: AbortSignal): AsyncGenerator<Int16Array> {
  const chunk = new Int16Array(1280);
  while (!over.aborted) {
    await new Promise((resolve) => setTimeout(resolve, 80));
    yield chunk.map(() => Math.round((Math.random() - 0.5) * 24));
  }
}

async function stayIdle(count: number, streaming: boolean): Promise<void> {
  const over = new AbortController();
  idle.defer(() => over.abort());
  for (let index = 0; index < count; index++) {
    const site = `idle${index}`;
    const bus = idle.use(await connect(site));
    const speaker = { play() {}, flush() {} };
    if (streaming) idle.use(await bus.on("wake/refused", { site }, () => void refused++));
    const microphone = streaming ? { microphone: quiet(over.signal) } : {};
    idle.use(await startSatellite({ bus, site, speaker, ...microphone }));
  }
}

async function obey(order: Order): Promise<Told> {
  if ("say" in order) {
    const said = order.say.map(({ file, end }, index) =>
      rooms[index]?.say(samplesOfClip(clips, file), file, end),
    );
    return { spoken: (await Promise.all(said)).filter((one) => one !== undefined) };
  }
  if ("open" in order) await open(order.open);
  if ("idle" in order) await stayIdle(order.idle.count, order.idle.streaming);
  if ("leave" in order) {
    await idle.disposeAsync();
    idle = new AsyncDisposableStack();
    refused = 0;
  }
  return { done: true, refused };
}

process.on("message", (order: Order) => {
  obey(order).then(
    (told) => process.send?.(told),
    (error: unknown) => process.send?.({ problem: String(error) }),
  );
});
process.once("disconnect", async () => {
  await idle.disposeAsync();
  for (const room of rooms) await room[Symbol.asyncDispose]();
  for (const bus of connections) await bus[Symbol.asyncDispose]();
  process.exit(0);
});
