"""Fixtures that reach every branch."""

from dataclasses import replace
from random import Random

import pytest
from inbox_toolkit.contract.inference.infer import infer
from inbox_toolkit.project.fixtures import Fixture, Fixtures
from inbox_toolkit.prove.coverage import Coverage, GenerateOptions, cover
from inbox_toolkit.prove.oracle import Oracle
from inbox_toolkit.rendering.environment import RenderEnvironment
from inbox_toolkit.text.source import Source

from tests.support.contracts import NOW, of_body


def covered(
    body: str, options: GenerateOptions | None = None, **profiles: dict[str, object]
) -> Coverage:
    made = of_body(body)
    schemas = {"trigger": infer(made).schema, "customer": infer(made, of="customer").schema}
    people = tuple(Fixture(name, Source("", ""), one) for name, one in profiles.items())
    oracle = Oracle(made, RenderEnvironment(NOW))
    return cover(
        oracle, schemas, options or GenerateOptions(), replace(Fixtures(), profiles=people)
    )


CASES = [
    ('{"a": {{ trigger.a | json }}}', 1),
    ('{"a": {% if trigger.b %}1{% else %}2{% endif %}}', 2),
    ('{"a": {% case trigger.k %}{% when "x" %}1{% when "y" %}2{% else %}3{% endcase %}}', 3),
    ('{"a": [0{% for i in trigger.l %}{% if i.ok %}, 1{% else %}, 2{% endif %}{% endfor %}]}', 2),
    ('{"a": {% if trigger.n > 900 %}1{% else %}2{% endif %}}', 2),
    ('{"a": {{ customer.name | default: "x" | json }}}', 1),
    ('{"a": {% if trigger.a %}1{% endif %}{% if trigger.b %}1{% endif %}{% if trigger.c %}1{% endif %}1}', 2),
    ('{"a": {% if trigger.a contains "vip" %}1{% else %}2{% endif %}}', 2),
    ('{"a": {% if trigger.a and trigger.b or trigger.c %}1{% else %}2{% endif %}}', 2),
]  # fmt: skip


@pytest.mark.parametrize(("body", "count"), CASES)
def test_every_branch_is_reached_by_the_fewest_cases(body: str, count: int) -> None:
    found = covered(body)
    assert found.is_complete
    assert len(found.pairs) == count


def test_it_is_stable_under_a_seed() -> None:
    body = CASES[2][0]
    seed = Random(1).randint(1, 99)
    assert covered(body, GenerateOptions(seed=seed)) == covered(body, GenerateOptions(seed=seed))


def test_a_seed_draws_others() -> None:
    body = '{"a": {{ trigger.first_name | upcase | json }}}'
    names = {str(covered(body, GenerateOptions(seed=seed)).pairs[0].data) for seed in range(5)}
    assert len(names) == 5


def test_profiles_that_are_there_serve() -> None:
    body = '{"a": {% case customer.tier %}{% when "gold" %}1{% when "silver" %}2{% else %}3{% endcase %}}'
    found = covered(body, ada={"id": "a", "tier": "gold"}, bob={"id": "b"})
    assert (found.is_complete, found.branches) == (True, 3)
    assert {pair.known for pair in found.pairs} == {"ada", "bob", ""}
    (new,) = (pair.profile for pair in found.pairs if not pair.known)
    assert new == {"id": "id_1001", "tier": "silver"}


def test_message_data_goes_round_the_locales() -> None:
    body = '{"a": "{% if trigger.gift %}{{ trigger.first_name | upcase }}{% else %}{{ trigger.first_name | upcase }}{% endif %}"}'
    found = covered(body, GenerateOptions(("ja", "ar")))
    assert [pair.data["first_name"] for pair in found.pairs] == ["結衣", "نور"]


def test_a_branch_is_reached_without_a_hole_where_that_can_be() -> None:
    body = '{"a": "{% if trigger.a %}{{ trigger.b }}{% endif %}", "c": "{{ trigger.c | default: \'\' }}"}'
    for pair in covered(body).pairs:
        assert pair.data.get("b") or not pair.data.get("a")
