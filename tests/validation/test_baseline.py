import json
from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.validation.baseline import subtract_baseline, write_baseline

from tests.support.projects import check, small_project


def test_only_what_is_new_is_left(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    old = check(small_project(tmp_path, '{"a": "{{ trigger.old }}"}'))
    assert write_baseline(old, file) == 1
    assert subtract_baseline(old, file).report.diagnostics == ()
    new = check(small_project(tmp_path, '{\n\n"b": "{{ trigger.new }}", "a": "{{ trigger.old }}"}'))
    compared = subtract_baseline(new, file)
    assert [one.span.of(one.source.text) for one in compared.report.diagnostics] == ["trigger.new"]
    assert (compared.report.in_baseline, compared.gone) == (1, 0)


def test_what_has_gone_is_counted(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    write_baseline(check(small_project(tmp_path, '{"a": "{{ trigger.old }}"}')), file)
    compared = subtract_baseline(check(small_project(tmp_path, '{"a": "x"}')), file)
    assert (compared.report.in_baseline, compared.gone) == (0, 1)


def test_the_file_reads_well_and_is_stable(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    report = check(small_project(tmp_path, '{"a": "{{ trigger.z }}{{ trigger.y }}"}'))
    write_baseline(report, file)
    before = file.read_text()
    write_baseline(report, file)
    assert file.read_text() == before
    assert list(json.loads(before)["findings"].values()) == [
        "templates/t.json: missing-value: trigger.y",
        "templates/t.json: missing-value: trigger.z",
    ]


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"version": 2, "findings": {}}', '{"version": 1}', "[" * 9_999]
)
def test_anything_else_is_no_baseline(tmp_path: Path, text: str) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(text)
    with pytest.raises(ProjectError, match=r"baseline\.json is not"):
        subtract_baseline(check(small_project(tmp_path, '{"a": 1}')), file)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="no such file"):
        subtract_baseline(check(small_project(tmp_path, '{"a": 1}')), tmp_path / "none.json")
