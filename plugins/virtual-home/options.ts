/** The options of the virtual home as JSON Schema: checked by the host, written to docs/settings.md. */

const id = { type: "string", pattern: "^[A-Za-z0-9._:-]{1,96}$" };
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
    areas: {
      type: "array",
      description: "Areas in place of the built-in flat's.",
      items: {
        type: "object",
        required: ["id", "name"],
        additionalProperties: false,
        properties: { id, name: { type: "string" }, aliases: names },
      },
    },
    devices: {
      type: "array",
      description: "Devices in place of the built-in flat's; abilities: onoff, brightness, openclose, lock.",
      items: {
        type: "object",
        required: ["id", "name", "kind", "abilities"],
        additionalProperties: false,
        properties: {
          id,
          name: { type: "string" },
          aliases: names,
          kind: { type: "string", description: "light, switch, cover, lock and so on." },
          area: id,
          abilities: { type: "array", items: { enum: ["onoff", "brightness", "openclose", "lock"] } },
        },
      },
    },
  },
};
