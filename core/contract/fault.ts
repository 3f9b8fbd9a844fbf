/** The one list of what can go wrong, each with what to do about it; docs/faults.md says more of each. */

const remedies = {
  // bus
  MESSAGE_INVALID: "Send what docs/bus.md describes; the path names the field.",
  MESSAGE_TOO_LARGE: "Keep a message under 256 KiB and an audio frame under 64 KiB.",
  FRAME_INVALID: "Send frames as bus-schema/audio.md describes.",
  TOPIC_INVALID: "Use names of letters, digits, dot, dash and underscore.",
  TOPIC_FORBIDDEN: "Connect with a client that has the right; see docs/satellites.md.",
  BUS_CLOSED: "The connection was closed on purpose; open a new one.",
  BUS_UNREACHABLE: "Check that the hub or broker runs and that address, name and password are right.",
  QUEUE_FULL: "The receiver is too slow; send less, or find out what stalls it.",
  ASK_TIMEOUT: "Nobody answered in time; check that the plugin that should is running: hearsay plugins.",
  CANCELLED: "Nothing: it was ended on purpose.",
  // settings
  SETTINGS_INVALID: "Correct the line that is named; docs/settings.md lists every setting.",
  SETTINGS_UNREADABLE: "Check that the file exists and that this user may read it.",
  PORT_IN_USE: "Choose another port in hearsay.yaml or with --port, or stop the program that has it.",
  HUB_UNREACHABLE: "Start a hub with: hearsay start",
  HUB_RUNNING: "Stop the other hub, or choose another folder with --data.",
  USAGE: "See: hearsay --help",
  // plugins
  PLUGIN_INVALID: "A plugin's index.ts must export definePlugin({...}) or defineSkill({...}) as its default.",
  PLUGIN_NOT_FOUND: "List what is there with: hearsay plugins list",
  PLUGIN_OPTIONS_INVALID: "Correct its options in hearsay.yaml; docs/settings.md lists them.",
  PLUGIN_START_FAILED: "Read the message, mend it, then: hearsay plugins reload NAME",
  PROCESS_CRASHED: "It is being started again; if this repeats, disable the plugin that is named.",
  // models
  MODEL_UNKNOWN: "List the models with: hearsay models list",
  MODEL_FETCH_FAILED: "Check the connection and try again: hearsay models pull NAME",
  MODEL_CORRUPT: "Fetch it again with: hearsay models pull NAME",
  DISK_FULL: "Free some space, or set another folder with --data.",
  // providers and jobs
  NO_PROVIDER: "Enable a plugin for this capability and language: hearsay plugins list",
  PROVIDER_GONE: "Nothing: another provider takes over, or the same one after its restart.",
  VOICE_UNFIT:
    "Name a voice of that language, or the languages that the link is for; hearsay voices list shows both.",
  VOICE_UNKNOWN: "List the recorded voices with: hearsay voices own",
  VOICE_EXISTS: "Choose another name, or replace it with --replace.",
  VOICE_INCOMPLETE: "Send it again; if it repeats, the connection to the hub loses audio.",
  VOICE_CACHE_DOWN: "Start the Redis server that dialog.voiceCacheUrl names, or take the setting away.",
  PROVIDER_BUSY: "Wait, or raise its limit.",
  JOB_FAILED: "Read the message; if it repeats, reload the plugin.",
  JOB_TIMEOUT: "The provider was too slow; use a smaller model or a faster machine.",
  AUDIO_UNSUPPORTED: "Use 16-bit PCM, mono, 8 to 48 kHz.",
  AUDIO_DEVICE_MISSING:
    "Install alsa-utils, pulseaudio-utils, pipewire or ffmpeg, and check that a device is connected.",
  // skills
  SKILL_FAILED: "Read the message, mend the skill; it is reloaded when its file changes.",
  SKILL_TIMEOUT: "Raise the skill's deadline, or make it faster.",
  SKILL_GONE: "Look whether it was done, and ask again if not; the skill is started again by itself.",
  SKILL_CONFLICT: "Two skills claim one sentence; change one of them or deny one in the persona.",
  QUESTION_REFUSED:
    "Ask one question at a time, at most eight in a turn, and name one to 64 choices; see docs/write-a-skill.md.",
  SENTENCE_INVALID: "Correct the sentence template that is named; docs/write-a-skill.md has the grammar.",
  LANGUAGE_UNSPOKEN: "Add the language to language.packs in hearsay.yaml; docs/language-packs.md says how.",
  PACK_INVALID:
    "Correct the file of the language pack that is named; docs/language-packs.md says what a pack is.",
  RESPONSE_INVALID: "Correct the answer's template, or fetch the language pack again.",
  THINK_SPENT: "Wait until tomorrow, or raise dayTokens or dayCost in the limits of the persona.",
  THINK_STUCK:
    "Ask in other words; if it repeats, raise the persona's limits.rounds or choose another model.",
  PERSONA_INVALID: "Correct the persona's file; personas/persona.schema.json describes it.",
  // services outside the house
  OFFLINE: "Check the connection to the internet, or the address in the settings.",
  SERVICE_FAILED: "Try again later; if it repeats, check the address in the settings.",
  REMOTE_DENIED: "Check the plugin's key in hearsay.yaml, and that its account may do this.",
  REMOTE_LIMIT: "Wait, raise the account's limit, or give the persona another provider beside it.",
  REMOTE_FAILED:
    "Check the connection and the plugin's `url`; otherwise the service has trouble: try again later.",
  REMOTE_CONTENT: "Check that the plugin's `url` is a server of the kind that it speaks to.",
  REMOTE_REFUSED: "Correct what the message names in the plugin's options: model, voice, address.",
  // the rest
  TURN_UNKNOWN: "List the turns that are kept with: hearsay history list",
  RECORDING_INVALID:
    "Record again with: hearsay record FILE; docs/conversation.md says what a recording holds.",
  REPLAY_FAILED: "Replay it with the version that recorded it; if it breaks there too, please report it.",
  STORE_FAILED: "Check the disk and the rights of the data folder.",
  INTERNAL: "This is a mistake in Hearsay; please report it with the log.",
} as const;

/** A fault's code; each has its line in docs/faults.md. */
export type FaultCode = keyof typeof remedies;

export interface FaultFacts {
  /** Where in the value it is wrong, as a JSON Pointer (RFC 6901). */
  readonly path?: string;
  /** What to do, when the code's own remedy can be said better here. */
  readonly remedy?: string;
  /** Whether the same may succeed elsewhere or later. */
  readonly retryable?: boolean;
  /** ms until the same may succeed here, where that is known. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/** A failure with a code, for people and programs alike. */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: FaultCode;
  readonly remedy: string;
  readonly retryable: boolean;
  readonly retryAfter: number | undefined;
  readonly path: string | undefined;

  constructor(code: FaultCode, message: string, facts: FaultFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.remedy = facts.remedy ?? remedies[code];
    this.retryable = facts.retryable ?? false;
    this.retryAfter = facts.retryAfter;
    this.path = facts.path;
  }
}

/** All codes with their remedies. */
export const faultCodes: Readonly<Record<FaultCode, string>> = remedies;

/** Anything thrown, as a Fault; what is not one already gets `code`. Works across module copies: it goes by name. */
export function asFault(thrown: unknown, code: FaultCode = "INTERNAL"): Fault {
  if (thrown instanceof Fault) return thrown;
  if (thrown instanceof Error && thrown.name === "Fault" && "code" in thrown) return thrown as Fault;
  if (thrown instanceof Error && thrown.name === "AbortError") {
    return new Fault("CANCELLED", thrown.message, { cause: thrown });
  }
  return new Fault(code, thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });
}

/** A fault as it travels on the bus. */
export function problemOf(fault: Fault): {
  code: string;
  message: string;
  remedy: string;
  retryable: boolean;
  retryAfter?: number;
} {
  const { code, remedy, retryable, retryAfter } = fault;
  const wait = retryAfter === undefined ? {} : { retryAfter };
  return { code, message: fault.message.slice(0, 4096), remedy, retryable, ...wait };
}

/** The fault that a problem on the bus stands for. */
export function faultOf(problem: {
  code: string;
  message: string;
  remedy?: string;
  retryable?: boolean;
  retryAfter?: number;
}): Fault {
  const code = problem.code in remedies ? (problem.code as FaultCode) : "INTERNAL";
  return new Fault(code, problem.message, {
    ...(problem.remedy === undefined ? {} : { remedy: problem.remedy }),
    retryable: problem.retryable ?? false,
    ...(problem.retryAfter === undefined ? {} : { retryAfter: problem.retryAfter }),
  });
}
