"""That every value is there is proved, or it is said which may not be."""

import pytest
from inbox_toolkit.contract.inference.infer import infer
from inbox_toolkit.prove.json_proof import Proof
from inbox_toolkit.prove.value_proof import prove_values
from inbox_toolkit.rendering.environment import RenderEnvironment

from tests.contract.inference.test_allowed_data import FORMS, LEGACY
from tests.support.contracts import NOW
from tests.support.flow_fuzz import make
from tests.support.json_fuzz import run_template
from tests.support.projects import template


def prove(text: str, *, liquid: str = "latest", trigger: object = None) -> Proof:
    made = template('{"liquid": "' + liquid + '", "properties": {"t": "' + text + '"}}')
    assert not made.parsed.errors
    inferred = infer(made).schema
    schemas = {
        "trigger": trigger if isinstance(trigger, dict) else inferred,
        "customer": infer(made, of="customer").schema,
    }
    return prove_values(made, schemas, RenderEnvironment(NOW, objects={"shop": {"name": "x"}}))


@pytest.mark.parametrize("text", FORMS)
def test_what_the_inferred_contract_requires_is_there(text: str) -> None:
    assert [one.reason for one in prove(text).unproved] == []


@pytest.mark.parametrize("text", LEGACY)
def test_in_legacy_liquid_too(text: str) -> None:
    assert [one.reason for one in prove(text, liquid="legacy").unproved] == []


OPEN = [
    ("{% assign p = customer.name | default: 'F' | split: ' ' %}{{ p[0] }}", "`p[0]` may have no value"),
    ("{% assign a = trigger.xs | find: 'k', 'v' %}{{ a.n }}", "`trigger.xs[]` may be missing"),
    ("{% assign a = trigger.xs | where: 'k' %}{{ a[0].n }}", "`trigger.xs[]` may be missing"),
    ("{{ v }}", "`v` may have no value"),
    ("{% if trigger.a %}{% assign v = 1 %}{% endif %}{{ v }}", "`v` may have no value"),
    ("{% for i in trigger.xs %}{% if i.a %}{% assign f = i %}{% endif %}{% endfor %}{{ f.name }}", "`f.name` may have no value"),
    ("{{ trigger.texts[trigger.lang] }}", "`trigger.texts[…]` may be missing"),
    ("{{ trigger.names[trigger.n] }}", "`trigger.names[…]` may be missing"),
    ("{{ objects.shop.phone }}", "`objects.shop.phone` may be missing"),
    ("{{ snippets.footer }}", "`snippets.footer` may be missing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), OPEN)
def test_what_no_contract_can_require_stays_open(text: str, reason: str) -> None:
    assert reason in [one.reason for one in prove(text).unproved]


NARROW = [
    ("{{ trigger.a }}", {"type": "object"}),
    ("{{ trigger.a.b }}", {"type": "object", "required": ["a"], "properties": {"a": {}}}),
    ("{{ trigger.xs[0] }}", {"type": "object", "required": ["xs"], "properties": {"xs": {"type": "array"}}}),
    (
        "{% assign b = trigger.xs | sort %}{{ b[0] }}",
        {"type": "object", "properties": {"xs": {"type": "array", "minItems": 1}}},
    ),
    (
        "{% assign b = trigger.xs | sort %}{{ b[0] }}",
        {"type": "object", "required": ["xs"], "properties": {"xs": {"type": ["array", "null"], "minItems": 1}}},
    ),
    ("{% if trigger.a > 1 %}{{ trigger.b }}{% endif %}", {"type": "object", "properties": {"a": {}}}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger"), NARROW)
def test_a_contract_that_allows_more_proves_less(text: str, trigger: object) -> None:
    assert not prove(text, trigger=trigger).is_closed


def test_what_is_shared_by_all_cases_is_looked_up() -> None:
    assert prove("{{ objects.shop.name }}").is_closed


@pytest.mark.long
def test_no_proof_is_wrong() -> None:
    found = [run_template(make(seed), seed=seed, cases=60) for seed in range(80)]
    assert [one.template.source.text for one in found if one.is_wrong] == []
    assert sum(one.values.is_closed for one in found) > 3
