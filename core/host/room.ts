/** A plugin's microphone and loudspeaker as a room on the bus, for as long as the plugin runs. */
import type { Bus, Fault, Satellite, SatelliteOptions } from "../contract/index.ts";
import { startSatellite } from "../satellite/satellite.ts";
import type { Scope } from "./scope.ts";

/** Faults: AUDIO_DEVICE_MISSING. */
export async function openRoom(
  options: SatelliteOptions,
  bus: Bus,
  scope: Scope,
  trouble: (fault: Fault) => void,
): Promise<Satellite> {
  const { devices: _devices, ...rest } = options;
  return scope.own(await startSatellite({ ...rest, bus, onFault: trouble }));
}
