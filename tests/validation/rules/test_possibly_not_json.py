"""Commas that are wrong for data that no fixture has."""

from pathlib import Path
from typing import Any

import pytest
from inbox_toolkit.prove.counterexamples import MAX_SHRINK_TEXT
from inbox_toolkit.prove.oracle import Oracle
from inbox_toolkit.validation.rules.possibly_not_json import MAX_CASES, MAX_PRINTED

from tests.prove.test_idioms import IDIOMS
from tests.support.projects import check, marked, small_project

RULE = "possibly-not-json"

GOOD = [
    *IDIOMS,
    '{"a": "{{ trigger.note }}", "b": {{ trigger.any }}}',  # values are another rule's
    "{ {% for i in trigger.named %}{{ i.name | json }}: 1{% unless forloop.last %},{% endunless %}{% endfor %} }",
    '{"a": "{{ trigger.note }}"{% if trigger.b %}, "b": "{{ trigger.b }}"{% endif %}}',
    '{"a": {% if 1 == 2 %}{% else %}1{% endif %}}',
    '{"a": {% if trigger.k == "x" and trigger.k == "y" %}{% else %}1{% endif %}}',
]


@pytest.mark.parametrize("body", GOOD)
def test_nothing_is_found(body: str, tmp_path: Path) -> None:
    data = {
        "xs": [],
        "ys": [],
        "n": 2,
        "p": 1,
        "any": 1,
        "note": "x",
        "b": "x",
        "k": "x",
        "at": 1,
        "named": [{"name": "x"}],
    }
    small_project(tmp_path, body, data=data)
    assert marked(check(tmp_path), RULE) == []


ON = {"xs": [{"on": True, "n": 1}, {"on": True, "n": 2}]}
BAD: list[tuple[str, object, str, str]] = [
    (
        '{"a": [{% for i in trigger.xs %}{% if i.on %}{{ i.n | json }}'
        "{% unless forloop.last %},{% endunless %}{% endif %}{% endfor %}]}",
        ON, ",", "a comma before the closing bracket",
    ),
    (
        '{"a": [{% for i in trigger.xs %}{% unless i.on %}{% continue %}{% endunless %}{{ i.n | json }}'
        "{% unless forloop.last %},{% endunless %}{% endfor %}]}",
        ON, ",", "a comma before the closing bracket",
    ),
    (
        '{"a": 1{% if trigger.b %},{% endif %}{% if trigger.c %}"c": 2{% endif %}}',
        {"b": True, "c": True}, "1", "a comma is missing after this"
    ),
    (
        '{"a": [1{% if trigger.b %},{% endif %}]}', {}, "{% if trigger.b %}", "a comma before the closing bracket",
    ),
    (
        '{"a": [{% for i in trigger.xs %}{{ i.n | json }}{% endfor %}]}',
        {"xs": [{"n": 1}]}, "{% for i in trigger.xs %}", "`00` is not JSON",
    ),
    (
        '{"a": 1{% if trigger.b %}, "a": 2{% endif %}}',
        {}, '"a"', "the key `a` stands twice",
    ),
    (
        '{"a": "{{ trigger.note }}", "b": [{% for i in trigger.xs %}{% if i.on %}1'
        "{% unless forloop.last %},{% endunless %}{% endif %}{% endfor %}]}",
        {**ON, "note": "x"}, ",", "a comma before the closing bracket",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("body", "data", "mark", "message"), BAD)
def test_a_comma_is_found(body: str, data: object, mark: str, message: str, tmp_path: Path) -> None:
    small_project(tmp_path, body, data=data)
    found = marked(check(tmp_path), RULE, "trailing-comma-loop")
    assert [(marks, message in said) for _, marks, said in found] == [(mark, True)]


@pytest.mark.parametrize(
    ("liquid", "around"),
    [
        ("latest", "{}"),
        ("legacy", "{}"),
        ("latest", "{{% capture all %}}x{{% endcapture %}}{}"),
        ("latest", "{{% if true %}}{}{{% endif %}}"),
    ],
)
def test_it_is_found_in_each_kind_of_template(liquid: str, around: str, tmp_path: Path) -> None:
    loop = "{% for i in trigger.xs %}{% if i.on %}<< i.n | json >>{% unless forloop.last %},{% endunless %}{% endif %}{% endfor %}"
    body = '{"a": [' + around.format(loop) + "]}"
    small_project(tmp_path, body, data=ON)
    file = tmp_path / "templates/t.json"
    text = file.read_text().replace('{"properties"', '{"liquid": "' + liquid + '", "properties"')
    file.unlink()
    (tmp_path / "templates/t.json.liquid").write_text(text)
    assert [one[1] for one in marked(check(tmp_path), RULE, "trailing-comma-loop")] == [","]


def test_a_translation_has_its_own(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": [1]}', data=ON)
    loop = "{% for i in trigger.xs %}{% if i.on %}1{% unless forloop.last %},{% endunless %}{% endif %}{% endfor %}"
    (tmp_path / "templates/t.fr.json").write_text('{"properties": {"a": [' + loop + "]}}")
    rules = {RULE, "trailing-comma-loop"}
    (found,) = [one for one in check(tmp_path).diagnostics if one.rule in rules]
    assert found.source.name == "templates/t.fr.json"


def test_what_a_case_shows_is_not_said_twice(tmp_path: Path) -> None:
    body = '{"a": [{% for i in trigger.xs %}{{ i.n | json }}{% endfor %}]}'
    small_project(tmp_path, body, data={"xs": [{"n": "x"}, {"n": "y"}]})
    rules = {one.rule for one in check(tmp_path).diagnostics}
    assert "rendered-not-json" in rules
    assert RULE not in rules


def test_a_long_template_is_rendered_less_often(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = []
    oracle_outcome = Oracle.outcome

    def outcome(self: Oracle, *data: Any) -> Any:
        found = oracle_outcome(self, *data)
        printed.append(len(found.text))
        return found

    monkeypatch.setattr(Oracle, "outcome", outcome)
    text = "\n".join(f'"m{number}": "A long text without a value",' for number in range(400))
    value = "{% if trigger.a == 1 %}{% if trigger.a == 2 %},{% endif %}{% endif %}1"
    small_project(tmp_path, f'{{ {text} "z": {value} }}', data={"a": 3})

    check(tmp_path)

    assert 10_000 < sum(printed) < MAX_PRINTED + MAX_SHRINK_TEXT + 100_000
    assert len(printed) < MAX_CASES
