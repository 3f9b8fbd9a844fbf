/** The facts that answers speak of come from the house of a test file. */
import { describe, expect, it } from "vitest";
import type { Facts, Json } from "../../core/language/engine/source.ts";
import { factsFor, statesFor } from "./answer.ts";
import { foundOf, houseOfFacts } from "./made.ts";

const house = houseOfFacts({
  floors: [{ name: "Up" }, { name: "Down" }],
  areas: [
    { name: "Attic", floor: "Up" },
    { name: "Cellar", floor: "Down" },
  ],
  entities: [
    { name: "Lamp", domain: "light", area: "Attic", state: "on" },
    { name: "Spot", domain: "light", area: "Cellar" },
    { name: "Hatch", domain: "cover", area: "Cellar", state: "open", attributes: { device_class: "door" } },
    {
      name: "Stove",
      domain: "climate",
      area: "Cellar",
      state: "heat",
      attributes: { current_temperature: 20 },
    },
    { name: "Sky", domain: "weather", state: "rainy" },
    { name: "Hidden", domain: "light", area: "Attic", state: "on", is_exposed: false },
    {
      name: "Meter",
      domain: "sensor",
      state: { in: "lots", out: "9" },
      attributes: { unit_of_measurement: "W" },
    },
  ],
});

describe("what is asked for", () => {
  const cases: readonly (readonly [intent: string, slots: Facts, matched: string[], unmatched: string[]])[] =
    [
      ["HassGetState", { name: "lamp" }, ["Lamp"], []],
      ["HassGetState", { name: "Lamp", area: "Cellar" }, ["Lamp"], []],
      ["HassGetState", { name: "Lamp", state: "off" }, [], ["Lamp"]],
      ["HassGetState", { domain: "light", state: "on" }, ["Lamp"], ["Spot"]],
      ["HassGetState", { domain: "light", state: "on", area: "cellar" }, [], ["Spot"]],
      ["HassGetState", { domain: "light", state: "on", floor: "Up" }, ["Lamp"], []],
      ["HassGetState", { domain: "cover", device_class: "door", state: "open" }, ["Hatch"], []],
      ["HassGetState", { domain: "cover", device_class: "window", state: "open" }, [], []],
      ["HassGetState", { domain: "light", area: "Nowhere" }, [], []],
      ["HassClimateGetTemperature", { area: "Cellar" }, ["Stove"], []],
      ["HassGetWeather", {}, ["Sky"], []],
    ];
  it.each(cases)("%s %j", (intent, slots, matched, unmatched) => {
    const states = statesFor(foundOf(intent, slots), house);
    expect(states.matched.map(({ name }) => name)).toEqual(matched);
    expect(states.unmatched.map(({ name }) => name)).toEqual(unmatched);
  });
});

describe("what an answer may speak of", () => {
  it("states with units, attributes and the first that fits", () => {
    const facts = factsFor(foundOf("HassGetState", { name: "Meter", state: "9" }), house);
    expect(facts.state).toEqual({
      entity_id: "sensor.meter",
      name: "Meter",
      domain: "sensor",
      state: "lots",
      hass_state: "9",
      state_with_unit: "lots W",
      attributes: { unit_of_measurement: "W" },
    });
    expect(facts.query.total_results).toBe(1);
    const stove = factsFor(foundOf("HassClimateGetTemperature", {}), house);
    expect(stove.state_attr("climate.stove", "current_temperature")).toBe(20);
    expect(stove.state_attr("climate.stove", "humidity")).toBeNull();
  });

  const spoken: readonly (readonly [slot: Json, said: Json])[] = [
    [{ value: 30, raw: "half " }, "half"],
    [{ value: 30, raw: "" }, 30],
    [{ value: "red", raw: "reddish" }, "red"],
    [{ value: true, raw: "on" }, true],
  ];
  it.each(spoken)("%j is spoken as %j", (slot, said) => {
    expect(factsFor(foundOf("X", { it: slot }), house).slots.it).toBe(said);
  });

  it("timers with all their fields, media, and a clock that stands still", () => {
    const busy = houseOfFacts({ timers: [{ start_minutes: 5, name: "egg" }], media: [{ title: "Song" }] });
    const { slots } = factsFor(foundOf("X", {}), busy);
    expect(slots).toMatchObject({ canceled: 1, media: { title: "Song" }, time: { hour: 1, minute: 2 } });
    expect(slots.timers).toEqual([
      {
        is_active: false,
        name: "egg",
        area: "",
        total_seconds_left: 0,
        rounded_hours_left: 0,
        rounded_minutes_left: 0,
        rounded_seconds_left: 0,
        start_hours: 0,
        start_minutes: 5,
        start_seconds: 0,
      },
    ]);
    expect(factsFor(foundOf("X", {}), house).slots).toMatchObject({ canceled: 0, media: null, timers: [] });
  });
});
