/** `hearsay voices`: who speaks, in which order; trying, choosing, and what each has done and cost. */
import type { Command } from "../command.ts";
import { hubOptions, openHub } from "../connect.ts";
import { misuse, verbsOf } from "./providers.ts";
import { addVoice, forgetVoice, ownVoices } from "./voices-own.ts";
import { tryVoice } from "./voices-try.ts";

const help = `Usage: hearsay voices list|use|stats|try|add|own|forget [options]

  list                 who would speak now, best first: ready, busy, left alone after failures, no quota, unfit
  use PLUGIN [VOICE]   puts a voice before all others, from the next clause on and over restarts
  use auto             leaves it to the persona again
  stats [PLUGIN]       requests, failures, time to the first sound, characters, cost, today and this month
  try TEXT             writes how a voice says it to a WAV file
  add NAME             gives the house a recording of a voice, for plugins that imitate; it is judged first
  own                  the voices that were recorded
  forget NAME          deletes one of them

  --language TAG   list, use, try, add: in this language, such as de
  --persona NAME   list, use: for this persona
  --site ROOM      list, use: in this room
  --voices         list: all voices of each
  --days N         stats: the last N days as well, at most 35
  --plugin NAME    try: this plugin; default: the first that list shows
  --voice NAME     try: this voice of it
  --emotion NAME   try: such as friendly
  --speed N        try: 1 is normal, 0.25 to 4
  --out FILE       try: the WAV file to write
  --sample FILE    add: a WAV file, 6 to 30 s of one person in a quiet room, 20 dB above its noise at least
  --text WORDS     add: what is said in it
  --by PERSON      add: whose voice it is
  --consent WORDS  add: what that person agreed to
  --about WORDS    add: what it sounds like
  --check          add: only judges it, and keeps nothing
  --replace        add: takes the place of one of that name
  --json           one JSON value on standard output
  --hub URL        another hub: mqtt://NAME:PASSWORD@HOST:PORT
  --data DIR       the data folder of the hub on this machine
  --config FILE    its settings file
  -h, --help       this text

Exit codes: 0 done, 1 failed, 2 wrong use or no such plugin, 130 Ctrl-C.

Examples: hearsay voices use tts-piper --language de
          hearsay voices try "Good morning." --plugin tts-kokoro --voice af_heart --out heart.wav`;

export const voices: Command = {
  name: "voices",
  about: "List, choose and try voices, and see what they did",
  help,
  options: {
    ...hubOptions,
    json: { type: "boolean" },
    language: { type: "string" },
    persona: { type: "string" },
    site: { type: "string" },
    voices: { type: "boolean" },
    days: { type: "string" },
    plugin: { type: "string" },
    voice: { type: "string" },
    emotion: { type: "string" },
    speed: { type: "string" },
    out: { type: "string" },
    sample: { type: "string" },
    text: { type: "string" },
    by: { type: "string" },
    consent: { type: "string" },
    about: { type: "string" },
    check: { type: "boolean" },
    replace: { type: "boolean" },
  },
  async run(call) {
    const [verb = "list", ...words] = call.positionals;
    const own = { add: addVoice, own: ownVoices, forget: forgetVoice };
    const verbs = { ...verbsOf("tts", "voices"), ...own, try: tryVoice };
    const act = Object.entries(verbs).find(([name]) => name === verb)?.[1];
    if (!act) throw misuse("voices", help.split("\n")[0]);
    await using hub = await openHub(call, { by: "client/voices" });
    return await act({ call, bus: hub.bus, words });
  },
};
