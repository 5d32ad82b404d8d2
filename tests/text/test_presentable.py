import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.text.presentable import presentable, presentable_json, presentable_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("templates/é 名前 🪨.json", "templates/é 名前 🪨.json"),
        ("a\n::error::x", "a␊::error::x"),
        ("a\r\nb", "a␍␊b"),
        ("\x1b[31mred", "␛[31mred"),
        ("a\tb", "a b"),
        ("\x7f\x9b\x85\u2028", "␡���"),
        ("\u202egnp.exe", "�gnp.exe"),
        ("half \ud83d pair", "half � pair"),
        ("", ""),
    ],
)
def test_what_could_act_on_the_output_is_shown(text: str, shown: str) -> None:
    assert presentable(text) == shown


@given(st.text(st.characters()))
def test_it_is_one_line_and_can_be_printed(text: str) -> None:
    shown = presentable(text)
    assert len(shown.splitlines()) <= 1
    assert len(shown) == len(text)
    shown.encode()
    assert presentable(shown) == shown


def test_lines_stay_lines() -> None:
    assert presentable_lines("a\x1b\nb\r") == "a␛\nb␍"


@given(st.text(st.characters()))
def test_json_keeps_its_value(text: str) -> None:
    shown = presentable_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(shown) == text
    assert shown == presentable(shown)
