import marshal

from inbox_toolkit.diagnostics.diagnostic import Coverage, Crash, Verdict
from inbox_toolkit.text.source import Source
from inbox_toolkit.validation.results import UnitVerdict, merged, revived

from tests.support.findings import sample_report

SAMPLE = UnitVerdict(
    (Verdict("t", "templates/t.json", 3),),
    sample_report().diagnostics,
    Coverage(4, 3),
    (Crash("r", "templates/t.json", "Traceback"),),
    frozenset({("templates/*", "blank-value")}),
    reads_clock=True,
)


def test_what_is_stored_comes_back_the_same() -> None:
    sources = {one.file: one.source for one in SAMPLE.diagnostics}
    stored = marshal.loads(marshal.dumps(SAMPLE.plain()))
    assert revived(stored, lambda name: sources[name]) == SAMPLE


def test_the_text_is_that_of_the_file() -> None:
    back = revived(SAMPLE.plain(), lambda name: Source(name, "short"))
    assert {one.source.text for one in back.diagnostics} == {"short"}
    assert all(one.start.line == 1 for one in back.diagnostics)


def test_many_are_one() -> None:
    one = merged([SAMPLE, SAMPLE])
    assert one.branches == Coverage(8, 6)
    assert len(one.verdicts) == 2
    assert merged([]).branches == Coverage()
