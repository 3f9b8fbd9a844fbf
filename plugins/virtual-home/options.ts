/** The options of the virtual home as JSON Schema: checked by the host, written to docs/settings.md. */

const id = { type: "string", pattern: "^[A-Za-z0-9._:-]{1,96}$" };
const abilities = [
  "onoff",
  "brightness",
  "color",
  "colortemp",
  "openclose",
  "position",
  "lock",
  "temperature",
  "mode",
  "speed",
  "activate",
  "clean",
  "media",
  "volume",
];
const names = { type: "array", items: { type: "string", minLength: 1 } };

export const schema = {
  type: "object",
  additionalProperties: false,
  properties: {
    language: {
      enum: ["en", "de"],
      default: "en",
      description: "Language of the names of the built-in flat; the other language's names work too.",
    },
    floors: {
      type: "array",
      description: "Floors in place of the built-in flat's.",
      items: {
        type: "object",
        required: ["id", "name"],
        additionalProperties: false,
        properties: { id, name: { type: "string" }, aliases: names },
      },
    },
    areas: {
      type: "array",
      description: "Areas in place of the built-in flat's.",
      items: {
        type: "object",
        required: ["id", "name"],
        additionalProperties: false,
        properties: { id, name: { type: "string" }, aliases: names, floor: id },
      },
    },
    devices: {
      type: "array",
      description: "Devices in place of the built-in flat's; abilities as docs/bus.md lists them.",
      items: {
        type: "object",
        required: ["id", "name", "kind", "abilities"],
        additionalProperties: false,
        properties: {
          id,
          name: { type: "string" },
          aliases: names,
          kind: { type: "string", description: "light, switch, cover, lock and so on." },
          class: { type: "string", description: "window, garage, blind, temperature and so on." },
          area: id,
          abilities: { type: "array", items: { enum: abilities } },
        },
      },
    },
  },
};
