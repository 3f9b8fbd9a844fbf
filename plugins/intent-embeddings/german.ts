/** The German words that the guards and the finder of numbers, lengths and times go by. */

const set = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const either = (text: string): readonly string[] => text.split("|");

export const numberWords = set(
  [
    "null ein eins eine einen einer zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn",
    "fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert",
  ].join(" "),
);
export const unitWords = set(
  "sekunde sekunden minute minuten stunde stunden tag tage tagen woche wochen min sek std",
);
export const someWords = set("halbe halben dreiviertel anderthalb eineinhalb paar");
export const dayParts = set("uhr morgens vormittags mittags nachmittags abends nachts");
export const beforeTimes = set("um bis gegen ab vor");

/** The first word or words that fit at a place count, longest first; those of a third list name neither end. */
export const opposites: readonly (readonly [
  readonly string[],
  readonly string[],
  neither?: readonly string[],
])[] = [
  [
    either("an|ein|anmachen|einschalten|anschalten|aktiviere|aktivieren|starte|starten"),
    either(
      "aus|ab|ausmachen|ausschalten|abschalten|abdrehen|deaktiviere|deaktivieren|stopp|stoppe|beende|beenden|weg mit",
    ),
    either("an der|an die|an das|an den|ein paar|ein bisschen|ein wenig|aus dem|aus der|ab und zu"),
  ],
  [
    either("auf|öffne|öffnen|offen|aufmachen|hoch|hochfahren"),
    either("zu|schließe|schließen|schließ|geschlossen|zumachen|runter|runterfahren|herunter"),
    either(
      "auf der|auf die|auf das|auf den|auf dem|zu der|zu den|zu hell|zu dunkel|zu laut|zu leise|zu warm|zu kalt",
    ),
  ],
  [
    either("verriegle|verriegeln|abschließen|absperren|verriegelt|abgeschlossen|ab"),
    either("entriegle|entriegeln|aufschließen|aufsperren|entriegelt|aufgeschlossen|auf"),
    either("auf der|auf die|auf das|auf den|auf dem|ab und zu"),
  ],
  [
    either("heller|mehr licht|zu dunkel|so dunkel|finster|stockdunkel"),
    either("dunkler|dimme|dimmen|weniger licht|zu hell|so hell|blendet"),
  ],
  [either("lauter|zu leise|so leise|aufdrehen"), either("leiser|zu laut|so laut|ruhiger|still")],
  [
    either("wärmer|zu kalt|so kalt|kalt|friere|heizung an"),
    either("kühler|kälter|zu warm|so warm|zu heiß|heiß|stickig"),
  ],
  [either("pause|pausiere|anhalten|unterbrich"), either("weiter|fortsetzen|fortfahren|setz fort")],
  [
    either("nächste|nächster|nächstes|nächsten|überspring|vor"),
    either("vorherige|vorheriges|vorherigen|letzte|zurück"),
  ],
  [
    either("füge|hinzufügen|setz|schreib|brauche|brauchen|kaufen|fehlt|ausgegangen"),
    either("entferne|entfernen|lösche|löschen|streich|streiche|streichen|brauche nicht|brauchen nicht"),
  ],
  [either("stell|stelle|erstelle|beginne"), either("abbrechen|brich|storniere|lösche|löschen|vergiss")],
  [either("maximum|maximal|voll|höchste"), either("minimum|minimal|niedrigste")],
  [either("mehr|erhöhe|höher"), either("weniger|verringere|senke|niedriger|nicht mehr")],
];

/** Words that turn a command round; not those of politeness and of "do not forget". */
export const negations = set("nicht nie niemals kein keine keinen keinem keiner ohne nichts niemand");
export const harmless = either(
  [
    "vergiss nicht|nicht vergessen|warum nicht|ob du nicht|kannst du nicht|könntest du nicht|würdest du nicht|ist es nicht",
    "nicht genug|nicht hell genug|nicht laut genug|nicht warm genug|nicht sehen|nicht hören|nicht gehört|nicht verstanden",
    "keine ahnung|nicht so laut|nicht so hell|nicht so schnell|brauche nicht|brauchen nicht|nicht mehr|macht es dir nichts aus",
  ].join("|"),
);

/** Who tells of something, and what tells of it: nobody who says so wants something done. */
export const tellers = set(
  "ich wir er sie es man jemand mein meine unser unsere der die das sein seine ihr ihre gestern heute",
);
export const toldWords = set(
  "habe hab hat hatte hatten haben war waren wurde wurden gestern vorhin liebe hasse mag denke glaube hoffe erinnere sagte gesagt",
);
/** Where one thought ends and the next begins. */
export const joints = set("also weil denn und aber dann deshalb da");

/** A sentence that begins with one asks; with "du" after "können" and the like it asks for something to be done. */
export const askingWords = set(
  [
    "wer wen wem wessen was welche welcher welches welchen wann wo woher wohin warum wieso weshalb wie wieviel wieviele",
    "ist sind war waren hat habe haben hast gibt steht läuft brennt soll sollte darf kann können",
  ].join(" "),
);
export const politeStarts = either(
  "kannst du|könntest du|würdest du|willst du|wirst du|kann ich|könnte ich|darf ich|können wir|könnten wir|wie wäre es|magst du|wärst du so|warum nicht",
);
/** A sentence that begins with one wants to be told something. */
export const wonderingStarts = either(
  "sag|sage|zeig|zeige|lies|nenn|erzähl|gib mir|ich frage mich|ich möchte wissen|ich will wissen|lass mich wissen",
);

/** What is not put into a sentence unless it was said. */
export const reachingWords = set(
  "außer aber ohne nicht nie alle alles allen jede jeder jedes überall andere anderen beide nur",
);

/** Words that carry no meaning of their own. */
export const smallWords = set(
  [
    "ein eine einen einem einer eines der die das den dem des mein meine meinen meinem meiner dein deine unser unsere ich",
    "du er sie es wir ihr mich mir dich dir uns sich man in im an am auf aus ab zu zum zur bei beim mit von vom für über",
    "unter nach vor um und oder aber so wenn dann als wie ist sind war bin bist sei sein werden wird würde wäre hat habe",
    "haben hast hätte kann kannst könnte könntest soll sollte muss musst darf mag möchte will bitte danke mal doch denn",
    "noch schon jetzt nun gern gerne vielleicht eigentlich einfach bisschen wenig etwas mehr ganz sehr auch nur hier da",
    "dort was wer wo wann warum nicht kein keine ja nein ok okay äh ähm ach mach mache machen tu tun lass gib",
  ].join(" "),
);

/** What stands for a found piece in sentences and texts alike. */
export const masks: Readonly<Record<string, string>> = {
  area: "Küche",
  number: "20",
  duration: "5 Minuten",
  time: "7 Uhr",
};

/** What a device of a kind or class is called, the word that stands for it first. */
export const nouns: Readonly<Record<string, readonly string[]>> = {
  light: ["Licht", "Lampe"],
  lock: ["Tür", "Schloss"],
  cover: ["Rollladen", "Jalousie", "Vorhang", "Rollo"],
  curtain: ["Vorhang", "Gardine"],
  blind: ["Jalousie", "Rollo"],
  garage: ["Garagentor", "Garage"],
  climate: ["Heizung", "Thermostat"],
  media_player: ["Lautsprecher", "Radio", "Fernseher"],
  tv: ["Fernseher"],
  switch: ["Gerät", "Steckdose", "Schalter"],
  outlet: ["Steckdose"],
  fan: ["Ventilator", "Lüfter"],
  vacuum: ["Staubsauger", "Saugroboter"],
  scene: ["Szene"],
  window: ["Fenster"],
  door: ["Tür"],
  temperature: ["Thermometer", "Sensor"],
  binary_sensor: ["Sensor"],
  sensor: ["Sensor"],
};
