"""What changed is read again, and nothing else; what that affects is known."""

from pathlib import Path

import pytest
from inbox_toolkit.contract.contract_file import open_contract
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import find_config
from inbox_toolkit.workspace.reload import (
    ProjectReloader,
    affected_templates,
    is_relevant,
    reload_changed,
    watched_folders,
)
from inbox_toolkit.workspace.workspace import Workspace, load_workspace, open_workspace

from tests.support.preview_server import ORDER, small_project, template, write

TEMPLATE = "templates/order_shipped.json"
DATA = "fixtures/message_data/order_shipped/standard.json"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_project(tmp_path)


def kept(before: Workspace, after: Workspace) -> set[str]:
    """Files of the templates that were not read again."""
    same = {id(one) for one in before.templates}
    return {one.file for one in after.templates if id(one) in same}


def test_a_saved_template_is_read_alone(root: Path) -> None:
    before = open_workspace(root)
    write(root / TEMPLATE, ORDER.replace("Order", "Parcel"))
    after = reload_changed(before, [root / TEMPLATE])
    assert kept(before, after) == {"templates/welcome.json", "templates/welcome.fr.json"}
    assert after.project.fixtures is before.project.fixtures
    assert affected_templates(before, after) == {"order_shipped"}


def test_a_base_brings_its_translations_along(root: Path) -> None:
    before = open_workspace(root)
    write(root / "templates/welcome.json", template('{"title": "Hello", "body": "b"}'))
    after = reload_changed(before, [root / "templates/welcome.json"])
    french = next(one for one in after.templates if one.language == "fr")
    assert french.body is not None
    assert '"body"' in french.body.text
    assert affected_templates(before, after) == {"welcome"}


def test_a_contract_affects_its_template(root: Path) -> None:
    before = open_workspace(root)
    contract = write(root / "templates/welcome.contract.json", "{}")
    after = reload_changed(before, [contract])
    assert affected_templates(before, after) == {"welcome"}
    contract.unlink()
    assert affected_templates(after, reload_changed(after, [contract])) == {"welcome"}


def test_templates_come_and_go(root: Path) -> None:
    before = open_workspace(root)
    new = write(root / "templates/new.json", template('{"title": "New"}'))
    after = reload_changed(before, [new])
    assert "new" in {one.name for one in after.templates}
    new.unlink()
    assert reload_changed(after, [new]).files == before.files


def test_message_data_affects_its_template(root: Path) -> None:
    before = open_workspace(root)
    write(root / DATA, {"order_id": "ORD-1", "url": "u"})
    after = reload_changed(before, [root / DATA])
    assert affected_templates(before, after) == {"order_shipped"}
    assert after.project.fixtures.message_data["order_shipped"][1].data["order_id"] == "ORD-1"


def test_a_profile_affects_everything(root: Path) -> None:
    before = open_workspace(root)
    ada = write(root / "fixtures/profiles/ada.json", {"first_name": "Augusta"})
    assert affected_templates(before, reload_changed(before, [ada])) == {"order_shipped", "welcome"}


def test_saving_without_a_change_affects_nothing(root: Path) -> None:
    before = open_workspace(root)
    after = reload_changed(before, [root / DATA, root / "fixtures/profiles/ada.json"])
    assert affected_templates(before, after) == frozenset()


def test_a_deleted_fixture_is_gone(root: Path) -> None:
    before = open_workspace(root)
    (root / DATA).unlink()
    after = reload_changed(before, [root / DATA])
    assert before.files - after.files == {DATA}


def test_a_broken_fixture_is_told_apart(root: Path) -> None:
    before = open_workspace(root)
    write(root / DATA, '{"order_id": ')
    after = reload_changed(before, [root / DATA])
    assert after.broken_files - before.broken_files == {DATA}
    write(root / DATA, {"order_id": "1", "url": "u"})
    assert reload_changed(after, [root / DATA]).broken_files == frozenset()


@pytest.mark.parametrize("text", ["", "{", '{"properties": {"a": "{{ b "}}', '{"properties": 7}x'])
def test_a_broken_template_is_told_apart(root: Path, text: str) -> None:
    before = open_workspace(root)
    write(root / TEMPLATE, text)
    after = reload_changed(before, [root / TEMPLATE])
    assert after.broken_files == {TEMPLATE}


def test_the_configuration_is_read_again(root: Path) -> None:
    before = open_workspace(root)
    write(root / "inbox.toml", '[validate.severity]\nblank-value = "warning"\n')
    after = reload_changed(before, [root / "inbox.toml"])
    assert after.config.validate.severity["blank-value"] == "warning"
    assert affected_templates(before, after) == {"order_shipped", "welcome"}


def test_an_unusable_configuration_says_why(root: Path) -> None:
    before = open_workspace(root)
    write(root / "inbox.toml", "[nonsense]\n")
    with pytest.raises(ProjectError) as caught:
        reload_changed(before, [root / "inbox.toml"])
    assert "nonsense" in f"{caught.value.message} {caught.value.help}"


def test_a_branch_switch_reads_everything_once(root: Path) -> None:
    before = open_workspace(root)
    paths = [
        write(root / f"templates/many_{number}.json", template('{"title": "t"}'))
        for number in range(60)
    ]
    after = reload_changed(before, paths)
    assert len(after.templates) == 63


def test_other_files_concern_nobody(root: Path) -> None:
    workspace = open_workspace(root)
    ours = ["inbox.toml", TEMPLATE, DATA, "templates", "fixtures/profiles", "pyproject.toml"]
    for name in ours:
        assert is_relevant(workspace.config, root / name), name
    for name in ("README.md", "node_modules/a.json", ".git/index"):
        assert not is_relevant(workspace.config, root / name), name


def test_all_that_results_depend_on_is_watched(root: Path) -> None:
    text = '[visual]\ntemplates = "visual/all.json"\ntheme = "look/theme.json"\n'
    write(root / "inbox.toml", text + '[inbox]\ncomponent = "client/inbox.js"\n')
    config = open_workspace(root).config
    deep, flat = watched_folders(config)
    assert [one.name for one in deep] == ["templates", "fixtures", "contracts"]
    assert {one.name for one in flat} == {root.name, "visual", "look", "client"}
    watched = ["contracts/card.schema.json", "visual/all.json", "look/theme.json"]
    assert all(is_relevant(config, root / one) for one in watched)


def test_a_payload_contract_affects_every_template(root: Path) -> None:
    before = open_workspace(root)
    contract = write(root / "contracts/card.schema.json", "{}")
    assert affected_templates(before, reload_changed(before, [contract])) == {
        "order_shipped",
        "welcome",
    }


def test_texts_that_are_not_saved_are_read_in_place_of_the_files(root: Path) -> None:
    unsaved = {
        TEMPLATE: ORDER.replace("Order", "Parcel"),
        DATA: '{"order_id": "unsaved"}',
        "fixtures/profiles/ada.json": '{"id": "unsaved"}',
        "inbox.toml": '[inbox]\ntypes = ["unsaved"]\n',
        "templates/order_shipped.contract.json": '{"title": "unsaved"}',
    }
    workspace = load_workspace(find_config(root, unsaved))
    assert workspace.config.inbox.types == ("unsaved",)
    assert "Parcel" in workspace.template("order_shipped").source.text
    case = workspace.case("order_shipped", profile="ada", data="standard")
    assert (case.profile.data["id"], case.message_data["order_id"]) == ("unsaved", "unsaved")
    contract = open_contract(workspace.config, "templates/order_shipped.contract.json")
    assert contract is not None
    assert contract.document["title"] == "unsaved"
    after = reload_changed(workspace, [root / TEMPLATE, root / DATA])
    assert "Parcel" in after.template("order_shipped").source.text


def test_whoever_looks_for_changes_finds_them(root: Path) -> None:
    reloader = ProjectReloader(root)
    before = reloader.workspace
    assert not reloader.refresh()
    write(root / TEMPLATE, ORDER.replace("Order", "Parcels"))
    assert reloader.refresh()
    assert kept(before, reloader.workspace) == {
        "templates/welcome.json",
        "templates/welcome.fr.json",
    }
    write(root / "inbox.toml", "nonsense")
    good = reloader.workspace
    assert reloader.refresh()
    assert reloader.workspace is good
    assert "inbox.toml is not TOML" in (reloader.config_error or "")
    write(root / "inbox.toml", "")
    assert reloader.refresh()
    assert reloader.config_error is None
