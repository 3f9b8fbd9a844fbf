/** What things, rooms and amounts are called in English where a sentence needs an example of them. */

/** What stands for a found piece in sentences and texts alike. */
export const masks: Readonly<Record<string, string>> = {
  area: "kitchen",
  number: "20",
  duration: "5 minutes",
  time: "7 am",
};

/** What a device of a kind or class is called, the word that stands for it first. */
export const nouns: Readonly<Record<string, readonly string[]>> = {
  light: ["light", "lamp"],
  lock: ["door", "lock"],
  cover: ["curtains", "blinds", "shutters", "cover"],
  curtain: ["curtains", "cover"],
  blind: ["blinds", "cover"],
  garage: ["garage door", "garage", "cover"],
  climate: ["thermostat", "heating", "heater", "radiator"],
  media_player: ["speaker", "radio", "media", "television"],
  tv: ["television", "tv", "media"],
  switch: ["device", "plug", "socket"],
  outlet: ["device", "plug", "outlet", "socket"],
  temperature: ["thermometer", "sensor"],
  running: ["machine", "sensor"],
  binary_sensor: ["sensor"],
};
