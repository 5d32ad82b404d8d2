from pathlib import Path

import pytest

from tests.support.rules import AROUND, lint, lint_around

RULE = "ignored-filter"
GOOD = [
    "{% for i in trigger.items %}{{ i.price }}{% endfor %}",
    "{% for i in trigger.items limit: 1 offset: 1 %}{{ i.price }}{% endfor %}",
    "{% for i in trigger.items reversed %}{{ i.price }}{% endfor %}",
    "{% assign few = trigger.items | first %}{{ few.price }}",
    "{% for i in trigger.items %}{{ i.price | plus: 1 }}{% endfor %}",
    "{% for i in (1..3) %}{{ i }}{% endfor %}",
    "{% cycle 'a|b', 'c' %}",
    "{% case customer.tier %}{% when 'a|b' %}x{% endcase %}",
    "{% tablerow i in trigger.none cols: 2 %}{{ i }}{% endtablerow %}",
]
BAD = [
    ("{% for i in trigger.items | limit: 1 %}{{ i.price }}{% endfor %}", "| limit: 1"),
    ("{% for i in trigger.items | sort: 'price' %}{{ i.price }}{% endfor %}", "| sort: 'price'"),
    ("{%- for i in trigger.items | reverse -%}{{ i.price }}{%- endfor -%}", "| reverse"),
    ("{% for i in trigger.items|reverse%}{{ i.price }}{% endfor %}", "|reverse"),
    ("{% for i in trigger.items | where: 'price', 2 | reverse %}1{% endfor %}", "| where: 'price', 2 | reverse"),
    ("{% for i in trigger.items limit: 1 | reverse %}{{ i.price }}{% endfor %}", "| reverse"),
    ("{% for i in (1..3) | reverse %}{{ i }}{% endfor %}", "| reverse"),
    ("{% for i in trigger.items | map: 'a|b' %}1{% endfor %}", "| map: 'a|b'"),
    ("{% cycle 'a' | upcase, 'b' %}", "| upcase, 'b'"),
    ("{% case customer.tier %}{% when 'GOLD' | downcase %}x{% endcase %}", "| downcase"),
]  # fmt: skip


@pytest.mark.parametrize("around", sorted(set(AROUND) - {"legacy"}))
@pytest.mark.parametrize("text", GOOD)
def test_good_liquid_is_not_reported(tmp_path: Path, text: str, around: str) -> None:
    assert lint_around(tmp_path, RULE, text, around) == []


@pytest.mark.parametrize("around", sorted(set(AROUND) - {"legacy"}))
@pytest.mark.parametrize(("text", "marked"), BAD)
def test_it_marks(tmp_path: Path, text: str, marked: str, around: str) -> None:
    assert lint_around(tmp_path, RULE, text, around) == [marked]


def test_in_legacy_as_well(tmp_path: Path) -> None:
    text = "{% for i in trigger.items | sort: 'price' %}{{ i.price }}{% endfor %}"
    assert lint_around(tmp_path, RULE, text, "legacy") == ["| sort: 'price'"]


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        (
            "{% for i in trigger.items | limit: 1 %}",
            "{% assign items_to_show = trigger.items | limit: 1 %}{% for i in items_to_show %}",
        ),
        (
            "{%- for i in trigger.items limit: 1 | reverse -%}",
            "{% assign items_to_show = trigger.items | reverse %}{%- for i in items_to_show limit: 1 -%}",
        ),
    ],
)
def test_the_fix_assigns_the_list_first(tmp_path: Path, tag: str, written: str) -> None:
    (found,) = lint(tmp_path, RULE, f'{{"a": "{tag}{{{{ i.price }}}}{{% endfor %}}"}}')
    assert found.fix is not None
    assert [edit.text for edit in found.fix.edits] == [written]


def test_the_fix_takes_a_name_that_is_free(tmp_path: Path) -> None:
    text = "{% assign items_to_show = 1 %}{% for i in trigger.items | limit: 1 %}{{ items_to_show }}{% endfor %}"
    (found,) = lint(tmp_path, RULE, f'{{"a": "{text}"}}')
    assert found.fix is not None
    assert "assign items_to_show_2 = " in found.fix.edits[0].text
