import json
from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.project.config import Config, InboxSettings, find_config
from inbox_toolkit.project.starter_files import TopicAndType, template_files, write_new

from tests.support.projects import check

INBOX = InboxSettings(topics=("orders", "news"), types=("card",))


def envelope(files: dict[str, str]) -> dict[str, object]:
    """Return the settings of the one template among the files."""
    text = next(text for name, text in files.items() if name.endswith(".json.liquid"))
    head, _, _ = text.partition('  "properties"')
    found = json.loads(head.rstrip().rstrip(",") + "}")
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("inbox", "topics", "kind"),
    [
        (InboxSettings(), ["news"], "notification"),
        (INBOX, ["orders"], "card"),
        (InboxSettings(topics=(), types=()), [], None),
    ],
)
def test_a_new_template_is_what_the_client_knows(
    inbox: InboxSettings, topics: list[str], kind: str | None
) -> None:
    found = envelope(template_files("a-b_c", Config(root=Path(), inbox=inbox)))
    assert (found["topics"], found.get("type")) == (topics, kind)
    assert (found["transactional_message_id"], found["name"]) == ("a-b_c", "A b c")


def test_what_is_asked_for_wins(tmp_path: Path) -> None:
    config = Config(root=tmp_path, inbox=INBOX)
    found = envelope(template_files("t", config, TopicAndType('sa"le', "banner")))
    assert (found["topics"], found["type"]) == (['sa"le'], "banner")


def test_a_new_template_is_clean_where_the_client_knows_other_topics(tmp_path: Path) -> None:
    (tmp_path / "inbox.toml").write_text('[inbox]\ntopics = ["x"]\ntypes = ["y"]\n')
    (tmp_path / "fixtures/profiles").mkdir(parents=True)
    (tmp_path / "fixtures/profiles/ada.json").write_text('{"first_name": "Ada"}')
    (tmp_path / "fixtures/profiles/nobody.json").write_text("{}")
    write_new(tmp_path, template_files("order_shipped", find_config(tmp_path)))
    assert check(tmp_path).diagnostics == ()


def test_nothing_that_exists_is_touched_and_nothing_else_written(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("mine")
    with pytest.raises(ProjectError, match="b exists already"):
        write_new(tmp_path, {"a": "1", "b": "2"})
    assert [path.name for path in tmp_path.rglob("*")] == ["b"]
    assert (tmp_path / "b").read_text() == "mine"


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "fixtures").write_text("in the way")
    with pytest.raises(ProjectError, match="cannot be written"):
        write_new(tmp_path, {"inbox.toml": "", "fixtures/profiles/a.json": "{}"})
    assert not (tmp_path / "inbox.toml").exists()


@pytest.mark.parametrize(
    "name", ["", "a/b", "../x", ".x", "welcome.fr", "a b", "ü", "-x", "a.json"]
)
def test_a_name_that_cannot_be_one_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be a template's name"):
        template_files(name, Config(root=tmp_path))


@pytest.mark.parametrize("ending", [".json", ".json.liquid"])
def test_a_name_that_is_taken_is_said(tmp_path: Path, ending: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / f"templates/t{ending}").touch()
    with pytest.raises(ProjectError, match="exists already"):
        template_files("t", Config(root=tmp_path))
