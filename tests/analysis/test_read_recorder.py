from inbox_toolkit.analysis.read_recorder import ReadContext, ReadRecorder
from inbox_toolkit.analysis.scope import Scope
from inbox_toolkit.liquid.syntax.nodes import Output
from inbox_toolkit.liquid.syntax.parser import parse
from inbox_toolkit.text.span import Span


def test_brackets_and_arguments_are_never_forgiven() -> None:
    text = "{{ trigger.a[trigger.b] | default: trigger.c }}"
    (node,) = parse(text).nodes
    assert isinstance(node, Output)
    recorder = ReadRecorder()
    recorder.chain(node.expression, ReadContext("output", Span(0, len(text))), Scope(), ())
    assert {one.path: (one.use, one.status) for one in recorder.found} == {
        "trigger.a[trigger.b]": ("output", "defaulted"),
        "trigger.b": ("argument", "required"),
        "trigger.c": ("argument", "required"),
    }
