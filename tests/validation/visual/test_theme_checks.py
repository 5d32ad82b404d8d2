import json

import pytest
from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.validation.visual.theme_checks import theme_remarks


def remarks(theme: object) -> list[tuple[str, str]]:
    text = json.dumps(theme)
    root = read_json(text).root
    assert root is not None
    return [(span.of(text), help_text) for span, _, help_text in theme_remarks(root)]


@pytest.mark.parametrize(
    ("family", "told"),
    [
        ("DM Sans", True),
        ("'DM Sans', Georgia", True),
        ("DM Sans, sans-serif", False),
        ("system-ui", False),
        ("Inter, 'serif'", False),
    ],
)
def test_a_font_wants_a_fallback(family: str, told: bool) -> None:
    found = remarks({"text": {"caption": {"text": {"fontFamily": family}}}})
    assert found == [(json.dumps(family), f'add a fallback: "{family}, sans-serif"')] * told


def test_a_font_is_told_once() -> None:
    style = {"text": {"fontFamily": "DM Sans"}}
    assert len(remarks({"text": style, "date": style})) == 1


def painted(color: str) -> dict[str, object]:
    return {"text": {"color": color}}


LIGHT = {**painted("#000000"), "quiet": painted("#666666")}


@pytest.mark.parametrize(
    ("dark", "told"),
    [
        (painted("#ffffff"), True),
        ({**painted("#ffffff"), "quiet": painted("#aaaaaa")}, False),
        ({"background": {"color": "#ffffff"}}, False),
        ({"loud": painted("#ffffff")}, False),
    ],
)
def test_a_variant_stays_light_in_the_dark(dark: object, told: bool) -> None:
    found = remarks({"button": LIGHT, "modes": {"dark": {"button": dark}}})
    help_text = "add `quiet` to `modes.dark.button` with its `text.color`"
    assert found == [('"#666666"', help_text)] * told


@pytest.mark.parametrize("theme", [{}, {"modes": {}}, {"text": {}, "modes": {"dark": {}}}])
def test_there_is_nothing_to_say_of_little(theme: object) -> None:
    assert remarks(theme) == []
