"""The walk to data that reaches all branches; ``test_covering.py`` has what is chosen of it."""

import pytest
from inbox_toolkit.contract.inference.infer import infer
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.fixtures import Fixtures
from inbox_toolkit.prove.explore import Exploration, FixturePair
from inbox_toolkit.prove.oracle import Oracle
from inbox_toolkit.rendering.environment import RenderEnvironment

from tests.support.contracts import NOW, fixtures, of_body


def walk(body: str, kept: Fixtures | None = None, **members: object) -> Exploration:
    made = of_body(body)
    schemas = {"trigger": infer(made).schema, "customer": infer(made, of="customer").schema}
    trigger = dict(schemas["trigger"])
    trigger["properties"] = {**trigger.get("properties", {}), **members}
    return Exploration(
        Oracle(made, RenderEnvironment(NOW)), {**schemas, "trigger": trigger}, kept or Fixtures()
    )


def test_what_reaches_a_branch_is_changed_further() -> None:
    body = '{"a": {% if trigger.a %}{% if trigger.b == "x" %}{% if trigger.n > 900 %}{% unless trigger.o %}1{% endunless %}{% endif %}{% endif %}{% endif %}1}'
    one = walk(body)
    one.run()
    assert len(one.seen) == one.total
    assert one.cases < 600


def test_every_new_profile_has_an_id() -> None:
    one = walk('{"a": {{ customer.name | default: "x" | json }}}')
    one.run()
    assert {pair.profile["id"] for pair, _ in one.whole.values()} == {"id_1001"}


def test_holes_are_told_apart() -> None:
    one = walk(
        '{"a": "{% if trigger.a %}{{ trigger.b }}{% endif %}"}', fixtures({"a": True, "b": None})
    )
    one.run()
    assert len(one.whole) == 2
    assert one.fuller(FixturePair({}, {})).data == {"b": "We packed everything with care."}


def test_fixtures_stand_in_where_nothing_can_be_made() -> None:
    body = '{"a": {{ trigger.a | upcase | json }}}'
    pattern = {"type": "string", "pattern": "^SKU-[0-9]{3}$"}
    with pytest.raises(ProjectError, match="no message data could be made") as caught:
        walk(body, a=pattern).run()
    assert "examples" in str(caught.value.help)
    one = walk(body, fixtures({"a": "SKU-123"}), a=pattern)
    one.run()
    assert [pair.data for pair, _ in one.whole.values()] == [{"a": "SKU-123"}]
    given = walk(body, a={**pattern, "examples": ["SKU-001"]})
    given.run()
    assert [pair.data for pair, _ in given.whole.values()] == [{"a": "SKU-001"}]
