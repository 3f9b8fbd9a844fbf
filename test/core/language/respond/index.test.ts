/** Answers of a language pack: rendered, refused with a reason, and never without end. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fault } from "../../../../core/contract/fault.ts";
import {
  type Facts,
  openResponses,
  renderer,
  renderResponse,
} from "../../../../core/language/respond/index.ts";

function faultOf(action: () => unknown): Fault {
  try {
    action();
  } catch (thrown) {
    return thrown as Fault;
  }
  throw new Error("nothing was thrown");
}

describe("openResponses", () => {
  const responses = openResponses("de", {
    HassTurnOn: { default: "{{ slots.name }}\n  ist an", broken: "{% if x %}an" },
    HassGetState: { default: "{{ state.attributes.temperature }} Grad", odd: "{{ x | reversed }}" },
  });

  test("white space is folded", () => {
    expect(responses.render("HassTurnOn", "default", { slots: { name: "Licht" } })).toBe("Licht ist an");
  });

  test("what is not there", () => {
    expect(responses.has("HassTurnOn", "default")).toBe(true);
    expect(responses.has("HassTurnOn", "toString")).toBe(false);
    expect(responses.has("constructor", "name")).toBe(false);
    expect(faultOf(() => responses.render("HassTurnOn", "none", {})).code).toBe("RESPONSE_INVALID");
  });

  test("a fault names language, intent, key and reason", () => {
    const fault = faultOf(() => responses.render("HassGetState", "default", {}));
    expect(fault.code).toBe("RESPONSE_INVALID");
    expect(fault.message).toBe('the response de/HassGetState/default: "attributes" of something undefined');
  });

  test("all that cannot be compiled is told at once", () => {
    const told = responses.problems().map(({ message }) => message);
    expect(told).toHaveLength(2);
    expect(told[0]).toContain("de/HassTurnOn/broken");
    expect(told[1]).toContain('de/HassGetState/odd: there is no filter "reversed"');
  });
});

describe("facts", () => {
  test("functions are called with plain values", () => {
    const facts: Facts = { state_attr: (id, name) => `${id}.${name}`, state: { entity_id: "light.a" } };
    expect(renderResponse("{{ state_attr(state.entity_id, 'x') }}", facts)).toBe("light.a.x");
  });

  test("a renderer leaves no traces for the next rendering", () => {
    const render = renderer("{% set _ = list.append(n) %}{{ list }}{{ x }}{% set x = 1 %}");
    const facts = { list: [0], n: 1 };
    expect(render(facts)).toBe("[0, 1]");
    expect(render(facts)).toBe("[0, 1]");
    expect(facts.list).toEqual([0]);
  });
});

describe("refused", () => {
  test.each([
    ["{{ u.x }}"],
    ["{{ u() }}"],
    ["{{ 1 / 0 }}"],
    ["{{ 1 % 0 }}"],
    ["{{ none + 1 }}"],
    ["{{ 'a' < 1 }}"],
    ["{{ 'a'.nothing() }}"],
    ["{{ 'a'.constructor('x') }}"],
    ["{{ x is nonsense }}"],
    ["{{ 'a' | nonsense }}"],
    ["{% nonsense %}"],
    ["{{ "],
    ["{% for x in 5 %}{% endfor %}"],
    ["{% break %}"],
    ["{% set 1 = 2 %}"],
    ["{{ '{}'.format() }}"],
    ["{{ [1, 2][0:1:0] }}"],
  ])("%s", (template) => {
    expect(faultOf(() => renderResponse(template, {})).code).toBe("RESPONSE_INVALID");
  });

  test("the names of JavaScript mean nothing", () => {
    expect(renderResponse("{{ constructor }}{{ {}.constructor }}{{ __proto__ }}{{ 'a'.length }}", {})).toBe(
      "",
    );
  });
});

describe("bounded", () => {
  const big = "{% set ns = namespace(t='x') %}";
  test.each([
    [
      "loops in loops",
      "{% for a in range(9999) %}{% for b in range(9999) %}{% set c = 1 %}{% endfor %}{% endfor %}",
    ],
    ["a long list", "{{ range(1000000000) | list }}"],
    ["a text that doubles", `${big}{% for i in range(60) %}{% set ns.t = ns.t ~ ns.t %}{% endfor %}`],
    ["a text that is repeated", "{{ 'xx' * 1000000000 }}"],
    ["a list that is repeated", "{{ [1] * 1000000000 }}"],
    [
      "a list that grows in itself",
      "{% set l = [1] %}{% for i in range(60) %}{% set _ = l.extend(l) %}{% endfor %}",
    ],
    ["a text that is replaced", "{{ ('a' * 9999).replace('a', 'b' * 9999) }}"],
    ["a text that is joined", "{{ range(9999) | join('b' * 9999) }}"],
    ["texts that are joined", "{{ ('b' * 9999).join('a' * 9999) }}"],
    ["a macro that calls itself", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"],
    ["a macro that calls itself twice", "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}"],
    ["a large power", "{{ 10 ** 100 ** 100 }}"],
    ["a long output", "{% for a in range(9999) %}0123456789{% endfor %}"],
    ["deep brackets", `{{ ${"(".repeat(9000)}1${")".repeat(9000)} }}`],
    ["a long template", "x".repeat(100_000)],
  ])("%s", (_what, template) => {
    expect(faultOf(() => renderResponse(template, {})).code).toBe("RESPONSE_INVALID");
  });

  test("a wide field is narrowed", () => {
    expect(renderResponse("{{ '{:>999999999}'.format('x') | length }}", {})).toBe("200");
  });
});

test("any text is rendered or refused with a fault", () => {
  const piece = fc.constantFrom(
    ..."{{|}}|{%|%}|{#|#}| if | else | endif | for | in | endfor | set |x|(|)|[|]|.|,|'|:|==|~|-|1|2.5|not |is |none".split(
      "|",
    ),
    "|",
    "|length",
    "|join",
    "ä",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      try {
        renderResponse(pieces.join(""), { x: ["a"] });
      } catch (thrown) {
        expect((thrown as Fault).code).toBe("RESPONSE_INVALID");
      }
    }),
    { numRuns: 2000 },
  );
});
