import pytest
from inbox_toolkit.language_server.liquid_context import context_at

CASES = [
    # text up to the cursor, place, what is replaced, holder, filter, argument
    ("{{ ", "path", "", None, None, 0),
    ("{{ cust", "path", "cust", None, None, 0),
    ("{{ customer.", "path", "", "customer", None, 0),
    ("{{ customer.address.ci", "path", "ci", "customer.address", None, 0),
    ("{{ trigger.items[0].na", "path", "na", "trigger.items[0]", None, 0),
    ("{{ x | ", "filter", "", None, None, 0),
    ("{{ x | def", "filter", "def", None, None, 0),
    ("{{ x | default: ", "argument", "", None, "default", 0),
    ("{{ x | replace: 'a', cust", "argument", "cust", None, "replace", 1),
    ("{{ x | replace: 'a, |', ", "argument", "", None, "replace", 1),
    ("{% ", "tag", "", None, None, 0),
    ("{%- if", "tag", "if", None, None, 0),
    ("{% if customer.a == trig", "path", "trig", None, None, 0),
    ("{% when 'go", "when", "'go", None, None, 0),
    ("{% when 'a', ", "when", "", None, None, 0),
    ("<< customer.", "path", "", "customer", None, 0),
    ("{% for i in trigger.", "path", "", "trigger", None, 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "replaced", "holder", "used", "argument"), CASES)
@pytest.mark.parametrize("before", ["", '{"a": "😀 {{ b }} ', "{% if x %}"])
def test_what_a_cursor_stands_in(
    text: str,
    place: str,
    replaced: str,
    holder: str | None,
    used: str | None,
    argument: int,
    before: str,
) -> None:
    whole = before + text
    found = context_at(whole + " }}", len(whole))
    assert found is not None
    assert (found.place, found.span.of(whole)) == (place, replaced)
    assert (found.holder, found.filter, found.argument) == (holder, used, argument)


@pytest.mark.parametrize(
    "text", ["", "x", "{{ a }} ", "{% if a %}", "{{ 'customer.", '{{ x | append: "a ']
)
def test_outside_liquid_and_inside_strings_is_nothing(text: str) -> None:
    assert context_at(text, len(text)) is None
