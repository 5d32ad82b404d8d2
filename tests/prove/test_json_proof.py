"""What is proved of a template, and where a proof stays open."""

from typing import Any

import pytest
from inbox_toolkit.contract.inference.infer import infer
from inbox_toolkit.prove.json_proof import Proof, prove_json

from tests.support.contracts import of_body
from tests.support.json_fuzz import run_seed


def prove(body: str) -> Proof:
    made = of_body(body)
    assert not made.parsed.errors
    schemas: dict[str, Any] = {"trigger": infer(made).schema}
    schemas["customer"] = infer(made, of="customer").schema
    return prove_json(made, schemas)


CLOSED = [
    '{"a": {{ trigger.a | json }}}',
    '{"a": "{{ trigger.a | url_encode }}"}',
    '{"a": {{ trigger.n | plus: 1 }}, "b": "{{ trigger.n }}", "c": {{ trigger.l | size }}}',
    '{"a": {{ trigger.n | divided_by: 3 | ceil }}}',
    '{"a": [{% for i in trigger.l %}{{ i | json }}{% unless forloop.last %},{% endunless %}{% endfor %}]}',
    '{"a": [{% for i in trigger.l %}{% if forloop.first == false %},{% endif %}{{ i | json }}{% endfor %}]}',
    '{"a": [0{% for i in trigger.l %}, {{ i | json }}{% endfor %}]}',
    '{"a": 1{% if trigger.b %}, "b": 2{% endif %}}',
    '{"a": 1{% if trigger.b %},{% endif %}{% if trigger.b %}"b": 2{% endif %}}',
    '{"a": 1{% if trigger.b != "x" %},{% endif %}{% unless trigger.b == "x" %}"b": 2{% endunless %}}',
    '{ {% assign v = trigger.n %}"a": {% if v %}{{ v | plus: 0 }}{% else %}null{% endif %}}',
    '{"a": {% case trigger.k %}{% when "x" %}1{% when "y" %}2{% else %}3{% endcase %}}',
    '{"a": "{% cycle "x", "y" %}", "b": "{% generate_uuid %}", "c": {% random 3 %}}',
    '{ {% capture v %}x{% endcapture %}"a": "{{ v }}"}',
    '{"a": {{ customer.n | default: 1 | json }}}',
    '{"a": {% if trigger.b %}{"c": 1}{% else %}[{}]{% endif %}}',
    '{"a": {% for i in trigger.l %}1{% break %}{% else %}2{% endfor %}}',
    '{"a": [{% for i in (1..3) %}{% if i == 2 %}{% continue %}{% endif %}{% endfor %}]}',
]


@pytest.mark.parametrize("body", CLOSED)
def test_it_is_proved(body: str) -> None:
    assert prove(body).unproved == ()


OPEN = [
    ('{"a": 1٣}', "", "found `٣`"),
    ('{"a": {{ trigger.n | plus: "1٣" }}}', '{{ trigger.n | plus: "1٣" }}', "need not"),
    ('{"a": {{ trigger.n | divided_by: "٣" }}}', '{{ trigger.n | divided_by: "٣" }}', "need not"),
    ('{"a": "{{ trigger.a }}"}', "{{ trigger.a }}", "can end the string"),
    ('{"a": {{ trigger.a }}}', "{{ trigger.a }}", "need not be JSON"),
    ('{"a": "{{ trigger.a | json }}"}', "{{ trigger.a | json }}", "can end the string"),
    ('{"a": {{ customer.n | plus: 1 }}}', "{{ customer.n | plus: 1 }}", "need not be JSON"),
    ('{"a": {{ trigger.n | divided_by: trigger.m }}}', "{{ trigger.n | divided_by: trigger.m }}", "need not"),
    ('{"a": [{% for i in trigger.l %}1,{% endfor %}]}', "]}", "expected a value, found `]`"),
    ('{"a": 1{% if trigger.b %},{% endif %}}', "}", "expected a key"),
    ('{"a": 1{% if trigger.b %}, "a": 2{% endif %}}', ', "a": 2', "the key `a` can stand twice"),
    ('{"a": {% if trigger.b %}1{% endif %}}', "}", "expected a value"),
    ('{"a": 1{% if trigger.b %}{% break %}{% endif %}}', "}", "ends too early"),
    ('{"a": {% for i in trigger.l limit: trigger.n %}1{% break %}{% else %}2{% endfor %}}', "}", "expected a value"),
    ("[1]", "[1]", "cannot stand"),
    ("{{ trigger.a | json }}", "{{ trigger.a | json }}", "need not be an object"),
    ('{"a": -{{ trigger.n | plus: 1 }}}', "{{ trigger.n | plus: 1 }}", "a value where none can stand"),
    ('{"{{ trigger.a | md5 }}": 1, "b": 2}', ': 1, "b": 2}', "can stand twice"),
    ('{"a": "{% render_liquid trigger.a %}"}', "{% render_liquid trigger.a %}", "can end the string"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "marked", "reason"), OPEN)
def test_it_stays_open(body: str, marked: str, reason: str) -> None:
    unproved = prove(body).unproved
    text = of_body(body).source.text
    said = [(one.span.of(text), one.reason) for one in unproved]
    assert any(reason in why for _, why in said), said
    assert any(marked in place for place, _ in said), said


def test_a_gap_says_how_it_is_reached() -> None:
    (unproved,) = prove('{"a": {% if trigger.b %}{{ trigger.a }}{% else %}1{% endif %}}').unproved
    assert unproved.trace == ("trigger.b",)


def test_too_many_ways_are_not_followed_for_ever() -> None:
    members = ", ".join('"k": 1' for _ in range(1))
    body = "".join(f'{{% if trigger.a{n} %}}, "k{n}": 1{{% endif %}}' for n in range(40))
    assert not prove("{" + members + body + "}").is_closed


@pytest.mark.long
def test_no_proof_is_wrong() -> None:
    found = [run_seed(seed, cases=60) for seed in range(80)]
    assert [one.template.source.text for one in found if one.is_wrong] == []
    assert sum(one.json.is_closed for one in found) > 20
