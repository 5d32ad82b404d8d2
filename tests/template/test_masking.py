import json

from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.syntax.scanner import scan
from inbox_toolkit.template.reader import mask

PARTS = st.sampled_from(
    ['"a"', "{{ x }}", '{{ "q" }}', "{% if a %}", "{% endif %}", ",", "\n", "é🪨", '\\"', "{{", "%}", "{% raw %}", "{% endraw %}", "{% comment %}", "{% endcomment %}"]
)  # fmt: skip


def masked(text: str) -> str:
    return mask(text, scan(text)[0])


def test_liquid_in_a_string_becomes_letters_and_outside_a_value() -> None:
    text = '{"title": "Hi {{ trigger.name | default: "x" }}", "n": {{ trigger.n }}, "a": [1{% if b %}{% endif %}]}'
    found = masked(text)
    assert len(found) == len(text)
    assert json.loads(found) == {
        "title": "Hi " + "x" * len('{{ trigger.name | default: "x" }}'),
        "n": 0,
        "a": [1],
    }


def test_an_escaped_quote_does_not_end_the_string() -> None:
    assert json.loads(masked('{"a": "\\"{{ x }}\\" {{ y }}"}')) == {"a": '"xxxxxxx" xxxxxxx'}


def test_what_raw_holds_is_text() -> None:
    text = '{"a": "{% raw %}{{ x }}{% endraw %}"}'
    assert "{{ x }}" in json.loads(masked(text))["a"]


def test_a_comment_outside_strings_is_blank() -> None:
    assert json.loads(masked('{"a": 1 {% comment %} "quoted" {% endcomment %}}')) == {"a": 1}


@given(st.lists(PARTS, max_size=12).map("".join))
def test_no_character_moves(text: str) -> None:
    found = masked(text)
    assert len(found) == len(text)
    for piece in scan(text)[0]:
        if piece.kind in ("text", "raw"):
            assert piece.span.of(found) == piece.span.of(text)
