/** Forms of Jinja and Python, each with what Jinja 3.1 in Python 3.11 renders from it. */
import { expect, test } from "vitest";
import { float, renderResponse } from "../../../../core/language/respond/index.ts";

const facts = {
  x: 3,
  f: float(20),
  text: "Äbcd",
  list: [1, 2, 3],
  dict: { a: 1, b: "x" },
  date: { year: 2013, month: 9, day: 17 },
  people: [
    { name: "bo", n: 2, on: true },
    { name: "al", n: 1, on: false },
    { name: "cy", n: 1, on: true },
  ],
};

const cases: [template: string, said: string][] = [
  [
    "{{ 1 + 2 * 3 }}|{{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 4 / 2 }} {{ 2 ** 3 }} {{ 2 ** -1 }}",
    "7|3 -4 2 3.5 2.0 8 0.5",
  ],
  [
    "{{ 1 == 1.0 }} {{ '1' == 1 }} {{ none == false }} {{ [1, 'a'] == [1, 'a'] }} {{ {'a': 1} == {'a': 1.0} }}",
    "True False False True True",
  ],
  ["{{ 0 < x < 5 }} {{ 0 < x < 2 }} {{ 1 < x > 2 }}", "True False True"],
  ["{{ 'a' ~ 1 ~ 2.0 ~ none ~ true ~ u }}", "a12.0NoneTrue"],
  [
    "{{ u }}|{{ u is defined }}|{{ u | default('d') }}|{{ u | length }}|{{ u or 'or' }}|{{ not u }}",
    "|False|d|0|or|True",
  ],
  [
    "{{ none }} {{ true }} {{ [1, 2.5, 'a', none, u] }} {{ {'a': 1, 2: 'b'} }} {{ (1, 2) | list }}",
    "None True [1, 2.5, 'a', None, Undefined] {'a': 1, 2: 'b'} [1, 2]",
  ],
  ["{{ \"it's\" }} {{ [\"it's\", 'say \"x\"', 'a\\nb'] }}", "it's [\"it's\", 'say \"x\"', 'a\\nb']"],
  [
    "{{ text[0] }} {{ text[-1] }} {{ text[1:3] }} {{ text[::-1] }} {{ text[:-1] }} {{ text[5:] }} {{ text[9:2] }}",
    "Ä d bc dcbÄ Äbc  ",
  ],
  [
    "{{ list[1] }} {{ list[-1] }} {{ list[1:] }} {{ list[9] is defined }} {{ list[::2] }}",
    "2 3 [2, 3] False [1, 3]",
  ],
  [
    "{{ '%02d:%s' | format(5, 'x') }} {{ '%.1f' % 2.25 }} {{ '%d %%' % 3.9 }} {{ '%5s|%-5s|%+d' | format('a', 'b', 3) }}",
    "05:x 2.2 3 %     a|b    |+3",
  ],
  [
    "{{ '{0:02d}'.format(5) }} {{ '{}-{}'.format(1, 'b') }} {{ '{a:>5}|{b:<5}|{c:^5}'.format(a=1, b='x', c='m') }} {{ '{:,}'.format(1234567) }} {{ '{:.2f}'.format(2.675) }} {{ '{:.0f}'.format(2.5) }} {{ '{:.1%}'.format(0.256) }} {{ '{:05.1f}'.format(-2.25) }} {{ '{{}}'.format() }}",
    "05 1-b     1|x    |  m   1,234,567 2.67 2 25.6% -02.2 {}",
  ],
  [
    "{{ 2.5 | round }} {{ 3.5 | round }} {{ 2.675 | round(2) }} {{ 1.45 | round(1) }} {{ 2.55 | round(1) }} {{ 21.55 | round(1) }} {{ 42 | round }} {{ 21.01 | round(1, 'ceil') }} {{ 21.09 | round(1, 'floor') }} {{ 125 | round(-1) }} {{ -2.5 | round }}",
    "2.0 4.0 2.67 1.4 2.5 21.6 42 21.1 21.0 120 -2.0",
  ],
  [
    "{{ '21.7' | int }} {{ 'x' | int }} {{ 'x' | int(5) }} {{ -3.7 | int }} {{ none | int }} {{ true | int }} {{ ' 7 ' | int }} {{ '' | int(default=9) }}",
    "21 0 5 -3 0 1 7 9",
  ],
  [
    "{{ '21' | float }} {{ 'x' | float }} {{ 'x' | float(none) }} {{ 3 | float }} {{ '1e3' | float }}",
    "21.0 0.0 None 3.0 1000.0",
  ],
  [
    "{{ 'hELLO wORLD' | capitalize }} {{ \"they're bill's-x (y)\" | title }} {{ \"they're bill's-x\".title() }} {{ 'ÄÖ' | lower }} {{ 'straße' | upper }}",
    "Hello world They're Bill's-X (Y) They'Re Bill'S-X äö STRASSE",
  ],
  [
    "{{ ['b', 'A', 'c'] | sort }} {{ ['b', 'A', 'c'] | sort(case_sensitive=true) }} {{ [3, 1, 2] | sort(reverse=true) | list }} {{ people | sort(attribute='n') | map(attribute='name') | join(', ') }} {{ people | sort(attribute='n,name', reverse=true) | map(attribute='name') | join }}",
    "['A', 'b', 'c'] ['A', 'b', 'c'] [3, 2, 1] al, cy, bo bocyal",
  ],
  [
    "{{ people | selectattr('on') | map(attribute='name') | list }} {{ people | rejectattr('on') | list | length }} {{ people | selectattr('n', 'eq', 1) | list | count }} {{ people | map(attribute='zip', default='-') | join(' ') }} {{ people | selectattr('n', 'in', [1, 3]) | list | length }}",
    "['bo', 'cy'] 1 2 - - - 2",
  ],
  [
    "{{ [1, 2, 3, 4] | select('odd') | list }} {{ [0, 1, none] | select | list }} {{ [1, 2] | reject('eq', 1) | list }} {{ ['a ', ' b'] | map('trim') | join('|') }} {{ ['a'] | map('upper') | first }}",
    "[1, 3] [1] [2] a|b A",
  ],
  [
    "{{ [1, 2, 3] | max }} {{ ['b', 'A'] | min }} {{ [] | max is defined }} {{ [1, 2] | sum }} {{ people | sum(attribute='n') }} {{ [1.5, 2] | sum }}",
    "3 A False 3 4 3.5",
  ],
  [
    "{{ [] | first is defined }} {{ [1, 2] | last }} {{ 'abc' | first }} {{ -5 | abs }} {{ -5.5 | abs }} {{ 5 | string + 'x' }} {{ 'a,b,c'.split(',') }} {{ ' a  b '.split() }} {{ 'a,b,c'.split(',', 1) }} {{ ''.split() }} {{ ''.split(',') }}",
    "False 2 a 5 5.5 5x ['a', 'b', 'c'] ['a', 'b'] ['a', 'b,c'] [] ['']",
  ],
  [
    "{{ 'xxaxx'.strip('x') }} {{ ' a '.lstrip() }}| {{ 'aXbX'.replace('X', '-') }} {{ 'aXbX'.replace('X', '-', 1) }} {{ 'abc' | replace('b', '') }} {{ 'ab'.replace('', '-') }} {{ 'abc'.startswith('ab') }} {{ 'abc'.endswith(('x', 'c')) }} {{ 'abc'.find('c') }} {{ '-'.join(['a', 'b']) }} {{ 'aaa'.count('a') }} {{ '7'.zfill(3) }} {{ '7'.isdigit() }} {{ 'abc'.removeprefix('a') }}",
    "a a | a-b- a-bX ac -a-b- True True 2 a-b 3 007 True bc",
  ],
  [
    "{{ 'a' in 'abc' }} {{ 2 in [1, 2] }} {{ 'a' in dict }} {{ 'z' not in dict }} {{ 2.0 in [1, 2] }} {{ x in (1, 3) }} {{ not 'a' in 'b' }}",
    "True True True True True True True",
  ],
  [
    "{{ x is number }} {{ x is string }} {{ 'x' is string }} {{ none is none }} {{ x is not none }} {{ dict is mapping }} {{ [] is iterable }} {{ 2.5 is float }} {{ 2 is integer }} {{ 3 is odd }} {{ 3 is even }} {{ 9 is divisibleby(3) }} {{ 9 is not divisibleby(3) }} {{ x is in([1, 3]) }} {{ x is eq(3) }} {{ true is boolean }} {{ 'a' is lower }}",
    "True False True True True True True True True True False True False True True True True",
  ],
  ["{{ x if x > 5 }}|{{ 'a' if x > 5 else 'b' if x > 1 else 'c' }}", "|b"],
  [
    "{% for i in [1, 2, 3] %}{{ loop.index }}{{ loop.first }}{{ loop.last }}{{ loop.revindex0 }}{{ loop.length }}{% if not loop.last %}, {% endif %}{% endfor %}",
    "1TrueFalse23, 2FalseFalse13, 3FalseTrue03",
  ],
  [
    "{% for i in [] %}x{% else %}none{% endfor %}{% for k, v in dict.items() %}{{ k }}={{ v }};{% endfor %}{% for i in range(5) if i is odd %}{{ i }}{{ loop.index }}{% endfor %}",
    "nonea=1;b=x;1132",
  ],
  ["{% set a = 1 %}{% for i in [1, 2] %}{% set a = a + i %}{{ a }}{% endfor %}{{ a }}", "231"],
  [
    "{% set ns = namespace(n=0) %}{% for i in range(4) %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}",
    "6",
  ],
  [
    "{% macro m(a, b=2) %}<{{ a }}{{ b }}{{ c }}>{% endmacro %}{{ m(1) }}{{ m(1, b=3) }}{{ m(b=1, a=2) }}{{ m() }}{% set y = m(1) %}{{ y | upper }}",
    "<12><13><21><2><12>",
  ],
  [
    "{% set z %}a{{ x }}b{% endset %}{{ z }}{% set p, q = 1, 2 %}{{ p }}{{ q }}{% set l = [] %}{% set _ = l.append(1) %}{{ l }}{{ l.append(2) }}",
    "a3b12[1]None",
  ],
  [
    "{% if x == 3: %}colon{% elif x: %}b{% else: %}c{% endif %} {% for i in [1]: %}{{ i }}{% endfor %}",
    "colon 1",
  ],
  [
    "{% set größe = 5 %}{{ größe + 1 }}{{ \"größe\" }}{# größe }} #}{% set d = {'größe': 1} %}{{ d.größe }}",
    "6größe1",
  ],
  ["a  {%- if true -%}  b  {%- endif -%}  c {{- 1 -}} d {#- x -#} e", "abc1de"],
  [
    "{% for i in range(10) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 5 %}{% break %}{% endif %}{{ i }}{% endfor %}",
    "0134",
  ],
  [
    "{{ range(3) | list }} {{ range(1, 7, 2) | list }} {{ range(3, 0, -1) | list }} {{ [1] + [2] }} {{ 'ab' * 2 }} {{ [0] * 3 }}",
    "[0, 1, 2] [1, 3, 5] [3, 2, 1] [1, 2] abab [0, 0, 0]",
  ],
  [
    "{{ -x | abs }} {{ -x }} {{ - 2 * 3 }} {{ x - 1 }} {{ x -1 }} {{ [1, -1] }} {{ (x)-1 }} {{ +x }} {{ list[x-2] }} {{ list|length-1 }} {{ not x == 3 }} {{ x == 3 and not false }}",
    "3 -3 -6 2 2 [1, -1] 2 3 2 2 False True",
  ],
  [
    "{{ dict.fromkeys if false }}{{ {'a': 1}.fromkeys(['b', 'a']) | list }} {{ dict2 | default({}, true) }} {{ '' | default('d') }}|{{ '' | default('d', true) }} {{ 3.0.is_integer() if false }}{{ f.is_integer() }} {{ f }} {{ f * 2 }} {{ f == 20 }}",
    "['b', 'a'] {} |d True 20.0 40.0 True",
  ],
  [
    "{{ ['x', 'y'] | join(' ') | upper ~ '!' }} {{ people[0].name }} {{ people[0]['name'] | length }} {{ people | map(attribute='name') | map('capitalize') | join(' & ') }}",
    "X Y! bo 2 Bo & Al & Cy",
  ],
  [
    "{% filter upper %}a{{ x }}{% endfilter %} {{ 'a' 'b' }} {{ \"\\u00e4\\x41\\t|\" }} {{ 'a b c' | wordcount }} {{ 5 | string | length }}",
    "A3 ab äA\t| 3 1",
  ],
  ["{{ 0.1 + 0.2 }} {{ 3.0 * 2 }} {{ 10000000000000000.0 }}", "0.30000000000000004 6.0 1e+16"],
  [
    "{{ dict.a }} {{ dict['b'] }} {{ dict.get('c') }} {{ dict.get('c', 5) }} {{ dict.zzz is defined }}",
    "1 x None 5 False",
  ],
  [
    "{{ {1: 'a', 2: 'b'}[2] }} {{ ['a', 'A', 'b'] | unique | list }} {{ [1, 2, 3] | batch(2, 'x') | list }} {{ 'ab' | reverse }}",
    "b ['a', 'b'] [[1, 2], [3, 'x']] ba",
  ],
  ["{{ dict | dictsort | map('first') | list }} {{ date.weekday() }}", "['a', 'b'] 1"],
];

test.each(cases)("%s", (template, said) => {
  expect(renderResponse(template, facts)).toBe(said);
});
