/** Keeps mqtt-packet from holding a buffer for every number of two bytes, 8 MB in each process that is on the bus. */
import { writeToStream } from "mqtt-packet";

/** Call it before the first packet is written. */
export function keepNoNumbers(): void {
  writeToStream.cacheNumbers = false;
}
