/** A language pack of one block for each thing that packs ask for, small enough to be read. */
import type { Block } from "../../core/language/engine/source.ts";
import type { Pack } from "../../core/language/pack/index.ts";

const block = (intent: string, sentence: string, more: Partial<Block> = {}): Block => ({
  intent,
  sentences: [sentence],
  where: "made.yaml:1",
  ...more,
});
const here = { requires: { area: { slot: true as const } } };
const number = { kind: "range", from: 0, to: 100 } as const;

/** A language of short words that nobody speaks. */
export const pack: Pack = {
  source: {
    language: "eo",
    blocks: [
      block("HassTurnOn", "on {name}"),
      block("HassTurnOff", "off {name}"),
      block("HassTurnOn", "on lights", { ...here, slots: { domain: "light" } }),
      block("HassTurnOn", "on lights {area}", { slots: { domain: "light" } }),
      block("HassTurnOff", "off lights {floor}", { slots: { domain: "light" } }),
      block("HassTurnOn", "on fans {area}", { slots: { domain: "fan" } }),
      block("HassTurnOn", "open {classes:device_class} {area}", { slots: { domain: "cover" } }),
      block("HassLightSet", "light {name} {n:brightness}"),
      block("HassLightSet", "paint {name} {color}"),
      block("HassLightSet", "warm {name} {kelvin:temperature}"),
      block("HassSetPosition", "place {name} {n:position}"),
      block("HassClimateSetTemperature", "heat {n:temperature} [{area}]"),
      block("HassClimateGetTemperature", "warmth [{area}]"),
      block("HassFanSetSpeed", "blow {name} {n:percentage}"),
      block("HassGetState", "how {name}", { response: "one" }),
      block("HassGetState", "is {name} {states:state}", { response: "yesno" }),
      block("HassGetState", "which lights {states:state}", { slots: { domain: "light" }, response: "which" }),
      block("HassGetState", "how many lights {states:state}", {
        slots: { domain: "light" },
        response: "many",
      }),
      block("HassGetState", "windows {states:state}", {
        slots: { domain: "cover", device_class: "window" },
        response: "which",
      }),
      block("HassVacuumStart", "clean", { ...here }),
      block("HassVacuumCleanArea", "clean {area}"),
      block("HassVacuumReturnToBase", "home"),
      block("HassMediaSearchAndPlay", "play {text:search_query}"),
      block("HassMediaPause", "pause"),
      block("HassMediaUnpause", "resume"),
      block("HassMediaNext", "next"),
      block("HassMediaPlayerMute", "mute"),
      block("HassSetVolume", "loud {n:volume_level}"),
      block("HassSetVolumeRelative", "louder", { slots: { volume_step: "up" } }),
      block("HassStartTimer", "timer {n:minutes} [{text:name}]"),
      block("HassStartTimer", "timer command {text:conversation_command}"),
      block("HassIncreaseTimer", "more {n:minutes}"),
      block("HassDecreaseTimer", "less {n:minutes} {text:name}"),
      block("HassPauseTimer", "halt {text:name}"),
      block("HassUnpauseTimer", "unhalt {text:name}"),
      block("HassTimerStatus", "left"),
      block("HassCancelTimer", "cancel {n:start_minutes}"),
      block("HassCancelAllTimers", "cancel all"),
      block("HassGetCurrentTime", "time"),
      block("HassGetCurrentDate", "date"),
      block("HassNevermind", "nothing"),
      block("HassBroadcast", "tell {text:message}"),
      block("HassShoppingListAddItem", "add {text:item}"),
      block("HassShoppingListCompleteItem", "bought {text:item}"),
    ],
    lists: {
      n: number,
      kelvin: { kind: "range", from: 1000, to: 9000, step: 100 },
      text: { kind: "wildcard" },
      color: { kind: "text", values: [{ in: "ruĝa", out: "red" }] },
      classes: { kind: "text", values: [{ in: "shades", out: ["blind", "shade", "curtain"] }] },
      states: {
        kind: "text",
        values: [
          { in: "lit", out: "on" },
          { in: "open", out: "open" },
          { in: "locked", out: "locked" },
        ],
      },
      on_off_states: {
        kind: "text",
        values: [
          { in: "lumas[nun]", out: "on" },
          { in: "mallumas", out: "off" },
        ],
      },
    },
    rules: {},
    skipWords: [],
    ignoreWhitespace: false,
  },
  responses: {
    HassTurnOn: { default: "{{ slots.name or slots.area }} ŝaltita" },
    HassTurnOff: { default: "malŝaltita" },
    HassGetState: {
      one: "{{ state.name }}: {{ state.state_with_unit }}",
      yesno: "{{ 'jes' if query.matched else 'ne' }}",
      which: "{{ query.matched | map(attribute='name') | sort | join(', ') }}",
      many: "{{ query.matched | length }} el {{ query.total_results }}",
    },
    HassClimateGetTemperature: {
      default: "{{ state_attr(state.entity_id, 'current_temperature') or state.state }} gradoj",
    },
    HassTimerStatus: {
      default:
        "{% for t in slots.timers %}{{ t.name }} {{ t.rounded_minutes_left }}/{{ t.start_minutes }} {{ t.is_active }};{% endfor %}",
    },
    HassCancelAllTimers: { default: "{{ slots.canceled }} nuligitaj" },
    HassGetCurrentTime: { default: "{{ slots.time.hour }}:{{ '%02d' % slots.time.minute }}" },
    HassGetCurrentDate: { default: "{{ slots.date.year }}-{{ slots.date.month }}-{{ slots.date.day }}" },
    HassNevermind: { default: "" },
    HassShoppingListAddItem: { default: "{{ slots.item }} aldonita" },
    HassMediaPause: { default: "{{ broken" },
  },
  errors: {
    no_domain_in_area: "neniu {{ domain }} en {{ area }}",
    feature_not_supported: "ne eblas",
    no_entity: "ne estas {{ entity }}",
    timer_not_found: "neniu tempigilo",
    multiple_timers_matched: "kiu tempigilo",
  },
  intents: {},
  problems: [],
};
