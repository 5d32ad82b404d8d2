import pytest
from inbox_toolkit.language_server.positions import PositionMap
from inbox_toolkit.language_server.protocol import Encoding, Position
from inbox_toolkit.text.span import Span


def place(line: int, character: int) -> Position:
    return {"line": line, "character": character}


TEXTS = [
    "",
    "a",
    "a\nb",
    "a\r\nb",
    "a\rb",
    "😀x\n😀",
    "a\u2028b\nc",
    "é\x0b\x0c\x85ü\n",
    "\ufeff{}\r\n\r\n",
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", TEXTS)
def test_there_and_back(text: str, encoding: Encoding) -> None:
    places = PositionMap(text, encoding)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] == "\r\n":  # between the two is no place
            continue
        assert places.offset(places.position(offset)) == offset


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 4), ("utf-16", 2), ("utf-32", 1)])
def test_units_of_the_encoding_are_counted(encoding: Encoding, character: int) -> None:
    assert PositionMap("😀x", encoding).position(1) == place(0, character)


def test_only_the_protocols_line_ends_end_a_line() -> None:
    places = PositionMap("a\u2028\x0bb\rc", "utf-16")
    assert places.position(5) == place(1, 0)
    assert places.range(Span(0, 4)) == {"start": place(0, 0), "end": place(0, 4)}


def test_places_outside_the_text_are_its_ends() -> None:
    places = PositionMap("ab\ncd", "utf-16")
    assert places.offset(place(0, 99)) == 2
    assert places.offset(place(9, 0)) == 5
    assert places.position(99) == place(1, 2)
