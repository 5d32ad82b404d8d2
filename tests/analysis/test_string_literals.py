from inbox_toolkit.analysis.string_literals import string_literals

from tests.support.projects import template


def found(properties: str) -> list[tuple[str, int, bool]]:
    made = template('{"properties": ' + properties + "}")
    return [
        (one.span.of(made.source.text), len(one.outputs), one.has_tags)
        for one in string_literals(made)
    ]


def test_strings_with_liquid_are_told_from_values() -> None:
    assert found(
        '{"a": "x", "b": "Hi {{ c }}!", "{{ d }}": {{ e }}, "f": "\\"{{ g }}{{ h }}\\\\"}'
    ) == [
        ('"Hi {{ c }}!"', 1, False),
        ('"{{ d }}"', 1, False),
        ('"\\"{{ g }}{{ h }}\\\\"', 2, False),
    ]


def test_tags_in_a_string_are_seen() -> None:
    assert found('{"a": "{% if b %}{{ c }}{% endif %}", "d": "{% raw %}{{ e }}{% endraw %}"}') == [
        ('"{% if b %}{{ c }}{% endif %}"', 1, True),
        ('"{% raw %}{{ e }}{% endraw %}"', 0, True),
    ]


def test_a_template_without_properties_has_none() -> None:
    assert list(string_literals(template("{"))) == []
