// Written by core/host/settings/build.ts; do not edit.
import type { Secret } from "./secret.ts";

/**
 * Everything that can be set in hearsay.yaml.
 */
export interface Settings {
  /**
   * The house itself.
   */
  house: {
    /**
     * Its name, as it is shown.
     */
    name: string;
    /**
     * What is spoken here, as a BCP-47 tag such as en or de-AT.
     */
    language: string;
    /**
     * IANA name such as Europe/Vienna. Absent: the machine's.
     */
    timeZone?: string;
  };
  /**
   * What is written to the log.
   */
  log: {
    /**
     * The least that is written.
     */
    level: "debug" | "info" | "warn" | "error" | "silent";
    /**
     * Also writes what people say. For finding mistakes; leave it off otherwise.
     */
    private: boolean;
  };
  /**
   * The message bus.
   */
  bus: {
    /**
     * Address to listen on; 0.0.0.0 lets satellites of other machines in. Set `clients` then.
     */
    host: string;
    /**
     * MQTT over TCP; 0 takes any free port.
     */
    port: number;
    /**
     * MQTT over WebSocket; 0 takes any free port.
     */
    wsPort: number;
    /**
     * What every topic begins with.
     */
    root: string;
    /**
     * An MQTT broker of your own, such as mqtt://nas:1883. Absent: the broker inside Hearsay.
     */
    url?: string;
    /**
     * Name at that broker.
     */
    username?: string;
    /**
     * Password at that broker.
     */
    password?: Secret;
    /**
     * Who may connect to the broker inside Hearsay, by name.
     */
    clients: {
      [k: string]: {
        /**
         * Its password.
         */
        password: Secret;
        /**
         * What it is, and so what it may say.
         */
        role: "plugin" | "satellite" | "client";
        /**
         * The only room that a satellite speaks for.
         */
        site?: string;
        /**
         * May read what people say.
         */
        words: boolean;
      };
    };
  };
  /**
   * The web server.
   */
  http: {
    /**
     * Address to listen on.
     */
    host: string;
    /**
     * 0 takes any free port.
     */
    port: number;
  };
  /**
   * Speech models.
   */
  models: {
    /**
     * standard: the fastest natural voice and the best ears; lite: for small machines; clean: permissive licences only; languages: standard, and an ear and a voice for all languages.
     */
    set: "standard" | "lite" | "clean" | "languages";
    /**
     * Where models are kept. The environment's HEARSAY_MODELS changes the default.
     */
    folder: string;
  };
  /**
   * What is understood beside the skills' own sentences.
   */
  language: {
    /**
     * Languages of the intents corpus that are understood and answered in, such as fr or zh-CN; it is fetched when one is named.
     */
    packs: string[];
    /**
     * A folder in the layout of that corpus, in place of the published one.
     */
    packFolder?: string;
  };
  /**
   * Plugins and skills.
   */
  plugins: {
    /**
     * More folders of plugins and skills, beside plugins/ and skills/ of the data folder.
     */
    folders: string[];
    /**
     * npm packages that are plugins or skills, installed in the data folder or the current one.
     */
    packages: string[];
    /**
     * Loads a plugin, skill or persona anew when one of its files changes.
     */
    watch: boolean;
    /**
     * Plugins and skills by name.
     */
    use: {
      [k: string]: {
        /**
         * Absent: as the model set says; skills are on; what speaks to a service is on where it is named here.
         */
        enabled?: boolean;
        /**
         * inline, or the name of a process to run in, such as speech. Absent: as the plugin says.
         */
        placement?: string;
        /**
         * Its own options, listed below. A secret may be written as {file: PATH} or {env: NAME}.
         */
        options?: Record<string, unknown>;
      };
    };
  };
  /**
   * Who answers.
   */
  personas: {
    /**
     * A folder of personas of your own. Absent: personas/ of the data folder.
     */
    folder?: string;
    /**
     * Who answers where nobody else was asked for.
     */
    default: string;
    /**
     * ms of quiet in a room after which a conversation that was switched to another persona by voice goes back.
     */
    idle: number;
  };
  /**
   * Rooms by the name of their site.
   */
  rooms: {
    [k: string]: {
      /**
       * Whether people can talk over an answer in this room, such as one with a television; absent: as dialog.bargeIn has it.
       */
      bargeIn?: "auto" | "off";
      /**
       * ms for which the ear of this room stays open after an answer; absent: as the persona or dialog.followUp has it.
       */
      followUp?: number;
      /**
       * How long a pause ends a turn in this room; absent: as dialog.patience or the persona has it.
       */
      patience?: "eager" | "normal" | "patient";
      /**
       * dB by which this room seems louder when several heard the same wake word.
       */
      priority: number;
      /**
       * Hours in which this room speaks softly, by the house's clock.
       */
      quiet?: {
        /**
         * Such as 22:00.
         */
        from: string;
        /**
         * Such as 07:00; earlier than `from`: on the next day.
         */
        to: string;
        /**
         * Part of the room's own volume that is left, 0 to 1.
         */
        volume: number;
      };
    };
  };
  /**
   * What the house remembers of what was said in it.
   */
  history: {
    /**
     * Days for which turns are kept on disk; 0: not at all.
     */
    keep: number;
    /**
     * Turns kept in each room.
     */
    turns: number;
    /**
     * Also keep what the microphone heard of each turn.
     */
    audio: boolean;
  };
  /**
   * How a turn is taken.
   */
  dialog: {
    /**
     * ms of silence that end an utterance of which no sentence is known; others end sooner, or later where they are only begun.
     */
    silence: number;
    /**
     * Short tones in the room.
     */
    cue: {
      /**
       * The ear is open and nobody speaks yet.
       */
      open: "none" | "tone";
      /**
       * The turn was taken.
       */
      done: "none" | "tone";
      /**
       * The answer takes longer than 1.5 s.
       */
      thinking: "none" | "tone";
    };
    /**
     * What ends an utterance. sentences: a silence as long as what was said so far asks for; silence: always the same silence, and the words are looked for after it.
     */
    endpointing: "sentences" | "silence";
    /**
     * How long a pause ends a turn, in all rooms; absent: as the persona has it.
     */
    patience?: "eager" | "normal" | "patient";
    /**
     * ms after which an utterance is taken as it is.
     */
    maxUtterance: number;
    /**
     * ms to wait for the first word.
     */
    noSpeech: number;
    /**
     * MB of spoken sentences kept on disk, so that they sound at once when they are said again; 0 keeps none.
     */
    voiceCache: number;
    /**
     * A Redis server that keeps them as well, for several hubs: redis://NAME:PASSWORD@HOST:PORT/DB, or rediss:// over TLS.
     */
    voiceCacheUrl?: Secret;
    /**
     * What becomes of a voice or recogniser whose free amount of the month is used up. last: it comes after all others; ignore: it stays where the persona has it, and costs.
     */
    freeQuota: "last" | "ignore";
    /**
     * ms for which the ear stays open without a wake word after every spoken answer; 0: it closes.
     */
    followUp: number;
    /**
     * Whether people can talk over an answer; off: only a wake word interrupts it.
     */
    bargeIn: "auto" | "off";
    /**
     * ms that a skill may take.
     */
    skillDeadline: number;
  };
}
