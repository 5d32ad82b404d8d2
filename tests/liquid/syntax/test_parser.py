import pickle
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.syntax.nodes import If, Output, Text
from inbox_toolkit.liquid.syntax.parser import MAX_DEPTH, parse
from inbox_toolkit.text.span import Span

from tests.support.liquid_engine import mistakes, node, nodes

MARKUP = st.lists(
    st.sampled_from(
        [
            "{% if a %}", "{% elsif b == 1 %}", "{% else %}", "{% endif %}", "{% for x in y %}",
            "{% endfor %}", "{% case z %}", "{% when 1, 2 %}", "{% endcase %}", "{{ a.b | f: 1 }}",
            "{% capture c %}", "{% endcapture %}", "{% assign d = 1 %}", "text", "{% break %}",
            "{% raw %}", "{% endraw %}", "{% comment %}", "{% endcomment %}", "{{", "%}", "{% x %}",
            "{% liquid\n if a\n echo b\n endif %}", "{{- ' ' -}}", "{% unless q %}",
            "{% endunless %}",
        ]
    ),
    max_size=15,
).map("".join)  # fmt: skip


def spans(value: object) -> list[Span]:
    """Return every span in a tree."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple):
        return [span for one in value for span in spans(one)]
    if is_dataclass(value):
        return [span for one in fields(value) for span in spans(getattr(value, one.name))]
    return []


def test_nodes_cover_the_text() -> None:
    text = "a {{ b }}{% if c %}d{% endif %} e"
    assert [one.span.of(text) for one in nodes(text)] == [
        "a ",
        "{{ b }}",
        "{% if c %}d{% endif %}",
        " e",
    ]


def test_hyphens_take_blanks_away_but_move_no_span() -> None:
    text = "a \n{{- b -}} \n c"
    first, _, last = nodes(text)
    assert isinstance(first, Text)
    assert isinstance(last, Text)
    assert (first.value, first.span.of(text)) == ("a", "a \n")
    assert (last.value, last.span.of(text)) == ("c", " \n c")


def test_only_the_span_asked_for_is_parsed() -> None:
    text = '{{ a }}"{{ b }}"{{ c'
    parsed = parse(text, span=Span(8, 15))
    (only,) = parsed.nodes
    assert isinstance(only, Output)
    assert only.span.of(text) == "{{ b }}"
    assert parsed.errors == ()


def test_every_mistake_is_found_in_one_pass() -> None:
    text = "{{ | x }}{% asign a = 1 %}{% if a ! b %}{% for x %}{% endfor %}{{ c"
    assert [marked for marked, _ in mistakes(text)] == [
        "| x",
        "{% asign a = 1 %}",
        "{% if a ! b %}",
        "! b",
        "{% for x %}",
        "{{",
    ]


@pytest.mark.parametrize(
    ("text", "marked", "message"),
    [
        ("{% if a %}x", "{% if a %}", "`if` is never closed"),
        ("x{% endif %}", "{% endif %}", "`endif` closes nothing here"),
        ("{% else %}", "{% else %}", "`else` does not belong here"),
        ("{% include 'a' %}", "{% include 'a' %}", "the service has no tag `include`"),
        ("{% foo %}", "{% foo %}", "there is no tag `foo`"),
        ("{% capture a %}{% else %}{% endcapture %}", "{% else %}", "`else` does not belong here"),
    ],
)
def test_a_mistake_is_marked_and_named(text: str, marked: str, message: str) -> None:
    assert mistakes(text) == [(marked, message)]


def test_a_tag_that_is_nearly_right_is_suggested() -> None:
    (error,) = parse("{% asign a = 1 %}").errors
    assert error.help == "did you mean `assign`?"


def test_a_block_left_open_does_not_swallow_the_one_around_it() -> None:
    text = "{% if a %}{% for x in y %}{{ x }}{% endif %}{% foo %}"
    assert mistakes(text) == [
        ("{% for x in y %}", "`for` is never closed"),
        ("{% foo %}", "there is no tag `foo`"),
    ]


def test_blocks_nest_only_so_deep() -> None:
    fine = "{% if a %}" * MAX_DEPTH + "{% endif %}" * MAX_DEPTH
    assert isinstance(node(fine), If)
    ((_, message),) = mistakes("{% if a %}" * 5_000)
    assert "nest deeper" in message


def test_legacy_knows_no_hyphens_and_other_tags() -> None:
    assert mistakes("{{- a }}", version="legacy")[0][0] == "{{- a }}"
    assert mistakes("{% break %}", version="legacy") != []
    assert mistakes("{% ifchanged %}a{% endifchanged %}", version="legacy") == []
    assert mistakes("{% ifchanged %}a{% endifchanged %}") != []


def test_what_is_parsed_travels_between_processes() -> None:
    parsed = parse("{% if a %}{{ b | c: nil }}{% endif %}{{")
    copy = pickle.loads(pickle.dumps(parsed))
    assert copy.nodes == parsed.nodes
    assert [vars(one) for one in copy.errors] == [vars(one) for one in parsed.errors]


@given(MARKUP)
def test_anything_is_parsed_and_every_span_is_inside(text: str) -> None:
    parsed = parse(text)
    found = spans(parsed.nodes) + [error.span for error in parsed.errors]
    assert all(0 <= span.start <= span.end <= len(text) for span in found)
    assert all(isinstance(error, LiquidSyntaxError) and error.help for error in parsed.errors)
    assert list(parsed.errors) == sorted(parsed.errors, key=lambda error: error.span)
