"""``inbox types``."""

from pathlib import Path

import pytest

from tests.support.commands import invoke
from tests.support.projects import small_project

Capsys = pytest.CaptureFixture[str]


def test_one_template(tmp_path: Path, capsys: Capsys) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.a | upcase }}"}')
    assert "    a: str" in invoke(capsys, tmp_path, "types", "t").out
    ran = invoke(capsys, tmp_path, "types", "t", "--lang", "typescript")
    assert (ran.code, "  a: string;" in ran.out) == (0, True)


def test_all_are_written_and_checked(tmp_path: Path, capsys: Capsys) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.a | upcase }}"}')
    args = ("types", "--all", "--out", "made", "--lang", "json-schema")
    assert invoke(capsys, tmp_path, *args, "--check").code == 1
    assert invoke(capsys, tmp_path, *args).out == f"wrote {Path('made/t.schema.json')}\n"
    assert invoke(capsys, tmp_path, *args).out == ""
    assert invoke(capsys, tmp_path, *args, "--check").code == 0
    small_project(tmp_path, '{"a": "{{ trigger.b | upcase }}"}')
    assert invoke(capsys, tmp_path, *args, "--check").code == 1


@pytest.mark.parametrize("args", [(), ("t", "--all"), ("t", "--check"), ("nobody",)])
def test_wrong_use(tmp_path: Path, capsys: Capsys, args: tuple[str, ...]) -> None:
    small_project(tmp_path, "{}")
    assert invoke(capsys, tmp_path, "types", *args).code == 2
