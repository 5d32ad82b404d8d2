"""Idioms that print JSON for all data: their proof is closed."""

import pytest
from inbox_toolkit.contract.inference.infer import infer
from inbox_toolkit.prove.json_proof import prove_json

from tests.support.contracts import of_body
from tests.support.json_fuzz import search_for_failures

IDIOMS = [
    '{"a": [{% assign comma = false %}{% for i in trigger.xs %}{% if i.on %}{% if comma %},{% endif %}{{ i.n | json }}{% assign comma = true %}{% endif %}{% endfor %}]}',
    '{"a": [{% assign sep = "" %}{% for i in trigger.xs %}{% if i.on %}{{ sep }}{{ i.n | json }}{% assign sep = "," %}{% endif %}{% endfor %}]}',
    '{"a": [{% assign first = true %}{% for i in trigger.xs %}{% if i.on %}{% unless first %},{% endunless %}{{ i.n | json }}{% assign first = false %}{% endif %}{% endfor %}]}',
    '{"a": [{% assign n = 0 %}{% for i in trigger.xs %}{% if i.on %}{% if n > 0 %},{% endif %}{{ i.n | json }}{% assign n = n | plus: 1 %}{% endif %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{% if i.on %}{% if comma %},{% endif %}{{ i.n | json }}{% assign comma = true %}{% endif %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{% unless i.on %}{% continue %}{% endunless %}{% if comma %},{% endif %}{{ i.n | json }}{% assign comma = true %}{% endfor %}]}',
    '{"a": [{% assign c = "no" %}{% for i in trigger.xs %}{% if i.on %}{% if c == "yes" %},{% endif %}{{ i.n | json }}{% assign c = "yes" %}{% endif %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{% if forloop.index0 > 0 %},{% endif %}{{ i | json }}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{{ i | json }}{% if forloop.rindex0 > 0 %},{% endif %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{{ i | json }}{% if forloop.index < forloop.length %},{% endif %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{{ i | json }}{% if forloop.index != forloop.length %},{% endif %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{% if forloop.index > 1 %},{% endif %}{{ i | json }}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{% if forloop.index != 1 %},{% endif %}{{ i | json }}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{{ i | json }}{% if forloop.rindex > 1 %},{% endif %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{{ i | json }}{% if forloop.rindex != 1 %},{% endif %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{{ i | json }}{% unless forloop.rindex0 == 0 %},{% endunless %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{{ i | json }}{% if forloop.last %}{% else %},{% endif %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{{ i | json }}{% if forloop.index0 < 0 %}x{% endif %}{% unless forloop.last %},{% endunless %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs limit: 3 %}{% unless forloop.first %},{% endunless %}{{ i | json }}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{{ i | json }}{% if forloop.index < trigger.xs.size %},{% endif %}{% endfor %}]}',
    '{"a": [{% assign n = trigger.xs | size %}{% for i in trigger.xs %}{{ i | json }}{% if forloop.index < n %},{% endif %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{{ i | json }}{% unless forloop.last %},{% endunless %}{% endfor %}{% if trigger.xs.size > 0 and trigger.ys.size > 0 %},{% endif %}{% for i in trigger.ys %}{{ i | json }}{% unless forloop.last %},{% endunless %}{% endfor %}]}',
    '{"a": [0{% for i in trigger.xs %},{{ i | json }}{% endfor %}{% for i in trigger.ys %},{{ i | json }}{% endfor %}]}',
    '{"a": [{% assign comma = false %}{% for i in trigger.xs %}{% if comma %},{% endif %}{{ i | json }}{% assign comma = true %}{% endfor %}{% for i in trigger.ys %}{% if comma %},{% endif %}{{ i | json }}{% assign comma = true %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{{ i | json }}{% unless forloop.last %},{% endunless %}{% endfor %}{% if trigger.xs != empty and trigger.ys != empty %},{% endif %}{% for i in trigger.ys %}{{ i | json }}{% unless forloop.last %},{% endunless %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{{ i | json }},{% endfor %}{% for i in trigger.ys %}{{ i | json }},{% endfor %}null]}',
    '{"a": 1{% for i in trigger.xs %}{% if forloop.first %}, "b": [{% else %},{% endif %}{{ i | json }}{% if forloop.last %}]{% endif %}{% endfor %}}',
    '{"a": 1{% if trigger.xs.size > 0 %}, "b": [{% for i in trigger.xs %}{{ i | json }}{% unless forloop.last %},{% endunless %}{% endfor %}]{% endif %}}',
    '{"a": "{{ trigger.n | pluralize: \'item\', \'items\' }}"}',
    '{"a": "{{ trigger.at | add_month: 1 | date: \'%Y-%m-%d\' }}"}',
    '{"a": "{{ \'now\' | date: \'%Y\' }}"}',
    '{"a": {% assign u = trigger.xs | uniq %}{{ u.size }}}',
    '{"a": {{ trigger.xs | uniq | size }}}',
    '{"a": {% assign u = trigger.xs | where: "on" %}{{ u.size }}}',
    '{"a": {{ trigger.n | at_most: 5 }}}',
    '{"a": {{ trigger.n | at_most: 5 | at_least: 1 }}}',
    '{"a": {{ trigger.xs | size | at_most: 5 }}}',
    '{"a": {{ trigger.xs | map: "p" | size }}}',
    '{"a": "{{ trigger.n | currency }}"}',
    '{"a": {{ trigger.xs | sum: "p" | round: 2 }}}',
    '{"a": {% assign t = 0 %}{% for i in trigger.xs %}{% assign t = t | plus: i.p %}{% endfor %}{{ t }}}',
    '{"a": {% assign t = 0 %}{% for i in trigger.xs %}{% assign l = i.p | times: i.q %}{% assign t = t | plus: l %}{% endfor %}{{ t | round: 2 }}}',
    '{"a": "{% if trigger.n == 1 %}one{% else %}{{ trigger.n }}{% endif %}"}',
    '{"a": "item{% if trigger.n != 1 %}s{% endif %}"}',
    '{"a": {% capture t %}Hi {{ customer.first_name }}{% endcapture %}{{ t | json }}}',
    '{"a": {{ customer.first_name | default: "you" | prepend: "Hi " | json }}}',
    '{"a": "{% case customer.lang %}{% when \'de\' %}Hallo{% else %}Hello{% endcase %}"}',
    '{"a": [{% for i in (1..3) %}{{ i }}{% unless forloop.last %},{% endunless %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{"n": {{ i.n | json }}, "t": [{% for t in i.ts %}{{ t | json }}{% unless forloop.last %},{% endunless %}{% endfor %}]}{% unless forloop.last %},{% endunless %}{% endfor %}]}',
    '{"a": {% if trigger.x %}{{ trigger.x | json }}{% else %}null{% endif %}{% if trigger.y %}, "y": {{ trigger.y | json }}{% endif %}}',
    '{"a": "{{ trigger.n | plus: 1 }}{% increment c %}"}',
    '{"a": "{{ trigger.url | url_encode }}", "b": "{{ trigger.n | round: 2 | format_number }}"}',
    '{"a": {{ trigger.n | abs | ceil | plus: 1 }}}',
    '{"a": {% if trigger.b %}true{% else %}false{% endif %}}',
]  # fmt: skip


@pytest.mark.parametrize("body", IDIOMS)
def test_an_idiom_is_proved(body: str) -> None:
    made = of_body(body)
    assert not made.parsed.errors
    schemas = {"trigger": infer(made).schema, "customer": infer(made, of="customer").schema}
    assert [one.reason for one in prove_json(made, schemas).unproved] == []


NEAR_MISSES = [
    '{"a": [{% assign comma = true %}{% for i in trigger.xs %}{% if comma %},{% endif %}{{ i | json }}{% assign comma = true %}{% endfor %}]}',
    '{"a": [{% assign comma = false %}{% for i in trigger.xs %}{% if comma %},{% endif %}{% if i.on %}{{ i.n | json }}{% assign comma = true %}{% endif %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{% if forloop.index > 2 %},{% endif %}{{ i | json }}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{{ i | json }}{% if forloop.index <= forloop.length %},{% endif %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{{ i | json }}{% if forloop.rindex0 > 1 %},{% endif %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs limit: 2 %}{{ i | json }}{% if forloop.index < trigger.xs.size %},{% endif %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{{ i | json }}{% unless forloop.last %},{% endunless %}{% endfor %}{% if trigger.xs.size > 0 %},{% endif %}{% for i in trigger.ys %}{{ i | json }}{% unless forloop.last %},{% endunless %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{{ i | json }}{% unless forloop.last %},{% endunless %}{% endfor %}{% if trigger.xs.size > 1 and trigger.ys.size > 0 %},{% endif %}{% for i in trigger.ys %}{{ i | json }}{% unless forloop.last %},{% endunless %}{% endfor %}]}',
    '{"a": {% assign u = trigger.t | slice: 0, 1 %}{{ u }}}',
    '{"a": {% assign u = trigger.n | plus: 0 | slice: 0, 2 %}{{ u }}}',
    '{"a": [{% assign on = trigger.xs | where: "on" %}{% for i in on %}{{ i.n | json }}{% unless forloop.last %},{% endunless %}{% endfor %}{% if trigger.xs.size > 0 and trigger.ys.size > 0 %},{% endif %}{% for i in trigger.ys %}{{ i | json }}{% unless forloop.last %},{% endunless %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{% if i.on %}{{ i.n | json }}{% unless forloop.last %},{% endunless %}{% endif %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{% if i.skip %}{% continue %}{% endif %}{{ i.n | json }}{% unless forloop.last %},{% endunless %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{{ i | json }}{% unless forloop.last %},{% endunless %}{% if i.stop %}{% break %}{% endif %}{% endfor %}]}',
    '{"a": "{% capture t %}{{ trigger.t }}{% endcapture %}{{ t }}"}',
    '{"a": "{% capture t %}{% for i in trigger.xs %}{{ i }}{% endfor %}{% endcapture %}{{ t }}"}',
    '{"a": "{% case trigger.k %}{% when 1 %}x{% when 2 %}"{% endcase %}"}',
    '{"a": "{{ trigger.n | pluralize: \'it"em\', \'items\' }}"}',
]  # fmt: skip


@pytest.mark.parametrize("body", NEAR_MISSES)
def test_a_near_miss_is_not(body: str) -> None:
    made = of_body(body)
    assert not made.parsed.errors
    schemas = {"trigger": infer(made).schema, "customer": infer(made, of="customer").schema}
    assert not prove_json(made, schemas).is_closed
    assert {"not-json", "injection"} & search_for_failures(made, schemas, cases=1_500)


GROWING = [
    "{% assign s = 'x' %}" + "{% assign s = s | append: s %}" * 60 + "{{ s }}",
    "{% assign s = trigger.k %}" + "{% assign s = s | append: s | append: s %}" * 40 + "{{ s }}",
    "{% assign s = '' %}{% for i in trigger.xs %}{% assign s = s | append: 'x' %}{% endfor %}{{ s }}",
    "{% assign s = 'ab' %}{% for i in trigger.xs %}{% assign s = s | append: s %}{% endfor %}{{ s }}",
    "{% capture s %}ab{% endcapture %}"
    + "{% capture s %}{{ s }}{{ s }}{% endcapture %}" * 60
    + "{{ s }}",
]


@pytest.mark.parametrize("text", GROWING)
def test_what_grows_is_bounded(text: str) -> None:
    made = of_body('{"a": "' + text + '"}')
    assert not made.parsed.errors
    assert prove_json(made, {}).states < 1_000


def test_what_is_too_large_is_not_proved() -> None:
    parts = "".join(
        f"{{% if trigger.a{at} %}}{{% assign v{at} = 'x' %}}{{% endif %}}" for at in range(20)
    )
    made = of_body('{"a": "' + parts + '"}')
    (found,) = prove_json(made, {}).unproved
    assert found.reason.startswith("too large")


def test_nested_loops_are_bounded() -> None:
    depth = 30
    loops = "".join(f"{{% for i{at} in trigger.xs %}}" for at in range(depth))
    made = of_body('{"a": "' + loops + "x" + "{% endfor %}" * depth + '"}')
    assert not made.parsed.errors
    found = prove_json(made, {}, max_steps=20_000).unproved
    assert [one.reason.partition(":")[0] for one in found] == ["too large"]
