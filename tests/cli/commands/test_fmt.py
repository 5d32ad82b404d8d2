import io
import sys
from pathlib import Path

import pytest

from tests.support.commands import invoke
from tests.support.projects import small_project, write_project

UGLY = '{"a":"{{customer.first_name}}",\n"b":[1,2]}'
FORMATTED = """\
{
  "properties": {
    "a": "{{ customer.first_name }}",
    "b": [1, 2]
  }
}
"""


def template(project: Path) -> Path:
    return next((project / "templates").iterdir())


def test_files_are_formatted_and_then_are_formatted_already(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = write_project(
        tmp_path, {"inbox.toml": "", "templates/t.json": f'{{"properties": {UGLY}}}'}
    )
    ran = invoke(capsys, project, "fmt")
    assert (ran.code, ran.out, ran.err) == (0, "formatted templates/t.json\n", "1 formatted\n")
    assert template(project).read_text() == FORMATTED
    ran = invoke(capsys, project, "fmt", "--check")
    assert (ran.code, ran.out, ran.err) == (0, "", "1 formatted already\n")


@pytest.mark.parametrize("words", [["--check"], ["--diff"], ["--check", "--diff"]])
def test_check_and_diff_write_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    project = small_project(tmp_path, UGLY)
    before = template(project).read_text()
    ran = invoke(capsys, project, "fmt", *words)
    assert ran.code == 1
    assert ('+    "b": [1, 2]' in ran.out) is ("--diff" in words)
    assert template(project).read_text() == before


def test_what_cannot_be_formatted_is_said_with_its_place_and_the_rest_is_formatted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = write_project(
        tmp_path,
        {
            "inbox.toml": "",
            "templates/bad.json": '{"properties": {"a":\n {{ x }}',
            "templates/t.json": f'{{"properties": {UGLY}}}',
        },
    )
    ran = invoke(capsys, project, "fmt")
    assert ran.code == 1
    assert "templates/bad.json:1:16: left as it is:" in ran.err
    assert (project / "templates/t.json").read_text() == FORMATTED
    assert invoke(capsys, project, "fmt", "templates/t.json").code == 0


def test_a_name_a_file_and_a_folder_say_which(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = small_project(tmp_path, UGLY)
    monkeypatch.chdir(project)
    for name in ("t", "templates/t.json", "templates"):
        assert invoke(capsys, project, "fmt", "--check", name).code == 1, name
    assert invoke(capsys, project, "fmt", "--check", "fixtures").code == 0
    assert invoke(capsys, project, "fmt", "nope").code == 2


def test_the_configuration_says_the_style(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = small_project(tmp_path, UGLY)
    (project / "inbox.toml").write_text("[format]\nindent = 4\n")
    assert invoke(capsys, project, "fmt").code == 0
    assert '\n        "b": [1, 2]' in template(project).read_text()
    (project / "inbox.toml").write_text("[format]\nindent = 40\n")
    assert invoke(capsys, project, "fmt").code == 2


def test_standard_input_goes_to_standard_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for text, code, expected in (
        (f'{{"properties": {UGLY}}}', 0, FORMATTED),
        ('{"properties": {', 1, '{"properties": {'),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        ran = invoke(capsys, tmp_path, "fmt", "-")
        assert (ran.code, ran.out) == (code, expected)
