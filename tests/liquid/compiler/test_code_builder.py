from inbox_toolkit.liquid.compiler.code_builder import CodeBuilder, Loop
from inbox_toolkit.text.span import Span


def _source() -> CodeBuilder:
    return CodeBuilder("text", "latest", frozenset())


def test_pieces_side_by_side_are_printed_at_once() -> None:
    source = _source()
    source.piece("'a'", Span(0, 1))
    source.piece("x", Span(1, 2))
    source.line("y=1")
    assert source.lines == ["    emit(('a', x))", "    y=1"]
    assert source.segments == [(Span(0, 1), Span(1, 2)), ()]


def test_blocks_are_indented() -> None:
    source = _source()
    source.begin("if x:", Span(2, 3))
    source.line("y=1")
    source.end()
    assert source.lines == ["    if x:", "        y=1"]


def test_a_function_goes_to_the_top() -> None:
    source = _source()
    source.line("x=1")
    with source.function("def b1(w,j):"):
        source.line("return 0")
    assert source.lines == ["    def b1(w,j):", "        return 0", "    x=1"]
    assert len(source.segments) == 3


def test_a_finished_function_begins_with_the_names_it_uses() -> None:
    source = _source()
    source.line(f"{source.use('variables')}.data['a'] = 1", Span(3, 4))
    text, segments = source.finish("def template(context, emit):")
    assert text.splitlines() == [
        "def template(context, emit):",
        "    variables = context.variables",
        "    variables.data['a'] = 1",
    ]
    assert segments == ((), (), (), (Span(3, 4),))  # line 0 does not exist


def test_the_innermost_loop_of_a_name() -> None:
    source = _source()
    outer, inner = Loop(1, "x", "for", "x-a"), Loop(2, "x", "for", "x-b")
    source.loops += [outer, inner]
    assert source.loop_of("x") is inner
    assert source.loop_of("forloop") is inner
    assert source.loop_of("y") is None
