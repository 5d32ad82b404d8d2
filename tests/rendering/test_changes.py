import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.rendering.cases import Case, with_changes
from inbox_toolkit.text.source import Source

from tests.support.projects import template

PROFILE = Fixture("ada", Source("ada.json", ""), {"name": "Ada", "tags": [{"id": 1}]})
CASE = Case(template('{"properties": {}}'), PROFILE, None)


def test_values_are_json_or_else_text() -> None:
    case = with_changes(
        CASE, ["trigger.a=7", "trigger.b=x=y", 'trigger.c={"d": [1]}', "trigger.e.f="]
    )
    assert case.message_data == {"a": 7, "b": "x=y", "c": {"d": [1]}, "e": {"f": ""}}


def test_a_list_can_be_changed_and_grown_by_one() -> None:
    case = with_changes(CASE, ["customer.tags.0.id=2", "customer.tags.1=3"])
    assert case.profile.data["tags"] == [{"id": 2}, 3]
    assert PROFILE.data["tags"] == [{"id": 1}]
    with pytest.raises(UsageError, match="there is no item 5"):
        with_changes(CASE, ["customer.tags.5=1"])


@pytest.mark.parametrize(
    "change", ["trigger", "trigger=1", "trigger.=1", "trigger..a=1", "=1", "event.a=1"]
)
def test_what_cannot_be_set_is_said(change: str) -> None:
    with pytest.raises(UsageError) as caught:
        with_changes(CASE, [change])
    assert caught.value.help
