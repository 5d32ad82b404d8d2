import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.commands import invoke
from tests.support.loopback import Loopback, as_json, serve_loopback
from tests.support.projects import check, small_project
from tests.support.terminal import on_terminal

KEY = "5f2d8c01aa3b4e6f9d7c6b5a41302f1e"
PERSON = as_json(
    {
        "customer": {
            "id": "user/1",
            "identifiers": {"id": "user/1", "email": "ada@lovelace.example", "cio_id": "a3"},
            "attributes": {"first_name": "Augusta", "points": "12450", "vip": "true"},
        }
    }
)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", KEY)
    with serve_loopback() as loopback:
        loopback.route = lambda seen: PERSON
        monkeypatch.setenv("CIO_API_URL", loopback.url)
        yield loopback


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return small_project(tmp_path, '{"a": {{ customer.first_name | json }}}')


def test_a_person_becomes_a_profile_that_validates(
    project: Path, server: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, project, "fixtures", "pull", "--id", "user/1")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "wrote fixtures/profiles/user_1.json (6 values)\n"
    assert json.loads((project / "fixtures/profiles/user_1.json").read_text()) == {
        "id": "user/1", "email": "ada@lovelace.example", "cio_id": "a3",
        "first_name": "Augusta", "points": "12450", "vip": "true",
    }  # fmt: skip
    assert server.seen[0].path == "/v1/customers/user%2F1/attributes"
    assert check(project).diagnostics == ()


@pytest.mark.usefixtures("server")
def test_types_and_names_can_be_changed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = ("--cio-id", "a3", "--types", "--redact", "--name", "made up/..")
    assert invoke(capsys, project, "fixtures", "pull", *args).code == 0
    text = (project / "fixtures/profiles/made_up.json").read_text()
    profile = json.loads(text)
    assert (profile["points"], profile["vip"]) == (12450, True)
    assert profile["email"].endswith("@example.com")
    for personal in ("Augusta", "lovelace", "user/1"):
        assert personal not in text


@pytest.mark.usefixtures("server")
def test_a_redacted_profile_is_not_named_after_the_person(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, project, "fixtures", "pull", "--id", "user/1", "--redact")
    assert "user_1.json" not in ran.out


@pytest.mark.usefixtures("server")
def test_nothing_is_overwritten_without_a_yes(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project / "fixtures/profiles/ada.json"
    before = file.read_text()
    args = ("fixtures", "pull", "--id", "user/1", "--name", "ada")
    ran = invoke(capsys, project, *args)
    assert (ran.code, file.read_text()) == (2, before)
    assert "fixtures/profiles/ada.json already exists" in ran.err
    assert invoke(capsys, project, *args, "--yes").code == 0
    assert file.read_text() != before


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")
@pytest.mark.parametrize(("answer", "code"), [("n", 2), ("y", 0)])
@pytest.mark.usefixtures("server")
def test_on_a_terminal_it_asks(project: Path, answer: str, code: int) -> None:
    file = project / "fixtures/profiles/ada.json"
    before = file.read_text()
    args = ("fixtures", "pull", "--id", "user/1", "--name", "ada")
    with on_terminal(project, {}, *args) as terminal:
        terminal.wait_for("Overwrite it?")
        terminal.type(f"{answer}\n")
        assert terminal.leave() == code
    assert (file.read_text() == before) == bool(code)


@pytest.mark.parametrize(
    "args",
    [(), ("--id", "a", "--email", "a@b.c"), ("--id", ""), ("--email", "ada")],
)
def test_exactly_one_person_is_named(
    project: Path, server: Loopback, capsys: pytest.CaptureFixture[str], args: tuple[str, ...]
) -> None:
    assert invoke(capsys, project, "fixtures", "pull", *args).code == 2
    assert server.seen == []


def test_a_person_nobody_knows_writes_nothing(
    project: Path, server: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = as_json({"errors": [{"detail": "resource not found", "status": "404"}]}, 404)
    server.route = lambda seen: missing
    ran = invoke(capsys, project, "fixtures", "pull", "--id", "nobody")
    assert ran.code == 5
    assert "could not read id:nobody: resource not found" in ran.err
    assert len(list((project / "fixtures/profiles").iterdir())) == 1


def test_snippets_become_a_fixture(
    project: Path, server: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    server.route = lambda seen: as_json({"snippets": [{"name": "footer", "value": "Bye ✨"}]})
    ran = invoke(capsys, project, "fixtures", "pull-snippets")
    assert (ran.code, ran.out) == (0, "wrote fixtures/snippets.json (1 value)\n")
    assert json.loads((project / "fixtures/snippets.json").read_text()) == {"footer": "Bye ✨"}
    assert invoke(capsys, project, "fixtures", "pull-snippets").code == 2
    assert invoke(capsys, project, "fixtures", "pull-snippets", "--yes").code == 0
    assert check(project).diagnostics == ()


def test_fixtures_are_generated_for_every_branch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_project(tmp_path, '{"a": {% if trigger.b %}{{ trigger.b | json }}{% else %}1{% endif %}}')
    ran = invoke(capsys, tmp_path, "fixtures", "generate", "t")
    assert (ran.code, ran.err) == (0, "they reach 2 of 2 branches\n")
    assert "wrote fixtures/message_data/t/generated_2.json" in ran.out
    assert invoke(capsys, tmp_path, "validate", "--fail-level", "warning").code == 0
    files = sorted((tmp_path / "fixtures").rglob("*.json"))
    before = [file.read_text() for file in files]
    again = invoke(capsys, tmp_path, "fixtures", "generate", "t", "--locale", "ja")
    assert (again.code, again.out) == (2, "")
    assert "generated_1.json and 1 more already exist" in again.err
    assert [file.read_text() for file in files] == before
    assert invoke(capsys, tmp_path, "fixtures", "generate", "t", "--yes").out == ran.out
    assert invoke(capsys, tmp_path, "fixtures", "generate", "nobody").code == 2


def test_values_are_of_a_locale(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = '{"a": {{ trigger.city | upcase | json }}, "b": {{ customer.tier | append: customer.currency | json }}}'
    small_project(tmp_path, body)
    ran = invoke(capsys, tmp_path, "fixtures", "generate", "t", "--locale", "pt-BR")
    assert ran.code == 0
    data = tmp_path / "fixtures/message_data/t/generated_1.json"
    assert json.loads(data.read_text()) == {"city": "São Paulo"}
    profile = json.loads((tmp_path / "fixtures/profiles/t_generated_1.json").read_text())
    assert (profile["id"], profile["currency"]) == ("id_1001", "BRL")
    assert invoke(capsys, tmp_path, "fixtures", "generate", "t", "--locale", "xx").code == 2


def test_a_template_that_always_fails_has_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_project(tmp_path, '{"a": oops {{ trigger.b | upcase | json }}}')
    ran = invoke(capsys, tmp_path, "fixtures", "generate", "t")
    assert (ran.code, ran.out) == (1, "")
    assert "see how: inbox prove t" in ran.err


def test_people_are_invented_with_what_templates_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = small_project(tmp_path, '{"a": {{ customer.shoe_size | plus: 1 | json }}}')
    ran = invoke(capsys, project, "fixtures", "people", "--count", "50", "--out", "people.csv")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "wrote people.csv (50 people, 23 attributes)\n"
    assert "shoe_size" in (project / "people.csv").read_text("utf-8").splitlines()[0]


def test_people_are_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = small_project(tmp_path, "{}")
    args = ("fixtures", "people", "--count", "1", "--out", "people.parquet")
    assert invoke(capsys, project, *args).out == "wrote people.parquet (1 person, 22 attributes)\n"
    ran = invoke(capsys, project, *args)
    assert ran.code == 2
    assert "exists already" in ran.err
    assert invoke(capsys, project, *args, "--yes").code == 0
