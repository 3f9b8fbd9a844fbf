/**
 * The third front door, imported as "hearsay/remote": what plugins share that speak to services outside the house.
 *
 * A service is described once, then asked; whatever goes wrong is a Fault with the service's own words and never the key:
 *
 *     const service = serviceOf({ name: "Acme", url, headers: { authorization: `Bearer ${key}` }, timeout, secrets: [key] });
 *     const answer = await service.ask("/speech", { json: { text }, signal });
 *     yield* speechOf(answer, { rate: 24_000, text });
 *
 * The options `url`, `key` and `timeout` come from `serviceOptions`; an ear uploads `fileOf(await recordingOf(audio, signal))`.
 */

export { clonesOf } from "./clones.ts";
export { type Refusal, reasonOf, refusalOf, remoteFault } from "./faults.ts";
export { type FetchFacts, faultBehind, fetchOf, statusOf, untilAborted } from "./fetch.ts";
export { withSamples } from "./own.ts";
export {
  bytesOf,
  eventsOf,
  jsonOf,
  linesOf,
  parsed,
  type ServerEvent,
  textOf,
  wrongContent,
} from "./read.ts";
export { type Answer, type RemoteRequest, request, type Timeouts } from "./request.ts";
export { perSample, readSample, type Sample, sampledVoices, samplesOption } from "./samples.ts";
export {
  addressOf,
  type Described,
  type Service,
  type ServiceFacts,
  type ServiceOptions,
  serviceOf,
  serviceOptions,
} from "./service.ts";
export { openSocket, type RemoteSocket, type SocketFacts } from "./socket.ts";
export { fileOf, type Recorded, recordingOf, writeWav } from "./sound.ts";
export { type SpeechFacts, speechFrom, speechOf } from "./speech.ts";
export {
  callOf,
  type RawCall,
  type ThinkServiceOptions,
  type TokenPrice,
  thinkOptions,
  usageOf,
} from "./think.ts";
export {
  type DescribedSpeech,
  type Free,
  neededKey,
  type Price,
  type SpeechServiceOptions,
  speechOptions,
  speechTraits,
  voiceFor,
  voicesOf,
  withRegion,
} from "./voice.ts";
export { type Hidden, veiled, wordsOf } from "./words.ts";
