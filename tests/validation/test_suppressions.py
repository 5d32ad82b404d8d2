from pathlib import Path

import pytest
from inbox_toolkit.validation.suppressions import suppressions_in

from tests.support.projects import check, marked, small_project, template

IGNORE = "{%% comment %%} inbox-ignore-next-line %s {%% endcomment %%}"


def ignoring(what: str, line: str = '"a": "{{ trigger.nope }}"') -> str:
    return "{\n" + IGNORE % what + "\n" + line + "\n}"


def test_a_comment_ignores_a_rule_on_the_next_line(tmp_path: Path) -> None:
    assert marked(check(small_project(tmp_path, ignoring("missing-value: staff only")))) == []


def test_only_the_next_line_and_only_that_rule(tmp_path: Path) -> None:
    text = ignoring("missing-value: x", '"a": "{{ trigger.nope }}",\n"b": "{{ trigger.nor }}"')
    assert [mark for _, mark, _ in marked(check(small_project(tmp_path, text)))] == ["trigger.nor"]
    other = check(small_project(tmp_path, ignoring("blank-value: x")))
    assert sorted(rule for rule, _, _ in marked(other)) == ["missing-value", "unused-suppression"]


def test_several_rules_may_be_named(tmp_path: Path) -> None:
    text = ignoring(
        "missing-value, blank-value: both", '"a": "{{ trigger.nope }}{{ customer.empty }}"'
    )
    assert marked(check(small_project(tmp_path, text, profile={"empty": ""}))) == []


def test_in_a_loop_and_in_every_kind_of_block(tmp_path: Path) -> None:
    inner = IGNORE % "missing-value: x" + "\n{{ trigger.nope }}"
    for text in (
        "{% for i in (1..2) %}@{% endfor %}",
        "{% if true %}@{% endif %}",
        "{% if false %}{% else %}@{% endif %}",
        "{% case 1 %}{% when 1 %}@{% endcase %}",
        "{% capture c %}@{% endcapture %}",
        "{% for i in trigger.none %}{% else %}@{% endfor %}",
    ):
        made = template('{"properties": {"a": "' + text.replace("@", inner) + '"}}')
        (found,) = suppressions_in(made)
        assert found.rules == ("missing-value",)


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("blank-value: x", "`blank-value` finds nothing on line 3, so there is nothing to ignore"),
        ("blank-valeu: x", "there is no rule `blank-valeu` to ignore"),
        ("blank-value", "this comment gives no reason, so it suppresses nothing"),
        ("blank-value:", "this comment gives no reason, so it suppresses nothing"),
        ("", "this comment names no rule, so it suppresses nothing"),
        (": x", "this comment names no rule, so it suppresses nothing"),
        (
            "blank-value because: x",
            "this comment is not in the form of a suppression, so it suppresses nothing",
        ),
    ],
)
def test_a_comment_that_ignores_nothing_is_said(tmp_path: Path, what: str, message: str) -> None:
    (found,) = check(small_project(tmp_path, ignoring(what, '"a": "x"'))).diagnostics
    assert (found.rule, found.message) == ("unused-suppression", message)
    assert found.span.of(found.source.text) == IGNORE % what


def test_one_of_two_rules_that_finds_nothing_is_said_and_not_removed(tmp_path: Path) -> None:
    (found,) = check(small_project(tmp_path, ignoring("missing-value, blank-value: x"))).diagnostics
    assert "`blank-value` finds nothing" in found.message
    assert found.fix is None


def test_a_comment_in_a_base_holds_for_its_translation(tmp_path: Path) -> None:
    small_project(tmp_path, ignoring("missing-value: x"))
    (tmp_path / "templates/t.fr.json").write_text('{"properties": {"b": "y"}}')
    assert marked(check(tmp_path)) == []
