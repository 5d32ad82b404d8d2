from datetime import UTC, datetime
from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import find_config, load_config

WRONG = [
    ("templats = 'x'", "unknown key `templats`", "did you mean `templates`?"),
    ("[send]\nrecipients = 'me'", '`send.recipients` is "me"', "expected a list"),
    ("[send]\nrecipients = ['ada']", '`send.recipients[0]` is "ada"', '"id:…"'),
    ("[send]\nrecipients = ['*']", '`send.recipients[0]` is "*"', '"id:…"'),
    ("[render]\njson = 'xml'", '`render.json` is "xml"', '"text"'),
    ("[render]\nnow = 'soon'", "`render.now` is not a time", "2026-01-15T09:00:00Z"),
    ("[validate.severity]\nblank-value = 'loud'", "`validate.severity.blank-value`", '"off"'),
    ("[audit]\nmax_failed = 'few'", '`audit.max_failed` is "few"', "0.1%"),
    ("[audit.columns]\nName = 'name'", "`audit.columns.Name`", "customer.first_name"),
    ("[audit.types]\n'customer.a' = 'date'", "`audit.types", '"number"'),
    ("[audit]\npeople = '/etc/people.csv'", "unknown key `people` in `audit`", ""),
    ("[preview]\nport = 70000", "`preview.port` is 70000", "a port number"),
    ("templates = ", "is not TOML", "fix that line"),
]


def write(folder: Path, text: str) -> Path:
    file = folder / "inbox.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(("text", "message", "remedy"), WRONG)
def test_a_wrong_setting_is_named_with_what_it_wants(
    tmp_path: Path, text: str, message: str, remedy: str
) -> None:
    with pytest.raises(ProjectError) as caught:
        load_config(write(tmp_path, text))
    assert caught.value.message.startswith("inbox.toml")
    assert message in caught.value.message
    assert remedy in (caught.value.help or "")


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, ""))
    assert (config.templates, config.fixtures, config.liquid) == ("templates", "fixtures", "latest")
    assert config.send.recipients == ()
    assert config.inbox.topics is None


def test_every_setting_is_read(tmp_path: Path) -> None:
    config = load_config(
        write(
            tmp_path,
            """
            templates = "messages"
            liquid = "legacy"
            [render]
            now = "2026-01-15T10:00:00+01:00"
            json = "leaf"
            [inbox]
            topics = ["orders"]
            [validate]
            rules = "all"
            [validate.severity]
            blank-value = "off"
            [validate.ignore]
            "templates/old*" = ["blank-value"]
            [send]
            recipients = ["id:1", "me"]
            region = "eu"
            [preview]
            port = 0
            """,
        )
    )
    assert config.templates == "messages"
    assert config.render.now == datetime(2026, 1, 15, 9, tzinfo=UTC)
    assert config.render.json == "leaf"
    assert config.inbox.topics == ("orders",)
    assert config.validate.severity == {"blank-value": "off"}
    assert config.validate.ignore == {"templates/old*": ("blank-value",)}
    assert config.send.recipients == ("id:1", "me")
    assert config.preview.port == 0


@pytest.mark.parametrize("name", ["inbox.toml", "pyproject.toml"])
def test_a_byte_order_mark_and_crlf_are_no_mistake(tmp_path: Path, name: str) -> None:
    table = "" if name == "inbox.toml" else "[tool.inbox]\r\n"
    (tmp_path / name).write_bytes(f"\ufeff{table}templates = 'messages'\r\n".encode())
    assert find_config(tmp_path).templates == "messages"
