from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.runtime.runtime import run

from tests.support.liquid_corpus import NOW
from tests.support.liquid_runs import program

TEXTS = st.text(st.characters(exclude_characters="{}%'\\", exclude_categories=["Cs"]), max_size=12)


def test_templates_of_one_structure_keep_their_own_texts() -> None:
    for greeting, rest in (("Hi ", "!"), ("Bonjour ", " !"), ("Hi ", "Hi ")):
        text = f"{greeting}{{{{ name | default: '{rest}' }}}}{rest}"
        assert run(program(text), {"name": ""}, now=NOW).text == greeting + rest + rest


@given(TEXTS, TEXTS.filter(str.strip), TEXTS)
def test_any_texts_come_out_as_they_are_written(plain: str, word: str, key: str) -> None:
    template = (
        f"{plain}{{{{ '{word}' | append: x['{key}'] }}}}"
        f"{{% for i in (1..2) %}}{plain}{{% if y == '{word}' %}}{word}{{% endif %}}{{% endfor %}}"
    )
    data = {"x": {key: word}, "y": word}
    assert run(program(template), data, now=NOW).text == f"{plain}{word}{word}" + (plain + word) * 2


def test_a_text_that_looks_like_a_stand_in_is_a_text() -> None:
    template = "b'1'{{ \"b'0'\" }}{{ a['0'] }}{{ a[\"b'1'\"] }}\x01\x000"
    assert (
        run(program(template), {"a": {"0": "x", "b'1'": "y"}}, now=NOW).text
        == "b'1'b'0'xy\x01\x000"
    )


def test_a_failure_is_shown_in_the_template_that_failed() -> None:
    for text in ("x{{ a.b }}y{{ a.c }}", "longer {{ a.b }} words {{ a.c }}"):
        (failure,) = run(program(text), {"a": {"b": 1}}, now=NOW).failures
        assert failure.span.of(text) == "a.c"


def test_a_text_of_any_length_is_compiled() -> None:
    template = "{{ a }}x" * 3_000
    assert run(program(template), {"a": "1"}, now=NOW).text == "1x" * 3_000
