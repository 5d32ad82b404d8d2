from pathlib import Path

import pytest

from tests.support.rules import AROUND, lint, lint_around, marks

RULE = "constant-condition"
GOOD = [
    "{% if trigger.count > 5 and trigger.count < 10 %}a{% endif %}",
    "{% if customer.tier contains 'gold' or customer.tier contains 'silver' %}a{% endif %}",
    "{% if customer.tier == 'gold' %}a{% else %}b{% endif %}",
    "{% unless customer.tier %}a{% endunless %}",
    "{% if customer.tier and trigger.count %}a{% endif %}",
    "{% if true %}a{% endif %}",
    "{% if customer.tier != blank and customer.tier != nil %}a{% endif %}",
    "{% if customer.tier == empty or trigger.items == empty %}a{% endif %}",
    "{% case customer.tier %}{% when 'gold' or 'silver' %}a{% endcase %}",
    "{% if 'gold,silver' contains customer.tier %}a{% endif %}",
]
BAD = [
    ("{% if trigger.count > 5 and < 10 %}a{% endif %}", "< 10"),
    ("{% if trigger.count > 5 and <= 10 or customer.tier %}a{% endif %}", "<= 10"),
    ("{% if trigger.count == 1 or == 2 %}a{% endif %}", "== 2"),
    ("{% if customer.tier contains 'a' or contains 'b' %}a{% endif %}", "contains 'b'"),
    ("{% if customer.tier contains 'a' or 'b' %}a{% endif %}", "'b'"),
    ("{% if customer.tier == 'a' or 'b' %}a{% endif %}", "'b'"),
    ("{% if trigger.count == 1 or 2 %}a{% endif %}", "2"),
    ("{% unless customer.tier == 'a' or 'b' %}a{% endunless %}", "'b'"),
    ("{% if false %}{% elsif customer.tier == 'a' and 'b' %}a{% endif %}", "'b'"),
    ("{% if customer.tier or true %}a{% endif %}", "true"),
    ("{% if customer.tier and %}a{% endif %}", "and"),
]


@pytest.mark.parametrize("around", sorted(AROUND))
@pytest.mark.parametrize("text", GOOD)
def test_a_good_condition_is_not_reported(tmp_path: Path, text: str, around: str) -> None:
    assert lint_around(tmp_path, RULE, text, around) == []


@pytest.mark.parametrize("around", sorted(set(AROUND) - {"legacy"}))
@pytest.mark.parametrize(("text", "marked"), BAD)
def test_it_marks(tmp_path: Path, text: str, marked: str, around: str) -> None:
    assert lint_around(tmp_path, RULE, text, around) == [marked]


def test_each_of_several_values_is_marked(tmp_path: Path) -> None:
    text = "{\"a\": \"{% if customer.tier == 'a' or 'b' or 'c' %}x{% endif %}\"}"
    found = lint(tmp_path, RULE, text)
    assert marks(found) == ["'b'", "'c'"]
    assert [one.help for one in found] == [
        "compare both sides: customer.tier == 'b'",
        "compare both sides: customer.tier == 'c'",
    ]


def test_the_missing_side_is_named(tmp_path: Path) -> None:
    (found,) = lint(tmp_path, RULE, '{"a": "{% if trigger.count > 5 and < 10 %}x{% endif %}"}')
    assert found.help == "repeat what is compared: trigger.count < 10"


def test_a_word_that_is_no_operator_is_one_finding(tmp_path: Path) -> None:
    text = '{"a": "{% if customer.tier is \'gold\' %}x{% endif %}"}'
    (found,) = lint(tmp_path, RULE, text)
    assert (found.message, marks([found])) == ("`is` is not an operator in Liquid", ["is"])
    assert found.help == "write `== 'gold'`"
    assert lint(tmp_path, "unknown-root", text) == []


@pytest.mark.parametrize("rule", ["unreached-branch", "unreached-fallback"])
@pytest.mark.parametrize(
    "test", ["trigger.count > 5 and < 10", "customer.tier == 'x' or 'y'", "trigger.count and 1"]
)
def test_what_follows_from_it_is_not_reported_as_well(tmp_path: Path, test: str, rule: str) -> None:
    text = f'{{"a": "{{% if {test} %}}x{{% else %}}y{{% endif %}}"}}'
    assert lint(tmp_path, rule, text) == []


FOREIGN = [
    ("{{ trigger.count - 1 }}", "-", "write `| minus: 1`"),
    ("{% assign n = trigger.count - 1 %}{{ n }}", "-", "write `| minus: 1`"),
    ("{{ customer.nick ?? 'you' }}", "??", "write `| default: 'you'`"),
    ("{% if trigger.count <> 1 %}x{% endif %}", "<>", "write `!=`"),
    ("{% if trigger.count eq 1 %}x{% endif %}", "eq", "write `== 1`"),
    ("{% if trigger.count == 1 then %}x{% endif %}", "then", "remove it"),
]


@pytest.mark.parametrize(("text", "marked", "help_text"), FOREIGN)
def test_operators_of_other_languages_are_named(
    tmp_path: Path, text: str, marked: str, help_text: str
) -> None:
    (found,) = lint(tmp_path, RULE, f'{{"a": "{text}"}}')
    assert (marks([found]), found.help) == ([marked], help_text)
    assert lint(tmp_path, "unknown-root", f'{{"a": "{text}"}}') == []
    assert lint(tmp_path, "missing-value", f'{{"a": "{text}"}}') == []
