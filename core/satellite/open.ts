/** Starts a satellite with the microphone and loudspeaker it was given, or with this machine's own. */
import type { Bus, Log, SatelliteOptions } from "../contract/index.ts";
import { type OpenDevices, openDevices } from "./devices/index.ts";
import type { Env } from "./devices/tools.ts";
import { type RunningSatellite, startSatellite } from "./satellite.ts";

export interface OpenFacts {
  readonly bus: Bus;
  readonly log: Log;
  /** Where programs for audio are looked for; default: the environment of this process. */
  readonly env?: Env;
}

export interface OpenedSatellite extends RunningSatellite {
  /** What plays and records, when the machine's own devices do. */
  readonly tool?: OpenDevices["tool"];
}

/** Rejects as `startSatellite`, and with AUDIO_DEVICE_MISSING. */
export async function openSatellite(options: SatelliteOptions, facts: OpenFacts): Promise<OpenedSatellite> {
  const { devices, ...rest } = options;
  const { bus, log } = facts;
  await using parts = new AsyncDisposableStack();
  const opened = devices && parts.use(await openDevices(devices, facts));
  const { microphone = rest.microphone, speaker = rest.speaker } = opened ?? {};
  const satellite = parts.use(
    await startSatellite({
      ...rest,
      bus,
      ...(microphone ? { microphone } : {}),
      ...(speaker ? { speaker } : {}),
      onFault: ({ code, message, remedy }) => log.warn(message, { code, remedy, site: rest.site }),
    }),
  );
  const kept = parts.move();
  return {
    ...(opened ? { tool: opened.tool } : {}),
    site: satellite.site,
    get state() {
      return satellite.state;
    },
    over: satellite.over,
    stats: satellite.stats,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
