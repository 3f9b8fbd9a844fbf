/** Every answer of the published corpus compiles, and is rendered from facts such as a house has. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { list } from "tar";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { asFault } from "../../../../core/contract/fault.ts";
import { float, type Renderer, renderer } from "../../../../core/language/respond/index.ts";

const archive = resolve(import.meta.dirname, "../../../../../shared/data/intents/intents-data.tar.gz");

interface Answers {
  readonly language: string;
  readonly responses: { readonly intents: Readonly<Record<string, Readonly<Record<string, string>>>> };
}

async function answers(): Promise<readonly Answers[]> {
  const files: string[] = [];
  await list({
    file: archive,
    filter: (path) => /(^|\/)responses\/.*\.yaml$/.test(path),
    onReadEntry: (entry) => {
      const parts: Buffer[] = [];
      entry.on("data", (part: Buffer) => parts.push(part));
      entry.on("end", () => files.push(Buffer.concat(parts).toString("utf8")));
    },
  });
  return files.map((file) => parse(file) as Answers);
}

const state = (name: string, value: string) => ({
  name,
  state: value,
  hass_state: value,
  state_with_unit: `${value} °C`,
  domain: "weather",
  entity_id: "weather.home",
  attributes: {
    temperature: float(21),
    temperature_unit: "°C",
    device_class: "door",
    wind_speed: 12.5,
    wind_speed_unit: "km/h",
    wind_gust_speed: 20,
    wind_bearing: 180,
    pressure: 1013,
    pressure_unit: "hPa",
    humidity: 45,
    uv_index: 3,
  },
});

const timer = {
  is_active: true,
  name: "pasta",
  area: "Kitchen",
  total_seconds_left: 3725,
  rounded_hours_left: 1,
  rounded_minutes_left: 2,
  rounded_seconds_left: 5,
  start_hours: 2,
  start_minutes: 30,
  start_seconds: 0,
};

const facts = {
  slots: {
    ...{ name: "Lamp", area: "Kitchen", floor: "Attic", item: "milk", device_class: "door", color: "red" },
    ...{
      state: "open",
      domain: "cover",
      media: { title: "x" },
      search_query: "x",
      temperature: 21,
      brightness: 50,
    },
    ...{
      position: 50,
      percentage: 50,
      volume_level: 50,
      hours: "1",
      minutes: "5",
      seconds: "30",
      canceled: 2,
    },
    ...{
      start_hours: 1,
      start_minutes: 2,
      start_seconds: 3,
      timers: [timer, { ...timer, is_active: false }],
    },
    date: { year: 2013, month: 9, day: 17 },
    time: { hour: 1, minute: 2, second: 0 },
  },
  state: state("Home", "sunny"),
  query: {
    matched: [state("A", "open"), state("B", "open")],
    unmatched: [state("C", "closed")],
    total_results: 3,
  },
  state_attr: () => float(21),
};

test.skipIf(!existsSync(archive))(
  "the corpus (../shared/data/intents): every answer compiles and renders",
  async () => {
    const problems: string[] = [];
    let count = 0;
    for (const { language, responses } of await answers()) {
      for (const [intent, keys] of Object.entries(responses.intents)) {
        for (const [key, template] of Object.entries(keys)) {
          count += 1;
          try {
            const render: Renderer = renderer(template, `${language}/${intent}/${key}`);
            render(facts);
          } catch (thrown) {
            problems.push(asFault(thrown).message);
          }
        }
      }
    }
    expect(problems).toEqual([]);
    expect(count).toBeGreaterThan(3000);
  },
  60_000,
);
