from pathlib import Path

import pytest

from tests.support.rules import AROUND, lint, lint_around

RULE = "unknown-member"
GOOD = [
    "{{ trigger.items | map: 'name' | join: '' | url_encode }}",
    "{{ trigger.items | sort: 'price' | size }}",
    "{% assign s = trigger.items | sort: 'price' | reverse | map: 'name' %}{{ s | size }}",
    "{{ trigger.items | map: 'name.size' | size }}",
    "{{ trigger.items | map: 'size' | size }}",
    "{{ trigger.none | default: trigger.items | map: 'x' | size }}",
    "{{ trigger.order_id | size }}",
    "{{ trigger.items | map: 'name' | sort | size }}",
    "{{ trigger.items | sort: customer.tier | size }}",
]
BAD = [
    ("{{ trigger.items | sum: 'prcie' }}", "'prcie'"),
    ("{{ trigger.items | sort: 'prcie' | size }}", "'prcie'"),
    ("{{ trigger.items | sort_natural: 'nmae' | size }}", "'nmae'"),
    ("{{ trigger.items | map: 'nmae' | size }}", "'nmae'"),
    ("{{ trigger.items | sort: 'price' | map: 'nmae' | size }}", "'nmae'"),
    ("{{ trigger.items | reverse | sum: 'prcie' }}", "'prcie'"),
    ("{% assign s = trigger.items | sort: 'prcie' %}{{ s | size }}", "'prcie'"),
    ("{% assign s = trigger.items | reverse %}{{ s | sum: 'prcie' }}", "'prcie'"),
    ("{{ trigger.items | map: 'prcie.cents' | size }}", "'prcie.cents'"),
    ("{% if trigger.items %}{{ trigger.items | sum: 'zzz' }}{% endif %}", "'zzz'"),
]


@pytest.mark.parametrize("around", sorted(set(AROUND) - {"legacy"}))
@pytest.mark.parametrize("text", GOOD)
def test_a_member_that_items_have_is_not_reported(tmp_path: Path, text: str, around: str) -> None:
    assert lint_around(tmp_path, RULE, text, around) == []


@pytest.mark.parametrize("around", sorted(set(AROUND) - {"legacy"}))
@pytest.mark.parametrize(("text", "marked"), BAD)
def test_it_marks(tmp_path: Path, text: str, marked: str, around: str) -> None:
    assert lint_around(tmp_path, RULE, text, around) == [marked]


@pytest.mark.parametrize(
    "text",
    ["{{ trigger.items | map: 'nmae' | size }}", "{{ trigger.items | sort: 'prcie' | size }}"],
)
def test_in_legacy_as_well(tmp_path: Path, text: str) -> None:
    assert len(lint_around(tmp_path, RULE, text, "legacy")) == 1


def test_the_nearest_member_is_offered(tmp_path: Path) -> None:
    (found,) = lint(tmp_path, RULE, '{"a": {{ trigger.items | sum: "prcie" }}}')
    assert found.help == "did you mean `price`?"
    assert found.fix is not None
    assert not found.fix.safe
    assert found.fix.edits[0].text == '"price"'


def test_without_items_nothing_is_known(tmp_path: Path) -> None:
    for items in ([], ["a", "b"]):
        assert (
            lint(tmp_path, RULE, '{"a": {{ trigger.items | sum: "x" }}}', data={"items": items})
            == []
        )
