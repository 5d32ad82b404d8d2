"""The page's types are those that the servers declare."""

from inbox_toolkit.preview import wire as preview
from inbox_toolkit.sandbox import wire as sandbox

from scripts.wire_types import FILE, typescript


def test_the_types_of_the_page_are_fresh() -> None:
    assert FILE.read_text(encoding="utf-8") == typescript(), "run `make docs-fresh`"


def test_what_may_be_absent_is_not_what_may_be_null() -> None:
    text = typescript()
    assert "  readonly editPath: string | null;" in text
    assert "  readonly value?: Json;" in text
    assert "  readonly deliveryId?: string;" in text


def test_a_page_may_leave_out_what_has_a_default_and_a_server_may_not() -> None:
    text = typescript()
    query = text[text.index("export interface CaseQuery") :].partition("}")[0]
    assert "readonly template: string;" in query
    assert "readonly profile?: string;" in query
    setting = text[text.index("export interface FaultSetting") :].partition("}")[0]
    assert "?:" not in setting


def test_every_operation_and_event_is_typed() -> None:
    text = typescript()
    for one in (*preview.OPERATIONS, *sandbox.OPERATIONS):
        assert f'readonly "{one.method} {one.path}": {{' in text
    assert "readonly response: AsyncIterable<StepView>;" in text
    assert "readonly update: Update;" in text


def test_a_word_of_a_union_is_written_once() -> None:
    text = typescript()
    assert text.count('"broken" | "error" | "warning" | "info" | "clean" | "waiting"') == 1
