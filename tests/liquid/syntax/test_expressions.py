import pytest
from inbox_toolkit.liquid.syntax.cursor import Cursor
from inbox_toolkit.liquid.syntax.expressions import MAX_FILTERS, MAX_PARTS, read_options
from inbox_toolkit.liquid.syntax.nodes import Binary, Expression, Literal, Path, Unary

from tests.support.liquid_engine import chain, mistakes


def shape(node: Expression) -> str:
    """Write an expression with all its brackets."""
    if isinstance(node, Binary):
        return f"({shape(node.left)} {node.operator or ','} {shape(node.right)})"
    if isinstance(node, Unary):
        return f"({node.operator} {shape(node.operand)})"
    if isinstance(node, Path):
        return node.root
    return repr(node.value) if isinstance(node, Literal) else "range"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a == 1", "(a == 1)"),
        ("a and b or c", "(a and (b or c))"),
        ("a or b and c", "(a or (b and c))"),
        ("not a == b", "(not (a == b))"),
        ("not a and b", "((not a) and b)"),
        ("a == b == c", "(a == (b == c))"),
        ("a contains b and c != d", "((a contains b) and (c != d))"),
        ("a b", "(a , b)"),
        ("a ==", "(MISSING == a)"),
        ("== a", "(MISSING == a)"),
        ("a <> b", "(MISSING < (a > b))"),
        ("a not b", "(a , (not b))"),
        ("nota == orb", "(nota == orb)"),
    ],
)
def test_conditions_group_as_in_liquidjs(text: str, expected: str) -> None:
    assert shape(chain(text).value) == expected


def test_filters_have_names_arguments_and_places() -> None:
    text = "{{ a.b | default: 'x', allow_false: true | upcase |limit:2 }}"
    found = chain(text[2:-2])
    assert [one.name for one in found.filters] == ["default", "upcase", "limit"]
    assert [one.name_span.of(text) for one in found.filters] == ["default", "upcase", "limit"]
    assert found.filters[0].span.of(text) == "| default: 'x', allow_false: true"
    assert found.filters[2].span.of(text) == "|limit:2"
    first, second = found.filters[0].arguments
    assert (first.name, first.span.of(text)) == (None, "'x'")
    assert (second.name, second.span.of(text)) == ("allow_false", "allow_false: true")


@pytest.mark.parametrize("text", ["a | upcase |", "a | f:", "a | f: ,b", "a | f : b", "a|f|g"])
def test_what_liquidjs_lets_pass_passes(text: str) -> None:
    assert mistakes("{{ " + text + " }}") == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("{{ }}", "{{ }}"),
        ("{{ a ! b }}", "! b"),
        ("{{ a | | b }}", "| b"),
        ("{{ a | f b }}", "b"),
        ("{{ a | f: b c }}", "c"),
        ("{{ a | f: b: c: d }}", ": d"),
    ],
)
def test_what_is_not_understood_is_marked(text: str, marked: str) -> None:
    ((found, _),) = mistakes(text)
    assert found == marked or (text == "{{ }}" and found)


def test_there_are_bounds_to_an_expression() -> None:
    assert mistakes("{{ a" + " | f" * MAX_FILTERS + " }}") == []
    assert "filters" in mistakes("{{ a" + " | f" * (MAX_FILTERS + 1) + " }}")[0][1]
    assert "parts" in mistakes("{{ a" + " and a" * MAX_PARTS + " }}")[0][1]


def test_options_stop_at_what_is_none() -> None:
    text = "limit:2, offset: a.b reversed limit:3 | x"
    found = read_options(Cursor(text, 0, len(text)))
    assert [(one.name, one.span.of(text)) for one in found] == [
        ("limit", "limit:3"),
        ("offset", "offset: a.b"),
        ("reversed", "reversed"),
    ]
