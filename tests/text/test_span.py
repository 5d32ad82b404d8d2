from inbox_toolkit.text.span import Position, Span


def test_spans_sort_by_place() -> None:
    assert sorted([Span(3, 4), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(3, 4)]


def test_a_position_is_read_as_line_column_offset() -> None:
    line, column, offset = Position(2, 3, 10)
    assert (line, column, offset) == (2, 3, 10)
