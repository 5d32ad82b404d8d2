"""Changes that belong together are taken together, and not before their writer is done."""

from pathlib import Path
from threading import Timer

import pytest
from inbox_toolkit.workspace.debounce import (
    BURST_GAP,
    MAX_BURST,
    QUIET_AFTER_CLOSE,
    QUIET_AFTER_WRITE,
    ChangeBatch,
    ChangeQueue,
)

ONE, TWO = Path("one"), Path("two")


def test_nothing_is_due_where_nothing_happened() -> None:
    assert ChangeBatch().due() is None
    assert ChangeBatch().take() == frozenset()


def test_a_file_closed_out_of_a_calm_is_due_at_once() -> None:
    batch = ChangeBatch()
    batch.add(ONE, is_closed=False, at=9.999)
    batch.add(ONE, is_closed=True, at=10.0)
    assert batch.due() == pytest.approx(10.0)
    assert batch.starts_burst
    assert batch.take() == {ONE}
    assert not batch


def test_what_follows_at_its_heels_is_waited_for() -> None:
    batch = ChangeBatch()
    batch.add(ONE, is_closed=True, at=10.0)
    batch.take()
    batch.add(TWO, is_closed=True, at=10.002)
    assert batch.due() == pytest.approx(10.002 + QUIET_AFTER_CLOSE)
    assert not batch.starts_burst
    batch.take()
    batch.add(ONE, is_closed=True, at=10.002 + BURST_GAP)
    assert batch.due() == pytest.approx(10.002 + BURST_GAP)


def test_two_closed_files_are_no_single_save() -> None:
    batch = ChangeBatch()
    batch.add(ONE, is_closed=True, at=10.0)
    batch.add(TWO, is_closed=True, at=10.001)
    assert batch.due() == pytest.approx(10.001 + QUIET_AFTER_CLOSE)


def test_a_file_still_open_is_given_time() -> None:
    batch = ChangeBatch()
    batch.add(ONE, is_closed=True, at=10.0)
    batch.add(TWO, is_closed=False, at=10.001)
    assert batch.due() == pytest.approx(10.001 + QUIET_AFTER_WRITE)
    batch.add(TWO, is_closed=True, at=10.002)
    assert batch.due() == pytest.approx(10.002 + QUIET_AFTER_CLOSE)


def test_a_burst_of_500_files_is_one_batch() -> None:
    batch = ChangeBatch()
    for number in range(500):
        batch.add(Path(str(number)), is_closed=True, at=10 + number / 10_000)
    assert batch.due() == pytest.approx(10.0499 + QUIET_AFTER_WRITE)
    assert len(batch.take()) == 500
    assert batch.due() is None


def test_a_burst_that_never_pauses_is_taken_in_parts() -> None:
    batch = ChangeBatch()
    for number in range(1000):
        batch.add(ONE, is_closed=False, at=10 + number / 50)
    assert batch.due() == pytest.approx(10 + MAX_BURST)


def test_a_queue_hands_over_a_burst_at_once() -> None:
    changes = ChangeQueue()
    for number in range(9):
        changes.on_change(Path(str(number)), True)
    assert len(changes.wait()) == 9


def test_a_queue_waits_for_a_change() -> None:
    changes = ChangeQueue()
    Timer(0.02, changes.on_change, [ONE, True]).start()
    assert changes.wait() == {ONE}
