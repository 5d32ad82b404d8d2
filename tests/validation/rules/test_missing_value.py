from pathlib import Path

import pytest

from tests.support.projects import check, marked, small_project, write_project

FIRES = [
    ('{"a": "{{ trigger.nope }}"}', "trigger.nope"),
    ('{"a": "{{ customer.nope.deeper }}"}', "customer.nope"),
    ('{"a": "{{ \'x\' | append: trigger.nope }}"}', "trigger.nope"),
    ('{"a": "{% for i in trigger.nope %}{{ i }}{% endfor %}"}', "trigger.nope"),
    ('{"a": "{% for i in trigger.items %}{{ i.name }}{% endfor %}"}', "i.name"),
    ('{"a": "{{ trigger.nope | upcase | default: \'x\' }}"}', "trigger.nope"),
    ('{"a": "{% if false %}{% assign late = 1 %}{% endif %}{{ late }}"}', "late"),
    ('{"a": "{{ trigger.items[7].name }}"}', "trigger.items[7].name"),
]

SILENT = [
    '{"a": "{{ trigger.nope | default: \'x\' }}"}',
    '{"a": "x{% if trigger.nope %}{{ trigger.nope }}{% endif %}"}',
    '{"a": "x{% if trigger.nope.deeper == blank %}y{% endif %}"}',
    '{"a": "x{% case trigger.nope %}{% when 1 %}y{% endcase %}"}',
    '{"a": "x{% assign v = trigger.nope %}"}',
    '{"a": "x{% unless trigger.nope != blank %}y{% endunless %}"}',
    '{"a": "{{ trigger.items[0].name }}"}',
    '{"a": "x{% comment %}{{ trigger.nope }}{% endcomment %}"}',
]

DATA = {"items": [{"name": "x"}, {"nick": "y"}]}


@pytest.mark.parametrize(("properties", "mark"), FIRES)
def test_a_printed_variable_without_a_value_is_marked(
    tmp_path: Path, properties: str, mark: str
) -> None:
    found = marked(check(small_project(tmp_path, properties, data=DATA)), "missing-value")
    assert [(rule, text) for rule, text, _ in found] == [("missing-value", mark)]


@pytest.mark.parametrize("properties", SILENT)
def test_a_variable_that_need_not_have_a_value_is_not(tmp_path: Path, properties: str) -> None:
    assert marked(check(small_project(tmp_path, properties, data=DATA)), "missing-value") == []


def test_one_cause_is_one_finding_with_its_cases(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "{{ customer.nick }}", "b": "{{ trigger.id }}"}', data={"id": 1})
    write_project(
        tmp_path,
        {
            "fixtures/profiles/bob.json": {"nick": "B"},
            "fixtures/profiles/eve.json": {},
            "fixtures/message_data/t/bare.json": {},
        },
    )
    report = check(tmp_path)
    nick, number = (one for one in report.diagnostics if one.rule == "missing-value")
    assert nick.message == "`customer.nick` has no value in 4 of 6 cases"
    assert nick.label == "missing in profile `ada`, `eve`"
    assert nick.cases == ("ada × bare", "ada × standard", "eve × bare", "eve × standard")
    assert number.message == "`trigger.id` has no value in 3 of 6 cases"
    assert number.label == "missing in message data `bare`"
    assert "add `id` to fixtures/message_data/t/bare.json" in number.help
    assert number.notes[0].endswith("undefined variable: trigger.id")


def test_all_missing_values_of_a_case_are_found_at_once(tmp_path: Path) -> None:
    report = check(
        small_project(tmp_path, '{"a": "{{ customer.x }}{{ customer.y }}{{ trigger.z }}"}')
    )
    assert [text for _, text, _ in marked(report)] == ["customer.x", "customer.y", "trigger.z"]


NEARLY = [
    ('{"a": "{{ customer.frist_name }}"}', "customer.first_name"),
    ('{"a": "{{ customer[\'frist_name\'] }}"}', "customer.first_name"),
    ('{"a": "{% assign key = \'frist_name\' %}{{ customer[key] }}"}', "customer.first_name"),
    ('{"a": "{% for i in trigger.items %}{{ i.nmae }}{% endfor %}"}', "i.name"),
    ('{"a": "{% assign i = trigger.items | first %}{{ i.nmae }}"}', "i.name"),
    ('{"a": "{{ trigger.items[0].nmae }}"}', "trigger.items[0].name"),
    ('{"a": "{% for i in trigger.items %}{{ forloop.idnex }}{% endfor %}"}', "index"),
    ('{"a": "{% for i in trigger.items %}{{ folroop.index }}{% endfor %}"}', "forloop"),
    ('{"a": "{% assign points = 1 %}{{ poitns }}{{ points }}"}', "points"),
    ('{"a": "{{ custmer.first_name }}"}', "customer"),
    ('{"a": "{{ delivery_idd }}"}', "delivery_id"),
    ('{"a": "{{ campaign.naem }}"}', "campaign.name"),
    ('{"a": "{{ snippets.fooster }}"}', "snippets.footer"),
    ('{"a": "{{ objects.ordres[0].id }}"}', "objects.orders[0].id"),
    ('{"a": "{{ trigger.ordr_nr }}"}', "trigger.order_nr"),
    ('{"a": "{{ customer.favorit }}"}', "customer.favourite"),
]
"""The last two are spelt as the contracts beside the template spell them."""


@pytest.mark.parametrize(("properties", "meant"), NEARLY)
def test_a_name_that_is_nearly_right_is_answered_with_it(
    tmp_path: Path, properties: str, meant: str
) -> None:
    project = small_project(tmp_path, properties, data={"items": [{"name": "x"}]})
    files = {
        "fixtures/snippets.json": {"footer": "Bye"},
        "fixtures/objects.json": {"orders": [{"id": 1}]},
        "templates/t.contract.json": {"properties": {"order_nr": {"type": "string"}}},
        "templates/t.customer.contract.json": {"properties": {"favourite": {"type": "string"}}},
    }
    report = check(write_project(project, files))
    rules = ("missing-value", "unknown-root")
    (found,) = (one for one in report.diagnostics if one.rule in rules)
    assert found.help == f"did you mean `{meant}`?"


@pytest.mark.parametrize(
    ("body", "mark"),
    [
        ("{% assign v = trigger.items | where: 'sale', true %}{{ v | size }}{{ v }}", "| where: 'sale', true"),
        ("{% assign v = 'a' | append: trigger.nope %}{{ v }}{% assign w = v | upcase %}{{ w }}", "trigger.nope"),
        ("{% assign sale = trigger.items | where: 'sale', true %}{{ sale | size }}", "| where: 'sale', true"),
    ],
)  # fmt: skip
def test_a_name_whose_assignment_failed_is_not_reported_again(
    tmp_path: Path, body: str, mark: str
) -> None:
    small_project(tmp_path, '{"a": "x' + body + '"}', data=DATA)
    assert [text for _, text, _ in marked(check(tmp_path), "missing-value")] == [mark]
