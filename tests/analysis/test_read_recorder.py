from inbox_toolkit.analysis.abstract_interpreter import AbstractInterpreter
from inbox_toolkit.analysis.read_recorder import ReadRecorder
from inbox_toolkit.liquid.syntax.parser import parse


def test_brackets_and_arguments_are_never_forgiven() -> None:
    text = "{{ trigger.a[trigger.b] | default: trigger.c }}"
    recorder = ReadRecorder()
    AbstractInterpreter(text, recorder).run(parse(text).nodes)
    assert {one.path: (one.use, one.status) for one in recorder.found} == {
        "trigger.a[trigger.b]": ("output", "defaulted"),
        "trigger.b": ("argument", "required"),
        "trigger.c": ("argument", "required"),
    }
