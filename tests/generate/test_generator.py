"""Data made for a contract fits it."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inbox_toolkit.generate.generator import DataGenerator
from inbox_toolkit.generate.mutations import HOSTILE

from tests.support.contracts import contract

BODIES = [
    '{"a": "{{ trigger.email | upcase }}{{ trigger.n | plus: 1 }}{{ trigger.at | date: \'%Y\' }}"}',
    '{"a": "{% for i in trigger.list %}{{ i.name }}{{ i.tags | join }}{% endfor %}"}',
    '{"a": "{{ trigger.list[2].n }}"}',
    '{"a": "{% if trigger.kind == \'gift\' %}{{ trigger.by }}{% endif %}"}',
    '{"a": "{% for i in trigger.list %}{% if i.ok %}{{ i.by }}{% endif %}{% endfor %}"}',
    "{\"a\": \"{% case trigger.k %}{% when 'x' %}{% when 'y' %}{% endcase %}\"}",
]


@pytest.mark.parametrize("body", BODIES)
@settings(max_examples=25)
@given(seed=st.integers(0, 1000), hostility=st.sampled_from([0.0, 0.5, 1.0]))
def test_it_fits(body: str, seed: int, hostility: float) -> None:
    maker = DataGenerator(contract(body).schema, Random(seed))
    for data in (maker.plain(), maker.bare(), maker.drawn(hostility)):
        assert data is None or maker.checker.fits(data)
    assert maker.plain() is not None
    assert maker.plain() == DataGenerator(contract(body).schema, Random(seed)).plain()


def test_plain_data_is_realistic() -> None:
    body = '{"a": "{{ trigger.email | upcase }}{{ trigger.tracking_url | upcase }}{{ trigger.at | date: \'%Y\' }}"}'
    assert DataGenerator(contract(body).schema, Random(0)).plain() == {
        "email": "grace.miller@example.com",
        "tracking_url": "https://example.com/tracking/1001",
        "at": 1_768_552_200,
    }


def test_hostile_data_is() -> None:
    maker = DataGenerator(contract('{"a": "{{ trigger.a | upcase }}"}').schema, Random(0))
    drawn = maker.drawn(1.0)
    assert drawn is not None
    assert drawn["a"] in HOSTILE


def test_what_the_contract_allows_is_chosen_as_people_would() -> None:
    schema = {
        "properties": {
            "currency": {"enum": ["EUR", "USD"]},
            "size": {"enum": [3, 4]},
            "seats": {"type": ["string", "number", "null"]},
            "either": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
            "untold": {"properties": {"city": {}}},
            "list": {"items": {"type": "string"}},
        }
    }
    assert DataGenerator(schema, Random(0)).plain() == {
        "currency": "USD",
        "size": 3,
        "seats": 3,
        "either": 3,
        "untold": {"city": "Portland"},
        "list": ["news", "guides"],
    }
