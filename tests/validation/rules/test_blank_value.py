from pathlib import Path

import pytest

from tests.support.projects import check, marked, small_project

DATA = {
    "null": None,
    "empty": "",
    "blank": " \n\t",
    "list": [],
    "zero": 0,
    "no": False,
    "rows": [{"n": ""}],
}

FIRES = [
    ('{"a": "x{{ trigger.null }}"}', "trigger.null", "null"),
    ('{"a": "x{{ trigger.empty }}"}', "trigger.empty", "empty text"),
    ('{"a": {{ trigger.blank | json }}}', "trigger.blank", "whitespace"),
    ('{"a": "x{{ trigger.list }}"}', "trigger.list", "an empty list"),
    ("{\"a\": {{ 'x' | append: trigger.null | json }}}", "trigger.null", "null"),
    ('{"a": "{% for row in trigger.rows %}{{ row.n }}{% endfor %}"}', "row.n", "empty text"),
    ('{"a": "{% assign v = trigger.nope %}{{ v }}"}', "v", "null"),
    ('{"a": "x{{ trigger.null.deeper }}"}', "trigger.null.deeper", "null"),
]

SILENT = [
    '{"a": "{{ trigger.null | default: \'x\' }}"}',
    '{"a": "{% if trigger.empty != blank %}{{ trigger.empty }}{% endif %}"}',
    '{"a": {{ trigger.zero }}, "b": {{ trigger.no }}}',
    '{"a": [{% for i in trigger.list %}{{ i }}{% endfor %}]}',
    '{"a": "{% if trigger.null %}x{% endif %}"}',
]


@pytest.mark.parametrize(("properties", "mark", "kind"), FIRES)
def test_a_printed_blank_is_marked(tmp_path: Path, properties: str, mark: str, kind: str) -> None:
    ((rule, text, message),) = marked(
        check(small_project(tmp_path, properties, data=DATA)), "blank-value"
    )
    assert (rule, text) == ("blank-value", mark)
    assert message == f"`{mark}` is {kind} in 1 of 1 case"


@pytest.mark.parametrize("properties", SILENT)
def test_a_value_that_prints_or_need_not_is_not(tmp_path: Path, properties: str) -> None:
    assert marked(check(small_project(tmp_path, properties, data=DATA)), "blank-value") == []


def test_it_can_be_set_to_a_warning(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "x{{ trigger.null }}"}', data=DATA)
    (tmp_path / "inbox.toml").write_text('[validate.severity]\nblank-value = "warning"\n')
    assert [one.severity.value for one in check(tmp_path).diagnostics] == ["warning"]


def test_what_cases_share_is_told_of_each_in_their_order(tmp_path: Path) -> None:
    small_project(
        tmp_path,
        '{"a": {{ customer.first_name | append: trigger.x | json }},'
        ' "b": {{ customer.nickname | upcase | json }}, "c": {{ trigger.x | upcase | json }}}',
        data={"x": ""},
    )
    profiles = tmp_path / "fixtures/profiles"
    (profiles / "ada.json").write_text('{"first_name": "Ada", "nickname": " "}')
    (profiles / "bob.json").write_text('{"first_name": "Bob", "nickname": null}')
    (tmp_path / "fixtures/message_data/t/two.json").write_text('{"x": "y"}')
    assert [(one.span.of(one.source.text), one.cases) for one in check(tmp_path).diagnostics] == [
        ("trigger.x", ("ada × standard", "bob × standard")),
        ("customer.nickname", ("ada × standard", "ada × two", "bob × standard", "bob × two")),
        ("trigger.x", ("ada × standard", "bob × standard")),
    ]
