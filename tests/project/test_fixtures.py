import json
from pathlib import Path

import pytest
from inbox_toolkit.project.config import Config
from inbox_toolkit.project.fixtures import Fixture, load_fixture, load_fixtures

WRONG = [
    ("profile", "[1]", "[", "the file is a list", "expected an object"),
    ("profile", "null", "null", "the file is null", "expected an object"),
    ("profile", '{"a": 1,}', ",", "a comma before the closing bracket", "remove the comma"),
    ("profile", '{"a": 1, "a": 2}', '"a"', "the key `a` stands twice", "keep one"),
    ("profile", '{"a": NaN}', "NaN", "`NaN` is not JSON", ""),
    ("snippets", '{"footer": 7}', "7", "`footer` is 7", "text of at most"),
    ("objects", '{"orders": {}}', "{", "`orders` is an object", "at most 10 objects"),
    ("profile", "[" * 100_000, "[", "nested deeper than 256 levels", ""),
]


def write(file: Path, data: object) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return file


@pytest.mark.parametrize(("kind", "text", "marked", "message", "remedy"), WRONG)
def test_a_wrong_fixture_is_a_problem_at_its_place(
    tmp_path: Path, kind: str, text: str, marked: str, message: str, remedy: str
) -> None:
    found = load_fixture(Config(tmp_path), write(tmp_path / "a.json", text).name, kind)
    assert isinstance(found, list)
    assert found[0].span.of(text) == marked
    assert found[0].message == message
    assert remedy in found[0].help


def test_all_fixtures_are_read_by_name(tmp_path: Path) -> None:
    base = tmp_path / "fixtures"
    write(base / "profiles" / "b.json", {"id": "2"})
    write(base / "profiles" / "a.json", '\ufeff{"id": "1"}\r\n')
    write(base / "profiles" / ".hidden.json", "{")
    write(base / "message_data" / "welcome" / "x.json", {"k": [1]})
    write(base / "snippets.json", {"footer": "Bye"})
    fixtures = load_fixtures(Config(tmp_path))
    assert [one.name for one in fixtures.profiles] == ["a", "b"]
    assert fixtures.message_data["welcome"][0].file == "fixtures/message_data/welcome/x.json"
    assert fixtures.snippets is not None
    assert len(list(fixtures.every())) == 4
    assert not fixtures.problems


def test_one_broken_file_hides_no_other(tmp_path: Path) -> None:
    base = tmp_path / "fixtures"
    write(base / "profiles" / "a.json", "{")
    write(base / "profiles" / "b.json", {"id": "2"})
    (base / "profiles" / "c.json").write_bytes(b"\xff")
    (base / "profiles" / "d.json").mkdir()
    (base / "snippets.json").symlink_to(base / "snippets.json")
    fixtures = load_fixtures(Config(tmp_path))
    assert [one.name for one in fixtures.profiles] == ["b"]
    assert [(one.source.name, one.kind) for one in fixtures.problems] == [
        ("fixtures/profiles/a.json", "json"),
        ("fixtures/profiles/c.json", "unreadable"),
        ("fixtures/profiles/d.json", "unreadable"),
        ("fixtures/snippets.json", "unreadable"),
    ]


def test_a_project_without_fixtures_has_none(tmp_path: Path) -> None:
    assert load_fixtures(Config(tmp_path)).profiles == ()


def test_a_fixture_knows_its_data(tmp_path: Path) -> None:
    found = load_fixture(
        Config(tmp_path), write(tmp_path / "ada.json", {"id": "1"}).name, "profile"
    )
    assert isinstance(found, Fixture)
    assert found.data == {"id": "1"}
