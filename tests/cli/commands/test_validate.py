import json
from pathlib import Path

import pytest

from tests.support.commands import invoke
from tests.support.projects import small_project, write_project


def test_a_clean_project_is_one_line_and_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, small_project(tmp_path, '{"a": "x"}'), "validate")
    assert ran.code == 0
    assert ran.out.startswith(
        "✓ 1 template · 1 case · every variable has a value · branches 0 of 0"
    )
    assert ran.err == ""


def test_findings_are_1_with_place_and_source_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, small_project(tmp_path, '{"a": "{{ trigger.order_id }}"}'), "check")
    assert ran.code == 1
    assert "error[missing-value]: `trigger.order_id` has no value in 1 of 1 case" in ran.out
    assert "templates/t.json:1:26" in ran.out
    assert "^^^^^^^^^^^^^^^^ missing in message data `standard`" in ran.out


def test_json_is_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = invoke(
        capsys, small_project(tmp_path, '{"a": "{{ trigger.x }}"}'), "validate", "--format", "json"
    )
    assert json.loads(ran.out)["summary"]["errors"] == 1


def test_the_fail_level_decides(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_project(tmp_path, '{"a": "x{{ trigger.x }}"}', data={"x": None})
    (tmp_path / "inbox.toml").write_text('[validate.severity]\nblank-value = "warning"\n')
    assert invoke(capsys, tmp_path, "validate").code == 0
    assert invoke(capsys, tmp_path, "validate", "--fail-level", "warning").code == 1


def test_only_what_is_named_is_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.x }}"}')
    write_project(tmp_path, {"templates/u.json": {"properties": {"a": 1}}})
    assert invoke(capsys, tmp_path, "validate", "u").code == 0
    assert invoke(capsys, tmp_path, "validate", "t").code == 1


def hostile(folder: Path) -> None:
    """Everything wrong at once, beside one sound template with one missing value."""
    small_project(folder, '{"a": "{{ trigger.x }}"}')
    write_project(
        folder,
        {
            "templates/bytes.json": b"\xff\xfe\x00",
            "templates/deep.json": '{"properties": ' + "[" * 100_000,
            "templates/empty.json": "",
            "templates/liquid.json": '{"properties": {"a": "{% if %}{{"}}',
            "templates/huge.json": b"x" * 3_000_000,
            "fixtures/profiles/bad.json": "{",
        },
    )
    (folder / "templates" / "folder.json").mkdir()
    loop = folder / "templates" / "loop.json"
    loop.symlink_to(loop)


def test_every_kind_of_broken_file_is_reported_in_one_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile(tmp_path)
    ran = invoke(capsys, tmp_path, "validate", "--format", "json")
    assert ran.code == 1
    files = {one["file"] for one in json.loads(ran.out)["diagnostics"]}
    assert files == {
        "fixtures/profiles/bad.json",
        *(
            f"templates/{name}.json"
            for name in ("bytes", "deep", "empty", "folder", "huge", "liquid", "loop", "t")
        ),
    }
