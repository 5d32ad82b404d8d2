import marshal

from inbox_toolkit.diagnostics.diagnostic import Coverage, Crash, TemplateSummary
from inbox_toolkit.text.source import Source
from inbox_toolkit.validation.results import UnitResult, deserialize, merge_results, serialize

from tests.support.findings import sample_report

SAMPLE = UnitResult(
    (TemplateSummary("t", "templates/t.json", 3),),
    sample_report().diagnostics,
    Coverage(4, 3),
    (Crash("r", "templates/t.json", "Traceback"),),
    frozenset({("templates/*", "blank-value")}),
    reads_clock=True,
)


def test_what_is_stored_comes_back_the_same() -> None:
    sources = {one.file: one.source for one in SAMPLE.diagnostics}
    stored = marshal.loads(marshal.dumps(serialize(SAMPLE)))
    assert deserialize(stored, lambda name: sources[name]) == SAMPLE


def test_the_text_is_that_of_the_file() -> None:
    back = deserialize(serialize(SAMPLE), lambda name: Source(name, "short"))
    assert {one.source.text for one in back.diagnostics} == {"short"}
    assert all(one.start.line == 1 for one in back.diagnostics)


def test_many_are_one() -> None:
    one = merge_results([SAMPLE, SAMPLE])
    assert one.branches == Coverage(8, 6)
    assert len(one.summaries) == 2
    assert merge_results([]).branches == Coverage()
