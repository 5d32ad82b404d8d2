from inbox_toolkit.analysis.string_literals import string_literals
from inbox_toolkit.validation.autofix_edits import as_json_value, trailing_commas

from tests.support.projects import template


def fixed(string: str) -> str | None:
    made = template('{"properties": {"a": ' + string + "}}")
    fix = as_json_value(made, next(string_literals(made)))
    return fix.edits[0].text if fix else None


def test_a_string_becomes_one_json_value() -> None:
    assert fixed('"Hi {{ a.b }}!"') == "{{ a.b | prepend: 'Hi ' | append: '!' | json }}"
    assert fixed('"{{- a.b -}}"') == "{{ a.b | append: '' | json }}"
    assert (
        fixed('"{{ a | upcase }} {{ b.c }}"')
        == "{{ a | upcase | append: ' ' | append: b.c | json }}"
    )
    assert fixed('"x {{ a }}{{ b }}"') == "{{ a | prepend: 'x ' | append: b | json }}"
    assert fixed('"caf\\u00e9 {{ a.b }}"') == "{{ a.b | prepend: 'café ' | json }}"


def test_what_is_not_mechanical_is_left_to_people() -> None:
    assert fixed('"{{ a }} {{ b | upcase }}"') is None
    assert fixed('"x"{{ a }}"it\'s {{ b }}"') is None
    assert fixed('"it\'s {{ a }}"') is None
    assert fixed('"one\\ntwo {{ a }}"') is None
    assert fixed('"{% if a %}{{ a }}{% endif %}"') is None


def commas(properties: str) -> list[int]:
    return [
        span.start - 15
        for span, _ in trailing_commas(template('{"properties": ' + properties + "}"))
    ]


def test_a_loops_last_comma_is_found_where_a_bracket_follows() -> None:
    assert commas('{"a": [{% for i in b %}{{ i }},{% endfor %}]}') == [30]
    assert commas('{"a": [{% for i in b %}{{ i }},{% endfor %}, 1]}') == []
    assert commas('{"a": "{% for i in b %}{{ i }},{% endfor %}]"}') == []
    assert commas('{"a": [{% for i in b %}{{ i }}{% endfor %}]}') == []
