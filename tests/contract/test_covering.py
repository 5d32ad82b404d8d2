"""Fixtures that reach every branch."""

from random import Random

import pytest

from tests.support.contracts import NOW, of_body
from toolkit.contract.covering import Covered, cover
from toolkit.contract.infer import infer
from toolkit.contract.verdicts import Judge
from toolkit.rendering.world import World


def covered(body: str, seed: int = 0) -> Covered:
    made = of_body(body)
    schemas = {"trigger": infer(made).schema, "customer": infer(made, of="customer").schema}
    return cover(Judge(made, World(NOW)), schemas, seed=seed)


CASES = [
    ('{"a": {{ trigger.a | json }}}', 1),
    ('{"a": {% if trigger.b %}1{% else %}2{% endif %}}', 2),
    ('{"a": {% case trigger.k %}{% when "x" %}1{% when "y" %}2{% else %}3{% endcase %}}', 3),
    ('{"a": [0{% for i in trigger.l %}{% if i.ok %}, 1{% else %}, 2{% endif %}{% endfor %}]}', 1),
    ('{"a": {% if trigger.n > 900 %}1{% else %}2{% endif %}}', 2),
    ('{"a": {{ customer.name | default: "x" | json }}}', 2),
]


@pytest.mark.parametrize(("body", "count"), CASES)
def test_every_branch_is_reached_by_few_cases(body: str, count: int) -> None:
    found = covered(body)
    assert found.reached == found.branches
    assert len(found.pairs) <= count + 1
    assert len(found.pairs) >= 1


def test_it_is_stable_under_a_seed() -> None:
    body = CASES[2][0]
    seed = Random(1).randint(1, 99)
    assert covered(body, seed) == covered(body, seed)
