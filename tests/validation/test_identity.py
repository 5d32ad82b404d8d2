import os
from pathlib import Path

import inbox_toolkit.validation.engine as identity


def test_the_same_toolkit_has_the_same_key() -> None:
    assert identity.toolkit_key() == identity.toolkit_key()


def test_an_edit_of_its_source_changes_it(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    file = tmp_path / "rules" / "r.py"
    file.write_text("x")
    before = list(identity._file_states(str(tmp_path)))
    os.utime(file, (1, 1))
    assert list(identity._file_states(str(tmp_path))) != before
    (tmp_path / "notes.txt").write_text("x")
    assert len(list(identity._file_states(str(tmp_path)))) == 1
