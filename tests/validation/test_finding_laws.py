from pathlib import Path

import pytest

from tests.support.finding_laws import false_findings


@pytest.mark.parametrize("first", range(0, 60, 10))
def test_what_findings_say_is_true(tmp_path: Path, first: int) -> None:
    for seed in range(first, first + 10):
        wrong, _ = false_findings(seed, tmp_path / str(seed))
        assert not wrong, wrong[0]
