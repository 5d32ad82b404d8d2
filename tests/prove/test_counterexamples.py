"""Planted mistakes are found, and sound templates are left alone."""

from datetime import UTC, datetime

import pytest
from inbox_toolkit.contract.inference.infer import infer
from inbox_toolkit.project.fixtures import Fixtures
from inbox_toolkit.prove.counterexamples import Search, SearchResult, observed_values
from inbox_toolkit.prove.oracle import Oracle
from inbox_toolkit.rendering.environment import RenderEnvironment
from inbox_toolkit.schemas.checking import Checker

from tests.support.contracts import of_body

NOW = datetime(2026, 1, 15, 9, tzinfo=UTC)


def search(body: str, *, output: object = None, largest: int = 32_768) -> SearchResult:
    made = of_body(body)
    assert not made.parsed.errors
    schemas = {"trigger": infer(made).schema, "customer": infer(made, of="customer").schema}
    checker = Checker(output) if isinstance(output, dict) else None
    oracle = Oracle(made, RenderEnvironment(NOW), checker, largest)
    found = Search(oracle, schemas, Fixtures(), seed=0, is_over=lambda: found.cases >= 400)
    return found.run()


PLANTED = [
    # text that breaks the JSON
    ("not-json", '{"a": "{{ customer.first_name }}"}'),
    ("not-json", '{"a": "Hi {{ customer.first_name | default: \'you\' }}"}'),
    ("not-json", '{"a": "{{ trigger.note | strip }}"}'),
    ("not-json", '{"a": "{{ trigger.note | escape }}"}'),
    ("not-json", '{"a": "{{ trigger.title | upcase }}"}'),
    ("not-json", '{"a": "{{ trigger.note | truncate: 20 }}"}'),
    ("not-json", '{"a": [{% for i in trigger.l %}"{{ i.name | upcase }}"{% unless forloop.last %},{% endunless %}{% endfor %}]}'),
    ("not-json", '{"a": "{{ trigger.a | json }}"}'),
    ("not-json", '{"a": "{{ trigger.l | join: \', \' }}"}'),
    ("not-json", '{"a": "{{ trigger.a.b.c | capitalize }}"}'),
    # text that adds a member
    ("injection", '{"a": "{{ trigger.note | strip_newlines }}"}'),
    # a bare placeholder
    ("not-json", '{"a": {{ customer.points | plus: 1 }}}'),
    ("not-json", '{"a": {{ trigger.a }}}'),
    ("not-json", '{"a": {{ customer.points | default: \'none\' }}}'),
    ("not-json", '{"a": {{ trigger.a | upcase }}}'),
    ("not-json", '{"a": {% if trigger.b %}1{% endif %}}'),
    ("not-json", '{"a": {{ trigger.n | divided_by: trigger.m }}}'),
    # commas
    ("not-json", '{"a": [{% for i in trigger.l %}{{ i | json }},{% endfor %}]}'),
    ("not-json", '{"a": [0, {% for i in trigger.l %}{{ i | json }}{% unless forloop.last %},{% endunless %}{% endfor %}]}'),
    ("not-json", '{"a": [{% for i in trigger.l %}{% if i.on %}{{ i.n | json }}{% endif %}{% unless forloop.last %},{% endunless %}{% endfor %}]}'),
    ("not-json", '{"a": 1{% if trigger.b %},{% endif %}{% if trigger.c %}"b": 2{% endif %}}'),
    ("not-json", '{"a": 1,{% if trigger.b %}"b": 2{% endif %}}'),
    ("not-json", '{"a": [{% for i in trigger.l %}{{ i | json }}{% endfor %}]}'),
    ("not-json", '{ {% if trigger.b %}"a": 1,{% endif %}"b": 2, {% unless trigger.b %}"c": 1{% endunless %} }'),
    # a key twice
    ("not-json", '{"a": 1{% if trigger.b %}, "a": 2{% endif %}}'),
    ("not-json", '{"z": 1{% for i in trigger.l %}, "a": 2{% endfor %}}'),
    # a missing value that no schema can rule out
    ("missing-value", '{"a": {{ v | json }}}'),
    ("missing-value", '{"a": {% assign i = trigger.l | find: \'ok\' %}{{ i.n | json }}}'),
    ("missing-value", '{"a": {% assign l = trigger.l | where: \'ok\' %}{{ l[0].n | json }}}'),
    ("missing-value", '{"a": {% assign p = trigger.t | split: \' \' %}{{ p[0] | json }}}'),
    ("missing-value", '{"a": {% assign p = customer.name | default: \'F\' | split: \' \' %}{{ p[0] | json }}}'),
    ("missing-value", '{"a": {{ trigger.texts[trigger.lang].title | json }}}'),
    ("missing-value", '{"a": {{ trigger.names[trigger.n] | json }}}'),
    ("missing-value", '{"a": {{ trigger.a | default: v | json }}}'),
    # nonsense
    ("nonsense", '{"a": "{{ trigger.n | divided_by: trigger.m }}"}'),
    ("nonsense", '{"a": "{{ trigger.n | divided_by: 0 }}"}'),
    ("nonsense", '{"a": "{{ trigger.n | modulo: trigger.m }}"}'),
    ("nonsense", '{"a": "{{ trigger.n | minus }}"}'),
    # a filter that fails
    ("render-failure", '{"a": {{ trigger.at | date: \'%H\', trigger.zone | json }}}'),
    # a branch that only some value reaches
    ("not-json", '{"a": {% if trigger.n == 42 %}x{% else %}1{% endif %}}'),
    ("not-json", '{"a": {% if trigger.n > 1000 %}{% else %}1{% endif %}}'),
    ("not-json", '{"a": {% case trigger.k %}{% when \'rare\' %}{% else %}1{% endcase %}}'),
    ("not-json", '{"a": {% if trigger.k == \'x\' and trigger.m == \'y\' %}{% else %}1{% endif %}}'),
    ("not-json", '{"a": {% if trigger.l.size == 3 %}{% else %}1{% endif %}, "b": {{ trigger.l | size }}}'),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body"), PLANTED)
def test_a_planted_mistake_is_found(kind: str, body: str) -> None:
    assert kind in {one.failure.kind for one in search(body).found}


def test_a_payload_its_client_does_not_expect() -> None:
    output = {"properties": {"a": {"type": "string", "maxLength": 10}}}
    (found,) = search('{"a": {{ trigger.a | json }}}', output=output).found
    assert found.failure.kind == "output"


def test_a_payload_that_is_too_large() -> None:
    body = '{"a": [0{% for i in (1..trigger.n) %}, "a long sentence about nothing at all"{% endfor %}]}'
    assert "size" in {one.failure.kind for one in search(body, largest=2_000).found}


SOUND = [
    '{"a": {{ trigger.a | json }}, "b": [{% for i in trigger.l %}{{ i | json }}{% unless forloop.last %},{% endunless %}{% endfor %}]}',
    '{"a": {{ customer.first_name | default: \'you\' | json }}}',
    '{"a": {{ trigger.n | plus: 1 }}, "b": "{{ trigger.note | url_encode }}"}',
    '{"a": {% if trigger.o.x %}{{ trigger.o.x | json }}{% else %}null{% endif %}}',
    '{"a": {% if trigger.kind == \'gift\' %}{{ trigger.by | json }}{% else %}null{% endif %}}',
]  # fmt: skip


@pytest.mark.parametrize("body", SOUND)
def test_a_sound_template_is_left_alone(body: str) -> None:
    search_result = search(body)
    assert search_result.found == ()
    assert search_result.unreached == ()
    assert search_result.cases >= 400


def test_what_is_found_is_made_small() -> None:
    body = '{"a": "{{ trigger.note | strip }}", "b": {{ trigger.other | json }}, "c": {{ trigger.l | json }}}'
    found = next(one for one in search(body).found if one.failure.kind == "not-json")
    assert len(str(found.data["note"])) <= 2
    assert found.profile == {}
    assert found.failure.place.span.of(found.failure.place.source.text).startswith(
        "{{ trigger.note"
    )


def test_what_a_template_compares_with_is_known() -> None:
    made = of_body(
        "\"{% if trigger.n > 5 %}{% endif %}{% for i in trigger.l %}{% if i.k == 'x' %}{% endif %}{% endfor %}\""
    )
    assert observed_values(made, "trigger") == {("n",): [5, 6, 4], ("l", None, "k"): ["x"]}


def test_a_search_is_the_same_under_a_seed() -> None:
    assert search(PLANTED[0][1]) == search(PLANTED[0][1])
