import gc
from pathlib import Path

import pytest
from inbox_toolkit.rendering.outcome import Outcome

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


MEANT_TO_BE_EMPTY = [
    "{% assign s = '' %}{% if trigger.count > 1 %}{% assign s = 's' %}{% endif %}item{{ s }}",
    "{% assign s = '' %}{% for i in trigger.xs %}{{ s }}{{ i }}{% assign s = ', ' %}{% endfor %}",
    "{% for i in trigger.xs %}{% if forloop.first %}{% assign s = '' %}{% else %}{% assign s = ', ' %}{% endif %}{{ s }}{{ i }}{% endfor %}",
    "{% capture note %}{% if trigger.count > 1 %}several{% endif %}{% endcapture %}{{ note }}x",
    "{% assign names = '' %}{% for i in trigger.none %}{% assign names = names | append: i %}{% endfor %}{{ names }}x",
    "{{ customer.nick | size }}",
    "{{ trigger.none | size }} items",
    "{% assign line = 'a|' | append: trigger.line2 | split: '|' %}{{ line | join: ', ' }}",
    "{{ 'a|' | append: trigger.line2 | split: '|' | join: ', ' }}",
    "{{ 'a' | append: '|' | append: trigger.line2 | split: '|' }}",
    "{% assign s = '' %}{% if customer.nick != blank %}{% assign s = customer.nick %}{% endif %}x{{ s }}",
    "{{ customer.name | default: customer.nick }}",
    "{{ 'a,,b' | split: ',' | join: '-' }}",
    "{% assign parts = 'a,,b' | split: ',' %}{% for p in parts %}[{{ p }}]{% endfor %}",
    "{{ campaign.name }}{{ message.name }}",
    "{{ message.subject }}{{ editor }}x",
    "{% assign x = trigger.xs | where: 'missing', 1 %}x{{ x }}",
    "{% assign n = customer.name | remove: 'Ada' %}x{{ n }}",
    "{% case trigger.count %}{% when 1 %}{% assign s = '' %}{% else %}{% assign s = 's' %}{% endcase %}x{{ s }}",
]  # fmt: skip

EMPTY = {"count": 1, "xs": ["a", "b"], "none": [], "line2": ""}
WHO = {"name": "Ada", "nick": ""}


@pytest.mark.parametrize("body", MEANT_TO_BE_EMPTY)
@pytest.mark.parametrize(
    "around", ["{}", "{{% if true %}}🎉{}{{% endif %}}", "{{% for r in (1..2) %}}{}{{% endfor %}}"]
)
def test_what_the_template_means_to_be_empty_is_no_blank_value(
    tmp_path: Path, body: str, around: str
) -> None:
    properties = '{"a": "x' + around.format(body) + '"}'
    small_project(tmp_path, properties, data=EMPTY, profile=WHO)
    assert marked(check(tmp_path), "blank-value") == []


REACHES = [
    ("{% assign v = customer.nick %}Hi {{ v }}", "v", "prints nothing there"),
    ("{% assign v = customer.nick | strip | upcase %}Hi {{ v }}", "v", "prints nothing there"),
    ("{% capture v %}{{ customer.nick | upcase }}{% endcapture %}Hi {{ v }}", "customer.nick", None),
    ("{{ 'Hi ' | append: customer.nick | append: '!' }}", "customer.nick", "leaves a gap there"),
    ("{{ customer.nick | upcase | escape }}", "customer.nick", "prints nothing there"),
    ("{{ trigger.none | join: ', ' }}", "trigger.none", "prints nothing there"),
    ("{{ trigger.line2 | date: '%Y' }}", "trigger.line2", "prints nothing there"),
    ("{{ trigger.line2 | plus: 1 }}", "trigger.line2", "counts as 0 there"),
    ("{{ customer.nick | truncate: 20 }}", "customer.nick", "prints nothing there"),
    ("{% for i in trigger.rows %}{% assign n = i.n %}{{ n }}{% endfor %}", "n", "prints nothing there"),
    ("{% for i in trigger.rows %}{{ i.n | append: ':' }}{% endfor %}", "i.n", "leaves a gap there"),
    ("{% assign f = trigger.rows | first %}{{ f.n }}", "f.n", "prints nothing there"),
    ("{{ objects.shops[0].city }}", "objects.shops[0].city", "prints nothing there"),
    ("{{ snippets.foot }}", "snippets.foot", "prints nothing there"),
    ("<< customer.nick >>", "customer.nick", "prints nothing there"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "mark", "label"), REACHES)
@pytest.mark.parametrize("around", ["{}", "{{% if true %}}🎉{}{{% endif %}}\r\n"])
def test_an_empty_value_of_the_data_that_reaches_the_message_is(
    tmp_path: Path, body: str, mark: str, label: str | None, around: str
) -> None:
    data = EMPTY | {"rows": [{"n": ""}]}
    small_project(
        tmp_path,
        '{"a":\n "x' + around.format(body).replace("\r\n", "") + '"}',
        data=data,
        profile=WHO,
    )
    (tmp_path / "fixtures/objects.json").write_text('{"shops": [{"city": ""}]}')
    (tmp_path / "fixtures/snippets.json").write_text('{"foot": ""}')
    found = [one for one in check(tmp_path).diagnostics if one.rule == "blank-value"]
    assert [one.span.of(one.source.text) for one in found] == [mark]
    assert label is None or found[0].label == label


BEHIND_A_NAME = [
    ("{% assign v = trigger.order %}{{ v.address.city | upcase }}", "v.address.city"),
    ("{% assign v = trigger.order %}{{ v.address.city | prepend: 'to ' }}", "v.address.city"),
    ("{% assign s = trigger.items | sort: 'n' %}{% for i in s %}{{ i.t | upcase }}{% endfor %}", "i.t"),
    ("{% assign s = trigger.items | sort: 'n' %}{% for i in s %}{{ i.t | prepend: 'x' }}{% endfor %}", "i.t"),
    ("{{ trigger.nothing | sum: 'n' }}", "trigger.nothing"),
]  # fmt: skip
FORGIVEN = [
    "{{ customer.nick | default: customer.nick | default: 'you' }}",
    "{{ trigger.text | upcase | default: 'none' }}",
    "{% assign all = trigger.full | concat: trigger.none %}{% for i in all %}{{ i }}{% endfor %}",
    "{{ trigger.none | size }}{% if trigger.none.size == 0 %}none{% endif %}",
]
HOLES = {
    "order": {"address": None}, "nothing": None, "none": [], "full": ["a"], "text": "",
    "items": [{"n": 1, "t": None}, {"n": 2, "t": None}],
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BEHIND_A_NAME)
def test_a_blank_behind_a_name_and_a_filter_is_marked(
    tmp_path: Path, text: str, expected: str
) -> None:
    report = check(small_project(tmp_path, f'{{"a": "{text}"}}', data=HOLES))
    assert [mark for _, mark, _ in marked(report, "blank-value")] == [expected]


@pytest.mark.parametrize("text", FORGIVEN)
def test_a_blank_that_a_later_default_or_another_list_fills_is_not(
    tmp_path: Path, text: str
) -> None:
    project = small_project(tmp_path, f'{{"a": "{text}"}}', data=HOLES, profile={"nick": ""})
    assert marked(check(project), "blank-value") == []


def test_outcomes_are_not_left_to_the_cycle_collector(tmp_path: Path) -> None:
    folder = small_project(tmp_path, '{"a": "x{{ trigger.empty | size }}"}', data=DATA)
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        check(folder)
        gc.collect()
        assert not any(isinstance(one, Outcome) for one in gc.garbage)
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
