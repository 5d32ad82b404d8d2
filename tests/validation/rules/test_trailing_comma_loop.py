from pathlib import Path

import pytest

from tests.support.rules import ENVELOPE, lint, marks

RULE = "trailing-comma-loop"

EMPTY: dict[str, list[int]] = {"items": [], "none": []}

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": [{% for i in trigger.items %}{{ i.price }},{% endfor %}]}', [',']),
    ('{"a": { {% for i in trigger.items %}"{{ i.name }}": "\\"", {% endfor %} } }', [',']),
    ('{"a": [{% for i in trigger.none %}[{% for j in i %}{{ j }}, {% endfor %}]{% endfor %}]}', [',']),
]  # fmt: skip

SILENT = [
    '{"a": [{% for i in trigger.items %}{{ i.price }}{% unless forloop.last %},{% endunless %}{% endfor %}]}',
    '{"a": [{% for i in trigger.items %}{{ i.price }},{% endfor %} 0]}',
    '{"a": "{% for i in trigger.items %}{{ i.name }},{% endfor %}]"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "trailing-comma-loop", properties, data=EMPTY)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "trailing-comma-loop", properties, data=EMPTY) == []


def test_the_fix_leaves_the_last_comma_out(tmp_path: Path) -> None:
    properties = '{"a": [{% for i in trigger.items %}{{ i.price }},{% endfor %}]}'
    (found,) = lint(tmp_path, "trailing-comma-loop", properties, data=EMPTY)
    assert found.fix is not None
    assert found.fix.edits[0].text == "{% unless forloop.last %},{% endunless %}"


def test_a_case_that_breaks_is_reported_once_with_the_same_fix(tmp_path: Path) -> None:
    properties = '{"a": [{% for i in trigger.items %}{{ i.price }},{% endfor %}]}'
    assert lint(tmp_path, "trailing-comma-loop", properties) == []
    (found,) = lint(tmp_path, "rendered-not-json", properties)
    assert found.fix is not None
    assert found.fix.edits[0].text == "{% unless forloop.last %},{% endunless %}"


ITEMS = {
    "items": [{"name": "Pen", "q": 2, "kind": "a", "on": True}, {"name": "Cup", "q": 1, "kind": "a", "on": True}],
    "words": ["x", "y"],
    "orders": [{"lines": [{"n": 1, "on": True}, {"n": 2, "on": True}]}],
}  # fmt: skip
LAST = "{% unless forloop.last %},{% endunless %}"
FLAG = "{% if comma %},{% endif %}{{ i.q }}{% assign comma = true %}"
SOMETIMES_WRONG = {
    "the last one skipped": "{% for i in trigger.items %}{% if i.q > 0 %}{{ i.q }}@{% endif %}{% endfor %}",
    "by a switch": "{% for i in trigger.items %}{% if i.on %}{{ i.q }}@{% endif %}{% endfor %}",
    "by equality": "{% for i in trigger.items %}{% if i.kind == 'a' %}{{ i.q }}@{% endif %}{% endfor %}",
    "by unless": "{% for i in trigger.items %}{% unless i.q == 0 %}{{ i.q }}@{% endunless %}{% endfor %}",
    "by continue": "{% for i in trigger.items %}{% unless i.on %}{% continue %}{% endunless %}{{ i.q }}@{% endfor %}",
    "by case": "{% for i in trigger.items %}{% case i.kind %}{% when 'a' %}{{ i.q }}@{% endcase %}{% endfor %}",
    "by and": "{% for i in trigger.items %}{% if i.on and i.q > 0 %}{{ i.q }}@{% endif %}{% endfor %}",
    "comma outside, value inside": "{% for i in trigger.items %}{% if i.on %}{{ i.q }}{% endif %}@{% endfor %}",
    "the first one skipped": "{% for i in trigger.items %}{% if i.on %}{% unless forloop.first %},{% endunless %}{{ i.q }}{% endif %}{% endfor %}",
    "words": "{% for w in trigger.words %}{% if w != '' %}{{ w | json }}@{% endif %}{% endfor %}",
    "a list in a list": "{% for o in trigger.orders %}{% for l in o.lines %}{% if l.on %}{{ l.n }}@{% endif %}{% endfor %}{% endfor %}",
    "a list by another name": "{% assign s = trigger.items %}{% for i in s %}{% if i.on %}{{ i.q }}@{% endif %}{% endfor %}",
}  # fmt: skip
ALWAYS_RIGHT = {
    "a flag": "{% assign comma = false %}{% for i in trigger.items %}{% if i.on %}" + FLAG + "{% endif %}{% endfor %}",
    "a filtered list": "{% assign on = trigger.items | where: 'on', true %}{% for i in on %}{% if i.q > 0 %}{{ i.q }}{% else %}0{% endif %}@{% endfor %}",
    "every item prints": "{% for i in trigger.items %}{% if i.on %}1{% else %}2{% endif %}@{% endfor %}",
    "a condition within a value": '{% for i in trigger.items %}{"a": 1{% if i.on %}, "b": 2{% endif %}}@{% endfor %}',
    "a constant in front": "0{% for i in trigger.items %}{% if i.on %}, {{ i.q }}{% endif %}{% endfor %}",
    "a constant behind": "{% for i in trigger.items %}{% if i.on %}{{ i.q }}, {% endif %}{% endfor %}0",
    "case with else": "{% for i in trigger.items %}{% case i.kind %}{% when 'a' %}1{% else %}2{% endcase %}@{% endfor %}",
}  # fmt: skip


@pytest.mark.parametrize("what", SOMETIMES_WRONG)
def test_a_comma_that_some_list_leaves_over_is_found_without_a_fixture(
    tmp_path: Path, what: str
) -> None:
    text = '{"a": [' + SOMETIMES_WRONG[what].replace("@", LAST) + "]}"
    (found,) = lint(tmp_path, RULE, text, data=ITEMS)
    assert found.message.startswith("a list that no fixture has breaks the JSON: ")
    assert found.notes[0].startswith("tried with `trigger.")


@pytest.mark.parametrize("what", ALWAYS_RIGHT)
def test_a_comma_that_is_right_for_every_list_is_not(tmp_path: Path, what: str) -> None:
    text = '{"a": [' + ALWAYS_RIGHT[what].replace("@", LAST) + "]}"
    assert lint(tmp_path, RULE, text, data=ITEMS) == []


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_in_every_kind_of_file(tmp_path: Path, newline: str) -> None:
    loop = SOMETIMES_WRONG["by a switch"].replace("@", LAST)
    text = f'{{{newline}"e": "🪨 <<customer.id>>",{newline}"a": [{loop}]}}'
    assert len(lint(tmp_path, RULE, text, data=ITEMS)) == 1
    legacy = f'"liquid": "legacy", {ENVELOPE}'
    assert len(lint(tmp_path, RULE, text, data=ITEMS, envelope=legacy)) == 1
    files = {"templates/t.fr.json.liquid": f'{{"properties": {text}}}'}
    assert len(lint(tmp_path, RULE, '{"e": 1}', data=ITEMS, files=files)) == 1


def test_what_a_contract_rules_out_is_not_tried(tmp_path: Path) -> None:
    text = '{"a": [' + SOMETIMES_WRONG["by a switch"].replace("@", LAST) + "]}"
    item = {
        "type": "object",
        "properties": {"on": {"const": True}, "q": {"type": "number"}},
        "required": ["on", "q"],
    }
    schema = {"type": "object", "properties": {"items": {"type": "array", "items": item}}}
    files = {"templates/t.contract.json": schema}
    assert lint(tmp_path, RULE, text, data=ITEMS, files=files) == []
