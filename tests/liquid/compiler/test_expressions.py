import pytest

from tests.support.liquid_runs import failures, text


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ a.b.c.d }}", "deep"),
        ("{{ a['b'].c['d'] }}", "deep"),
        ("{{ [key].b.c.d }}", "deep"),
        ("{{ a[part].c.d }}", "deep"),
        ("{{ list[-1] }}{{ list.first }}{{ list.size }}", "313"),
        ("{{ 'abc'.size }}", "3"),
        ("{{ (1..3).last }}", "3"),
        ("{% if true or false and false %}Y{% endif %}", "Y"),
        ("{% if not key == 'z' %}Y{% endif %}", "Y"),
        ("{{ 1 | plus: 2, 3, 4 }}", "3"),
        ("{{ nothing | default: 'x', allow_false: true }}", "x"),
    ],
)
def test_expressions(template: str, expected: str) -> None:
    data: dict[str, object] = {
        "a": {"b": {"c": {"d": "deep"}}},
        "key": "a",
        "part": "b",
        "list": [1, 2, 3],
    }
    assert text(template, data) == expected


def test_an_argument_beyond_those_taken_is_read_all_the_same() -> None:
    assert failures("{{ 'a' | upcase: missing }}") == [("undefined variable: missing", "missing")]


def test_the_first_missing_step_is_named() -> None:
    assert failures("{{ a.b.c }}", {"a": {}}) == [("undefined variable: a.b", "a.b.c")]
    assert failures("{{ a.b.c }}", {"a": None}) == []
