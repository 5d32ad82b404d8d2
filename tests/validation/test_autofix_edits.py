from inbox_toolkit.analysis.string_literals import string_literals
from inbox_toolkit.template.template import Location
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.autofix_edits import as_json_value, removal, trailing_commas

from tests.support.projects import template


def fixed(string: str) -> str | None:
    made = template('{"properties": {"a": ' + string + "}}")
    fix = as_json_value(made, next(string_literals(made)), is_text=True)
    return fix.edits[0].text if fix else None


def test_a_string_becomes_one_json_value() -> None:
    assert fixed('"Hi {{ a.b }}!"') == "{{ a.b | prepend: 'Hi ' | append: '!' | json }}"
    assert fixed('"{{- a.b -}}"') == "{{ a.b | json }}"
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


def test_a_tag_alone_on_its_line_is_removed_with_the_line() -> None:
    def removed(text: str) -> str:
        start, end = text.index("{%"), text.index("%}") + 2
        edit = removal(Location(Source("t.json", text), Span(start, end)))
        return text[: edit.span.start] + edit.text + text[edit.span.end :]

    assert removed('{\n  {% x %}\n"a": 1}') == '{\n"a": 1}'
    assert removed('{\r\n\t{% x %} \r\n"a": 1}') == '{\r\n"a": 1}'
    assert removed('{% x %}\n"a"') == '"a"'
    assert removed("a\n{% x %}") == "a\n"
    assert removed('"a{% x %}b"') == '"ab"'
    assert removed('{ {% x %}\n"a": 1}') == '{ \n"a": 1}'


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
