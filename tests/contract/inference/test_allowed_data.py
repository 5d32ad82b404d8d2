"""Law: whatever an inferred contract allows does not fail for want of message data."""

from typing import Any

import pytest
from inbox_toolkit.contract.inference.infer import infer

from tests.support.contracts import missing_values
from tests.support.projects import template

FORMS = [
    # members that a filter needs of every item
    "{% assign a = trigger.xs | where: 'active' %}{% for i in a %}{{ i.name }}{% endfor %}",
    "{% assign a = trigger.xs | where: 'k', 'v' %}{{ a.size }}",
    "{% assign a = trigger.xs | reject: 'hidden' %}{% for i in a %}{{ i.n }}{% endfor %}",
    "{% assign a = trigger.xs | where: 'address.city', 'Oslo' %}{% for i in a %}{{ i.n }}{% endfor %}",
    "{% if trigger.on %}{% assign a = trigger.xs | where: 'active' %}{{ a.size }}{% endif %}",
    "{% assign a = trigger.xs | find: 'k', 'v' %}{% if a %}{{ a.name }}{% endif %}",
    "{{ trigger.xs | has: 'hidden' }}{{ trigger.xs | find_index: 'k', 'v' | json }}",
    "{% assign a = trigger.xs | where_exp: 'i', 'i.p > 3' %}{% for i in a %}{{ i.price }}{% endfor %}",
    "{% assign a = trigger.xs | find_exp: 'i', 'i.k == 1' %}{% if a %}{{ a.n }}{% endif %}",
    "{% assign a = trigger.xs | where_exp: 'i', 'i.p > trigger.least' %}{{ a.size }}",
    # groups
    "{% assign g = trigger.xs | group_by: 'vendor' | sort: 'name' %}{% for v in g %}{{ v.name }}"
    "{% for i in v.items %}{{ i.price }}{% endfor %}{% endfor %}",
    "{% assign g = trigger.xs | group_by_exp: 'i', 'i.vendor' %}{% for v in g %}{{ v.name }}"
    "{{ v.items | sum: 'price' }}{{ v.items[0].title }}{% endfor %}",
    # lists made of lists
    "{% assign a = trigger.xs | slice: 0, 2 %}{% for i in a %}{{ i.name }}{% endfor %}",
    "{% assign a = trigger.xs | concat: trigger.ys | sort: 'n' %}{% for i in a %}{{ i.name }}{% endfor %}",
    "{% assign a = trigger.xs | push: trigger.y %}{% for i in a %}{{ i.n }}{% endfor %}",
    "{% assign a = trigger.xs | unshift: trigger.y %}{% for i in a %}{{ i.n }}{% endfor %}",
    "{% assign a = trigger.xs | sort_natural: 'n' %}{% for i in a %}{{ i.name }}{% endfor %}",
    "{% assign a = trigger.xs | compact | uniq | reverse %}{% for i in a %}{{ i.n }}{% endfor %}",
    "{% assign a = trigger.xs | map: 'n' %}{% for i in a %}{{ i }}{% endfor %}",
    "{{ trigger.xs | sum: 'p' }}{{ trigger.xs | map: 'p' | sum }}",
    # as many items as are read
    "{% assign b = trigger.xs | sort: 'n' | reverse %}{{ b[0].n }}{{ b[2].n }}",
    "{% assign b = trigger.xs | sort: 'n' %}{{ b.first.n }}{{ b.last.n }}",
    "{% assign b = trigger.xs | sort: 'n' | first %}{{ b.n }}",
    "{% assign b = trigger.xs | map: 'n' | uniq | first %}{{ b }}",
    "{% if trigger.show %}{{ trigger.xs[1].n }}{% endif %}",
    "{% assign n = trigger.xs | size %}{% if n > 0 %}{{ trigger.xs[0].n }}{% endif %}",
    "{% assign xs = trigger.xs | sort: 'n' %}{% if xs.size == 1 %}{{ xs[0].n }}{% endif %}",
    # a test that passes where the member is missing
    "{% assign seen = '' %}{% for p in trigger.ps %}{% unless seen contains p.key %}{{ p.brand }}"
    "{% assign seen = seen | append: p.key %}{% endunless %}{% endfor %}",
    "{% assign prev = '' %}{% for e in trigger.es %}{% if e.d != prev %}{{ e.d }}"
    "{% assign prev = e.d %}{% endif %}{% endfor %}",
    "{% assign found = false %}{% for e in trigger.es %}{% unless found %}{% if e.id == 'x' %}"
    "{{ e.name }}{% assign found = true %}{% endif %}{% endunless %}{% endfor %}",
    "{% assign found = false %}{% for e in trigger.es %}{% if e.ok %}{% assign found = true %}"
    "{% endif %}{% endfor %}{% if found %}{{ trigger.note }}{% endif %}",
    "{% assign n = 0 %}{% for e in trigger.es %}{% assign n = n | plus: e.p %}{% endfor %}"
    "{% if n > 100 %}{{ trigger.note }}{% endif %}",
    "{% for e in trigger.es %}{% if forloop.first %}{{ e.lead }}{% endif %}{% endfor %}",
    "{% if trigger.kind contains 'gift' %}{{ trigger.note }}{% endif %}",
    "{% if trigger.n > trigger.m %}{{ trigger.note }}{% endif %}",
    "{% assign k = trigger.kind | default: 'x' %}{% if k == 'gift' %}{{ trigger.note }}{% endif %}",
    "{% assign k = trigger.kind | default: 'x' %}{% if k != 'gift' %}{{ trigger.note }}{% endif %}",
    # after a jump
    "{% for i in trigger.xs %}{% if i.a %}{% break %}{% endif %}{{ i.b }}{% endfor %}{{ trigger.c }}",
    "{% for i in trigger.xs %}{{ i.x }}{% break %}{% endfor %}{{ trigger.c }}",
    "{% for i in trigger.xs %}{% if i.a %}{% continue %}{% endif %}{{ i.b }}{% endfor %}",
    "{% if trigger.stop %}{% break %}{% endif %}{{ trigger.c }}",
    # keys that only rendering knows
    "{% assign t = trigger.texts[trigger.lang] %}{{ t.title }}",
    "{% assign t = trigger.texts[trigger.lang] | default: trigger.texts.en %}{{ t.title }}",
    "{% assign t = trigger.texts[customer.language] | default: trigger.texts.en %}{{ t.title }}",
    "{% assign l = trigger.lang | downcase %}{% assign t = trigger.texts[l] %}{{ t.title }}",
    "{% assign l = 'en' %}{{ trigger.texts[l].title }}",
    "{% if trigger.texts[trigger.lang] %}{{ trigger.texts[trigger.lang].title }}{% endif %}",
    "{% for l in trigger.langs %}{% assign t = trigger.texts[l] %}{{ t.title }}{% endfor %}",
    # plain
    "{% for p in trigger.o %}{{ p[0] }}{% endfor %}",
    "{% tablerow i in trigger.xs cols: 2 %}{{ i.n }}{% endtablerow %}",
    "{% case trigger.k %}{% when 'a' %}{{ trigger.x }}{% else %}{{ trigger.y }}{% endcase %}",
    "{% capture c %}{{ trigger.x }}{% endcapture %}{{ c }}",
]

AROUND = [
    "{}",
    "{{% capture all %}}{}{{% endcapture %}}{{{{ all }}}}",
    "{{% for round in (1..2) %}}{}{{% endfor %}}",
    "{{% unless trigger.quiet %}}{}{{% endunless %}}",
]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("form", FORMS)
def test_what_a_contract_allows_has_every_value(form: str, around: str) -> None:
    made = template('{"properties": {"t": "' + around.format(form) + '"}}')
    assert not made.parsed.errors
    assert missing_values(made, draws=20) == {}


@pytest.mark.parametrize("form", FORMS)
def test_what_a_contract_requires_can_be_made(form: str) -> None:
    made = template('{"properties": {"t": "' + form + '"}}')
    assert missing_values(made) == {}
    assert not [one for one in infer(made).unsettled if not one.is_required]


LEGACY = [
    "{% assign x = trigger.a %}{{ x }}",
    "{{ trigger.a | default: 'x' }}",
    "{% for i in trigger.xs %}{% assign x = i.a %}{{ x }}{% endfor %}",
    "{% assign a = trigger.xs | map: 'n' %}{{ a | join: ',' }}",
    "{% if trigger.a %}{{ trigger.a.b }}{% endif %}",
    "{% ifchanged %}{{ trigger.a }}{% endifchanged %}",
]


@pytest.mark.parametrize("form", LEGACY)
def test_legacy_contracts_hold_as_well(form: str) -> None:
    made = template('{"liquid": "legacy", "properties": {"t": "' + form + '"}}')
    assert not made.parsed.errors
    assert missing_values(made) == {}


SCHEMAS: list[tuple[str, dict[str, Any]]] = [
    ("{{ trigger.texts[trigger.lang].title }}", {"additionalProperties": {"required": ["title"]}}),
    (
        "{% assign t = trigger.texts[trigger.lang] | default: trigger.texts.en %}{{ t.title }}",
        {
            "additionalProperties": {"required": ["title"]},
            "properties": {"en": {"required": ["title"]}},
            "required": ["en"],
        },
    ),
]


def _has(schema: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return all(key in schema and _has(schema[key], one) for key, one in wanted.items())
    return bool(schema == wanted)


@pytest.mark.parametrize(("form", "wanted"), SCHEMAS)
def test_every_language_needs_the_members(form: str, wanted: dict[str, Any]) -> None:
    made = template('{"properties": {"t": "' + form + '"}}')
    assert _has(infer(made).schema["properties"]["texts"], wanted)
