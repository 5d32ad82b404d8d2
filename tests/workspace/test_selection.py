from pathlib import Path

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.project.config import find_config
from inbox_toolkit.workspace.manifest import manifest_of
from inbox_toolkit.workspace.selection import affected_units, select_units

from tests.support.commands import working_directory
from tests.support.projects import small_project, write_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    small_project(tmp_path / "p", "{}")
    return write_project(
        tmp_path / "p",
        {
            "templates/t.fr.json": "{}",
            "templates/u.json": "{}",
            "templates/u.contract.json": "{}",
            "fixtures/snippets.json": "{}",
            "inbox.toml": '[visual]\ntemplates = "./visual/all.json"\ntheme = "theme.json"\n',
            "visual/all.json": "{}",
            "theme.json": "{}",
            "templates/shop/notes.txt": "",
            "../elsewhere/t.json": "{}",
            "../outside.json": "{}",
        },
    )


def names(project: Path, *meant: str) -> list[str]:
    config = find_config(project)
    with working_directory(project):
        return [unit.name for unit in select_units(manifest_of(config), config, meant)]


@pytest.mark.parametrize(
    ("meant", "expected"),
    [
        ((), ["t", "u"]),
        (("t",), ["t"]),
        (("t.fr",), ["t"]),
        (("u", "t"), ["t", "u"]),
        (("templates/u.json",), ["u"]),
        (("./templates/../templates/u.json",), ["u"]),
        (("fixtures/message_data/t/standard.json",), ["t"]),
        (("templates/u.contract.json",), ["u"]),
        (("fixtures/profiles/ada.json",), ["t", "u"]),
        (("fixtures/snippets.json",), ["t", "u"]),
        (("inbox.toml",), ["t", "u"]),
        (("templates/",), ["t", "u"]),
        (("templates",), ["t", "u"]),
        (("templates/shop/..",), ["t", "u"]),
        ((".",), ["t", "u"]),
        (("..",), ["t", "u"]),
        (("fixtures/message_data/t",), ["t"]),
        (("fixtures/profiles/", "u"), ["t", "u"]),
    ],
)
def test_what_is_meant(project: Path, meant: tuple[str, ...], expected: list[str]) -> None:
    assert names(project, *meant) == expected


@pytest.mark.parametrize(
    ("meant", "message"),
    [
        ("tt", "there is no template `tt`"),
        ("templates/none.json", "there is no template file `templates/none.json`"),
        ("templates/shop", "there is no template under templates/shop/"),
        ("../elsewhere", "there is no template under ../elsewhere/"),
        ("../outside.json", "is not a template of the project"),
    ],
)
def test_what_is_not_there_is_said(project: Path, meant: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        names(project, meant)


def test_message_data_of_no_template_is_a_folder_without_templates(project: Path) -> None:
    write_project(project, {"fixtures/message_data/gone/standard.json": "{}"})
    with pytest.raises(UsageError, match="there is no template under fixtures/message_data/gone/"):
        names(project, "fixtures/message_data/gone/")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ([], []),
        (["README.md", "notes/t.json"], []),
        (["templates/t.fr.json"], ["t"]),
        (["templates/t.de.json"], ["t"]),
        (["fixtures/message_data/u/gone.json"], ["u"]),
        (["templates/u.contract.json"], ["u"]),
        (["templates/t.customer.contract.json"], ["t"]),
        (["fixtures/profiles/gone.json"], ["t", "u"]),
        (["fixtures/objects.json"], ["t", "u"]),
        (["contracts/card.schema.json"], ["t", "u"]),
        (["visual/all.json"], ["t", "u"]),
        (["theme.json"], ["t", "u"]),
        (["inbox.toml"], ["t", "u"]),
    ],
)
def test_what_depends_on_changed_files(
    project: Path, changed: list[str], expected: list[str]
) -> None:
    config = find_config(project)
    found = affected_units(manifest_of(config), config, changed)
    assert [unit.name for unit in found] == expected
