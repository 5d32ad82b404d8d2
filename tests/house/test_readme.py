"""The README: its tour runs as printed, its picture is real and small, it names what there is."""

import os
import re
import tomllib
from pathlib import Path

import click
import pytest
from inbox_toolkit import __version__, errors
from inbox_toolkit.cli.main import inbox

from scripts.screenshots import MOST_BYTES
from tests.support.doc_runner import run_page

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def readme(repository: Path) -> str:
    return (repository / "README.md").read_text(encoding="utf-8")


def test_the_tour_prints_what_it_says(repository: Path, readme: str, tmp_path: Path) -> None:
    real = run_page(readme, tmp_path)
    if os.environ.get("REWRITE_GOLDEN"):
        (repository / "README.md").write_text(real, encoding="utf-8")
    else:
        assert readme == real


def test_the_first_steps_print_the_same_in_processes_of_their_own(
    readme: str, tmp_path: Path
) -> None:
    first = readme[: readme.index("<!-- write: ")]
    assert run_page(first, tmp_path, apart=True) == first


def test_the_tour_has_the_commands_people_need_first(readme: str) -> None:
    told = set(re.findall(r"^\$ inbox ([a-z]+)", readme, re.MULTILINE))
    assert {"init", "validate", "prove", "preview", "export", "send"} <= told


def test_two_pictures_show_what_it_is(readme: str) -> None:
    names = re.findall(r"!\[[^\]]+\]\((docs/images/[^)]+)\)", readme)
    assert names == ["docs/images/preview.webp", "docs/images/failure.webp"]


def test_every_picture_is_small_and_shown_somewhere(repository: Path, readme: str) -> None:
    pages = readme + "".join(
        path.read_text(encoding="utf-8") for path in (repository / "docs").rglob("*.md")
    )
    pictures = list((repository / "docs/images").iterdir())
    assert len(pictures) > 2
    for path in pictures:
        assert path.stat().st_size <= MOST_BYTES, path.name
        assert path.name in pages


def test_it_can_be_read_in_one_sitting(readme: str) -> None:
    assert len(readme.splitlines()) <= 250


def test_every_link_to_a_file_leads_somewhere(repository: Path, readme: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", readme):
        assert (repository / target).exists(), target


def test_the_version_is_the_same_everywhere(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == __version__
    changes = (repository / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {__version__} " in changes


def written_pages() -> list[Path]:
    docs = [one for one in (ROOT / "docs").rglob("*.md") if one.parent.name != "reference"]
    return sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *docs])


@pytest.mark.parametrize("page", written_pages(), ids=lambda page: page.stem)
def test_every_command_and_option_named_exists(page: Path) -> None:
    context = click.Context(inbox)
    text = page.read_text(encoding="utf-8")
    for line in re.findall(r"(?:^ {4}|^\$ |^|`|- )(inbox [a-z][^`#\n]*)", text, re.MULTILINE):
        if line.startswith("inbox messages"):  # a job's name
            continue
        name = line.split()[1]
        command = inbox.get_command(context, name)
        assert command is not None, line
        known = {option for one in command.params for option in one.opts + one.secondary_opts}
        if not isinstance(command, click.Group):
            assert set(re.findall(r"(?<= )--[a-z-]+", line)) <= known, line


def test_every_exit_code_is_told(readme: str) -> None:
    codes = {
        one.exit_code
        for one in vars(errors).values()
        if isinstance(one, type) and issubclass(one, errors.ToolkitError)
    }
    told = readme[readme.index("Exit codes:") :].split("\n\n")[0]
    for code in codes | {0, 70, 130}:
        assert re.search(rf"\b{code} ", told), code
