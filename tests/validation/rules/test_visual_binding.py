from pathlib import Path

import pytest

from tests.support.rules import lint_visual, marks

TITLE = {"type": "heading", "name": "title"}
BODY = {"type": "text", "name": "body"}
ROWS = {"type": "dynamicLayout", "name": "rows", "template": {"type": "text", "name": "name"}}

FIRES: list[tuple[str, list[object], list[tuple[str, str]]]] = [
    ("{}", [TITLE], [("{", "`title` has no value in 1 of 1 case, so it is shown empty")]),
    ('{"title": null}', [TITLE], [("null", "`title` has no value in 1 of 1 case, so it is shown empty")]),
    ('{"titel": "Hi"}', [TITLE], [('"Hi"', "`title` has no value in 1 of 1 case, so it is shown empty")]),
    ('{"body": "x", "more": "y"}', [BODY], [('"y"', "no node of the visual template `card` shows `more`")]),
    ("{}", [{"type": "action", "name": "messageAction", "children": []}], [("{", "`messageAction` has no value in 1 of 1 case, so a click on it does nothing")]),
    ('{"rows": [{% for i in trigger.items %}{"nam": "{{ i.name }}"}{% unless forloop.last %},{% endunless %}{% endfor %}]}', [ROWS], [("{", "`name` has no value in 1 of 1 case, so it is shown empty")]),
]  # fmt: skip


@pytest.mark.parametrize(("properties", "nodes", "expected"), FIRES)
def test_it_marks(
    tmp_path: Path, properties: str, nodes: list[object], expected: list[tuple[str, str]]
) -> None:
    found = lint_visual(tmp_path, "visual-binding", properties, nodes)
    assert [(mark, one.message) for mark, one in zip(marks(found), found, strict=True)] == expected


SILENT: list[tuple[str, list[object]]] = [
    ('{"title": "Hi", "body": "x"}', [TITLE, BODY]),
    ('{"title": "Hi"}', [TITLE, {"type": "image", "name": "media"}, {"type": "button", "name": "cta"}]),
    ('{"title": "its description", "media": "https://x.example/a.png"}', [{"type": "image", "name": "media"}]),
    ('{"title": "Hi"}', [{"type": "template", "name": "other"}]),
    ('{"title": "Hi"}', [TITLE, ROWS]),
]  # fmt: skip


@pytest.mark.parametrize(("properties", "nodes"), SILENT)
def test_it_is_silent(tmp_path: Path, properties: str, nodes: list[object]) -> None:
    found = lint_visual(tmp_path, "visual-binding", properties, nodes, others={"other": TITLE})
    assert found == []


def test_a_misspelt_member_is_told_as_one(tmp_path: Path) -> None:
    (found,) = lint_visual(tmp_path, "visual-binding", '{"titel": "Hi"}', [TITLE])
    assert found.help == "did you mean `title` instead of `titel`?"
    assert found.notes == ("visual/templates.json:1 shows it as `heading`",)


def test_only_the_cases_without_a_value_are_named(tmp_path: Path) -> None:
    properties = '{ {% if trigger.title != blank %}"title": {{ trigger.title | json }}{% endif %} }'
    assert lint_visual(tmp_path, "visual-binding", properties, [TITLE], data={"title": "x"}) == []
    (found,) = lint_visual(tmp_path, "visual-binding", properties, [TITLE], data={"title": ""})
    assert found.cases == ("ada × standard",)
