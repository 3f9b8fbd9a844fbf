/** Puts a microphone and a loudspeaker on the bus as one room: what it says, hears and obeys. */
import {
  asFault,
  type Bus,
  type Fault,
  faultOf,
  type Message,
  type Messages,
  type Satellite,
  type SatelliteOptions,
  speechFormat,
} from "../contract/index.ts";
import { type Clock, startClock } from "./clock.ts";
import { createEar, type Ear } from "./ear.ts";
import { createMouth, type Mouth, type MouthStats } from "./mouth.ts";
import { createTimed } from "./timed.ts";

export interface StartOptions extends Omit<SatelliteOptions, "devices"> {
  readonly bus: Bus;
  /** ms since 1970; default: the system's clock. */
  readonly clock?: () => number;
  /** Takes its state back when it ends, rather than leaving word that it is offline. */
  readonly passing?: boolean;
  /** Hears of what went wrong while it runs; nothing that it could reject with. */
  onFault?(fault: Fault): void;
}

export interface RunningSatellite extends Satellite {
  /** Resolves when the microphone has ended; at once when there is none. */
  readonly over: Promise<void>;
  readonly stats: MouthStats;
}

type State = Messages["site/state"];
const defaultFormats = [
  speechFormat,
  { ...speechFormat, rate: 24_000 },
  { ...speechFormat, rate: 48_000 },
] as const;

/** Starts a satellite; resolves when it has said that it is there. Rejects as `Bus.publish` and `Bus.on` do. */
export async function startSatellite(options: StartOptions): Promise<RunningSatellite> {
  const { bus, site, microphone, speaker, clock = Date.now, passing = false } = options;
  const onFault = options.onFault ?? (() => {});
  const state: State = firstState(options);
  const quietly = (said: Promise<unknown>): void => void said.catch((thrown) => onFault(asFault(thrown)));
  const announce = async (): Promise<void> => void (await bus.publish("site/state", { site }, { ...state }));
  await using parts = new AsyncDisposableStack();

  const mouth = speaker && createMouth({ speaker, volume: () => state.volume, report, onFault });
  function report(stream: number, position: number, ended: boolean): void {
    quietly(bus.publish("audio/played", { site }, { stream, position, ended }));
  }
  let hubClock: Clock | undefined;
  const here = (time: number): number | undefined => hubClock?.here(time);
  if (mouth) {
    const begin = createTimed({ mouth, clock, here });
    parts.use(await bus.on("audio/started", { site }, ({ body }) => begin(body)));
    for (const ear of await obeyReplies(bus, site, mouth)) parts.use(ear);
  }
  let listened = false;
  const isBrief = (): boolean => listened || mouth?.speaks() === true;
  const ear = microphone && createEar({ bus, site, microphone, clock, onFault, isBrief });
  if (ear) {
    parts.use(
      await bus.on("session/state", { site }, ({ body }) => {
        listened = body.phase === "listening";
      }),
    );
  }
  const inTurn = createOrder();
  parts.defer(() =>
    inTurn(async () => {
      mouth?.cut();
      await ear?.close();
      delete state.stream;
      state.online = false;
      await (passing ? bus.clear("site/state", { site }) : announce());
    }).catch((thrown) => onFault(asFault(thrown))),
  );
  parts.use(
    await bus.on("wake/refused", { site }, ({ body: { problem } }) => {
      if (problem) onFault(faultOf(problem));
    }),
  );
  const obey = async ({ body }: Message<"site/configure">): Promise<void> => {
    await configure(state, body, ear);
    await announce();
  };
  parts.use(await bus.on("site/configure", { site }, (message) => inTurn(() => obey(message))));
  if (ear) state.stream = await ear.open();
  await announce();
  // Whoever is here for one question only has no use for the hub's time.
  if (!passing) {
    const onChange = (told: State["clock"]): void => quietly(inTurn(() => tellClock(told)));
    hubClock = parts.use(startClock({ bus, clock, onChange }));
  }
  async function tellClock(told: State["clock"]): Promise<void> {
    if (!told || !state.online) return;
    state.clock = told;
    await announce();
  }

  const over = (ear?.over ?? Promise.resolve()).then(() =>
    inTurn(async () => {
      if (ear && state.online) await silenced(state, ear, announce);
    }),
  );
  over.catch((thrown) => onFault(asFault(thrown)));
  const kept = parts.move();
  return {
    site,
    get state() {
      return state;
    },
    over,
    stats: mouth?.stats ?? { played: 0, lost: 0, dropped: 0 },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** One thing after another: a change that waits for the bus must not be overtaken by the next. */
function createOrder(): (act: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve();
  return (act) => {
    const mine = last.then(act);
    last = mine.catch(() => {});
    return mine;
  };
}

function firstState(options: StartOptions): State {
  const { bus, site, area, floor } = options;
  return {
    name: options.name ?? site,
    online: true,
    microphone: options.microphone !== undefined,
    speaker: options.speaker !== undefined,
    echoCancelled: options.echoCancelled ?? false,
    ...(options.headphones ? { headphones: true } : {}),
    wakeOnDevice: false,
    formats: [...(options.formats ?? defaultFormats)],
    muted: false,
    volume: options.volume ?? 1,
    wakeWords: [...(options.wakeWords ?? [])],
    ...(area === undefined ? {} : { area }),
    ...(floor === undefined ? {} : { floor }),
    ...(options.passing ? { passing: true } : {}),
    bootId: bus.bootId,
  };
}

/** Plays what the room is sent, to its end or until it is cut. */
async function obeyReplies(bus: Bus, site: string, mouth: Mouth): Promise<AsyncDisposable[]> {
  return [
    await bus.onAudio({ site, direction: "out" }, (frame) => mouth.take(frame)),
    await bus.on("audio/stopped", { site }, ({ body }) => {
      if (body.direction === "out") mouth.finish(body.stream);
    }),
    await bus.on("reply/duck", { site }, ({ body }) => mouth.duck(body.stream, body.gain)),
    await bus.on("reply/hold", { site }, ({ body }) => mouth.hold(body.stream, body.hold)),
    await bus.on("reply/finished", { site }, ({ body }) => {
      if (body.cut !== "none") mouth.cut(body.stream);
      else if (body.stream !== undefined) mouth.finish(body.stream);
    }),
  ];
}

async function configure(
  state: State,
  asked: Messages["site/configure"],
  ear: Ear | undefined,
): Promise<void> {
  const { muted, volume, wakeWords, persona } = asked;
  if (volume !== undefined) state.volume = volume;
  if (wakeWords !== undefined) state.wakeWords = [...wakeWords];
  if (persona !== undefined) state.persona = persona;
  if (muted === undefined || muted === state.muted) return;
  state.muted = muted;
  if (!ear || !state.microphone) return;
  if (muted) {
    await ear.close();
    delete state.stream;
  } else state.stream = await ear.open();
}

/** The microphone has ended: the room can still speak. */
async function silenced(state: State, ear: Ear, announce: () => Promise<void>): Promise<void> {
  await ear.close();
  delete state.stream;
  state.microphone = false;
  await announce();
}
