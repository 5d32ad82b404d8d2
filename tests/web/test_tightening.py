"""What is sent is smaller and means the same."""

import pytest

from toolkit.web.tightening import tight_script, tight_style


def test_a_script_keeps_its_lines_and_its_texts() -> None:
    text = '// what it is\nconst a = "  // b";\n  if (a) {\n\t// why\n    go("x, y", b);\n  }\n'
    assert tight_script(text) == '\nconst a = "  // b";\nif(a){\n\ngo("x, y",b);\n}\n'


@pytest.mark.parametrize(
    "line",
    [
        "const found = /a = b/.test(text);",
        "const text = `a = ${b}, c`;",
        "const other = 'a = b, c';",
        'import { h } from "./dom.js";',
    ],
)
def test_a_line_that_may_hold_another_kind_of_text_is_kept(line: str) -> None:
    assert tight_script(line) == line


def test_words_are_not_joined() -> None:
    assert tight_script("return [one, two] in other ? - -a : + +b;") == (
        "return [one,two] in other?- -a:+ +b;"
    )


def test_a_style_sheet_loses_what_nobody_draws() -> None:
    text = ":root {\n  --a: light-dark(#fff, #000);\n}\n/* why */\n.a > .b,\n.c :hover { margin: -1px 0 calc(1px + 2px); }\n"
    assert tight_style(text) == (
        ":root{--a:light-dark(#fff,#000)}.a>.b,.c :hover{margin:-1px 0 calc(1px + 2px)}"
    )
