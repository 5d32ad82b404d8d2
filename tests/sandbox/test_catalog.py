"""The project as it is played: numbers, trigger names, languages, and changes on disk."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.sandbox.catalog import CatalogReloader, catalog_of
from inbox_toolkit.validation import rules as rule_package
from inbox_toolkit.validation.settings import CASE_RULES
from inbox_toolkit.workspace.workspace import open_workspace

from tests.support.projects import write_project

NOW = datetime(2026, 1, 15, 9, tzinfo=UTC)


def test_messages_have_numbers_and_names(folder: Path) -> None:
    catalog = catalog_of(open_workspace(folder))
    assert [(one.number, one.trigger_name) for one in catalog.messages] == [
        (1, "Order_Shipped"),
        (44, "welcome"),
    ]
    order, welcome = catalog.messages
    assert catalog.find("order_SHIPPED") is order
    assert catalog.find(1) is catalog.find("1") is order
    assert catalog.find("44") is catalog.find("welcome") is welcome
    for unknown in (2, "2", "", "٤٤", "9" * 40, "-1"):
        assert catalog.find(unknown) is None


def test_a_number_that_is_taken_is_skipped(tmp_path: Path) -> None:
    write_project(
        tmp_path,
        {
            "inbox.toml": "",
            "templates/a.json": '{"properties": {}}',
            "templates/b.json": '{"transactional_message_id": 1, "properties": {}}',
            "templates/c.json": '{"transactional_message_id": "1", "properties": {}}',
        },
    )
    messages = catalog_of(open_workspace(tmp_path)).messages
    assert len({one.number for one in messages}) == 3


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fr", "fr"), ("FR_ca", "fr"), ("de", None), ("", None), (None, None)],
)
def test_a_language_falls_back(folder: Path, language: str | None, expected: str | None) -> None:
    known = catalog_of(open_workspace(folder)).find(44)
    assert known is not None
    assert known.in_language(language).language == expected


def test_snippets_of_the_api_win(folder: Path) -> None:
    catalog = catalog_of(open_workspace(folder))
    plain = catalog.environment(NOW, {}).snippets
    assert plain is not None
    assert plain.data == {"footer": "Bye"}
    mixed = catalog.environment(NOW, {"footer": "Hi", "x": "y"})
    assert mixed.snippets is not None
    assert mixed.snippets.data == {"footer": "Hi", "x": "y"}
    assert mixed.now == NOW


def test_a_change_on_disk_is_read_once(folder: Path) -> None:
    reloader = CatalogReloader(folder)
    assert reloader.refresh() is False
    write_project(folder, {"templates/new.json": '{"properties": {}}'})
    assert reloader.refresh() is True
    assert reloader.catalog.find("new") is not None
    assert reloader.refresh() is False


def test_a_project_that_breaks_leaves_the_last_good_one(folder: Path) -> None:
    reloader = CatalogReloader(folder)
    before = reloader.catalog
    (folder / "inbox.toml").write_text("nonsense")
    assert reloader.refresh() is True
    assert reloader.catalog is before
    assert "inbox.toml is not TOML" in (reloader.error or "")
    (folder / "inbox.toml").write_text("")
    reloader.refresh()
    assert reloader.error is None


def test_deliveries_are_asked_about_by_the_rules_that_name_their_cases(folder: Path) -> None:
    rules = Path(rule_package.__file__ or "").parent.glob("*.py")
    naming = {one.stem.replace("_", "-") for one in rules if "cases=" in one.read_text()}
    of_the_text = {"engine-version", "unknown-root"}  # cases illustrate what the template says
    assert naming - {"--init--"} - of_the_text == CASE_RULES
    assert set(catalog_of(open_workspace(folder)).case_settings.severities) <= CASE_RULES


def test_no_project_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ProjectError):
        CatalogReloader(tmp_path)
