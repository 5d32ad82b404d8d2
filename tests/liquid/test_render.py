import subprocess
import sys

import pytest
from inbox_toolkit.errors import LiquidSyntaxError, MissingValueError, RenderError, RenderLimitError
from inbox_toolkit.liquid import render_text
from inbox_toolkit.liquid.render import compiled, render

from tests.support.liquid_corpus import NOW


def test_a_text_is_rendered_in_one_call() -> None:
    assert render_text("Hi {{ name }}", {"name": "Ada"}) == "Hi Ada"
    assert render("{{ 'now' | date: '%Y' }}", {}, now=NOW) == f"{NOW.year}"
    assert render("{{ 3.0 }}", {}, version="legacy") == "3.0"
    assert render("[{{ a }}]", {}, strict=False) == "[]"


def test_chance_repeats_with_its_seed() -> None:
    template = "{% generate_uuid %}{% random 1000000 %}"
    assert render(template, {}, seed=1) == render(template, {}, seed=1)
    assert render(template, {}, seed=1) != render(template, {}, seed=2)


@pytest.mark.parametrize(
    ("template", "kind", "marked"),
    [
        ("a {% nope %}", LiquidSyntaxError, "{% nope %}"),
        ("a {{ b.c }}", MissingValueError, "b.c"),
        ("{{ 1 | date: '%Y', 'Nowhere' }}", RenderError, "| date: '%Y', 'Nowhere'"),
        ("{% for i in (1..9999999) %}{% endfor %}", RenderLimitError, None),
    ],
)
def test_what_fails_is_raised_where_it_stands(
    template: str, kind: type[RenderError], marked: str | None
) -> None:
    with pytest.raises(kind) as caught:
        render(template, {})
    assert marked is None or caught.value.span.of(template) == marked


def test_half_a_character_in_an_error_is_answered() -> None:
    lines = '{"template": "{{ a[b] }}", "data": {"a": {}, "b": "\\ud83d"}}\n{"template": "{% \\ud83d %}"}\n'
    done = subprocess.run(
        [sys.executable, "-m", "inbox_toolkit.liquid"],
        input=lines,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.count("\ufffd") == 2


def test_a_template_is_compiled_once() -> None:
    assert compiled("{{ once }}") is compiled("{{ once }}")


def test_corpora_run_through_the_module() -> None:
    lines = '{"template": "{{ a }}", "data": {"a": 1}}\n{"template": "{{ b }}"}\n\nnonsense\n'
    answered = subprocess.run(
        [sys.executable, "-m", "inbox_toolkit.liquid"],
        input=lines,
        capture_output=True,
        text=True,
        check=True,
    )
    one, other, third = answered.stdout.splitlines()
    assert one == '{"out": "1"}'
    assert other == '{"err": "undefined variable: b"}'
    assert third.startswith('{"err": "this line cannot be rendered')
