"""What a repository may decide: nothing that names a program, a host, or a place outside it."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import PATHS, Config, load_config
from inbox_toolkit.project.user_config import read_user_config

from tests.security.conftest import Run
from tests.support.hostile import hostile_project

HARMLESS = {
    "audit.columns.*": "what templates read",
    "audit.id": "the name of a column",
    "audit.max_failed": "a number, or a share",
    "audit.send_data": "the name of a column",
    "audit.send_id": "the name of a column",
    "render.now": "a time",
    "inbox.topics.*": "compared with the template's",
    "inbox.types.*": "compared with the template's",
    "validate.ignore.*.*": "a rule's name",
    "send.recipients.*": "people of the user's own workspace; the user is asked before a send",
}
"""Texts that are neither a path nor a host nor a program, and what they are."""
HOSTS = {"preview.host"}


def leaves(schema: dict[str, Any], at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every value a configuration can hold, with the dotted path of its key."""
    kind = schema.get("type")
    inner = {
        **schema.get("properties", {}),
        **({"*": extra} if isinstance(extra := schema.get("additionalProperties"), dict) else {}),
        **({"*": schema["items"]} if "items" in schema else {}),
    }
    if not inner and kind in ("string", "object", None) and "enum" not in schema:
        yield at, schema
    for key, value in inner.items():
        yield from leaves(value, f"{at}.{key}" if at else key)


def test_every_text_of_the_configuration_is_known_to_be_harmless() -> None:
    """A new key has to be thought about: it is a path (and checked), or named above."""
    schema = json.loads(files("inbox_toolkit.schemas").joinpath("config.schema.json").read_text())
    free = {at for at, _ in leaves(schema)}
    paths = {".".join(keys) for keys in PATHS}
    rule_options = {"validate.options.*"}  # checked against each rule's own, all plain values
    assert free == paths | HOSTS | set(HARMLESS) | rule_options


def test_no_option_of_a_rule_is_a_path_or_a_program() -> None:
    from inbox_toolkit.validation.rules import RULES

    texts = {
        (rule.META.id, name)
        for rule in RULES
        for name, usual in rule.META.options.items()
        if isinstance(usual, str) and ("/" in usual or "path" in name or "command" in name)
    }
    assert texts == set()


def toml(keys: tuple[str, ...], value: str) -> str:
    table, key = ".".join(keys[:-1]), keys[-1]
    return (f"[{table}]\n" if table else "") + f"{key} = {json.dumps(value)}\n"


BAD_PATHS = [
    "../outside",
    "/etc",
    "a/../../b",
    "./../x",
    "a\0b",
    "a\nb",
    "\x1b[31m",
    "x" * 256,
    "ok/" + "é" * 200,
]


@pytest.mark.parametrize("value", BAD_PATHS)
@pytest.mark.parametrize("keys", PATHS, ids=".".join)
def test_no_path_leads_out(run: Run, tmp_path: Path, keys: tuple[str, ...], value: str) -> None:
    root = hostile_project(tmp_path)
    (root / "inbox.toml").write_text(toml(keys, value))
    done = run(root, "validate")
    assert done.code == 2
    assert ".".join(keys) in done.err
    assert "\x1b[31m" not in done.err


@pytest.mark.parametrize("keys", PATHS, ids=".".join)
@pytest.mark.parametrize("value", ["a/b", "./a", "a/../b", "x" * 255, "ä ö"])
def test_paths_inside_are_taken(tmp_path: Path, keys: tuple[str, ...], value: str) -> None:
    file = tmp_path / "inbox.toml"
    file.write_text(toml(keys, value))
    assert load_config(file)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.2", "box", "", "localhost.evil.example", "127.1"]
)
def test_a_project_cannot_open_the_preview(run: Run, tmp_path: Path, host: str) -> None:
    root = hostile_project(tmp_path)
    (root / "inbox.toml").write_text(toml(("preview", "host"), host))
    done = run(root, "validate")
    assert done.code == 2
    assert "`preview.host` would open the preview to other machines" in done.err


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_a_project_can_choose_a_loopback_address(tmp_path: Path, host: str) -> None:
    file = tmp_path / "inbox.toml"
    file.write_text(toml(("preview", "host"), host))
    assert load_config(file).preview.host == host


def test_a_project_cannot_name_an_editor(run: Run, tmp_path: Path) -> None:
    root = hostile_project(tmp_path)
    (root / "inbox.toml").write_text('[preview]\neditor = "sh -c evil"\n')
    done = run(root, "validate")
    assert done.code == 2
    assert "`preview.editor` is not a project's to choose" in done.err
    assert "VISUAL" in done.err


DEEP = "x = " + "[" * 100_000
TABLES = "".join(f"[{'.'.join('a' * depth)}]\n" for depth in (1, 900))
BAD_TOML = {
    "digits": "[preview]\nport = " + "9" * 5_000,
    "negative digits": "x = -" + "1" * 5_000,
    "hex digits": "x = 0x" + "f" * 5_000,
    "float": "x = " + "9" * 5_000 + ".0",
    "exponent": "[preview]\nport = 1e999999",
    "brackets": DEEP,
    "braces": "x = " + "{a=" * 5_000,
    "tables": TABLES,
    "dotted": ".".join(["a"] * 100_000) + " = 1",
    "dotted in a table": f"[x.{' . '.join(['a'] * 100_000)}]",
    "nul": 'templates = "\0"',
    "date": "[preview]\nport = 2026-01-15",
    "infinity": "[preview]\nport = inf",
    "nan": "[preview]\nport = nan",
    "surrogate": 'templates = "\\ud800"',
    "bom": "\ufefftemplates = 7",
}


@pytest.mark.parametrize("text", BAD_TOML.values(), ids=BAD_TOML)
@pytest.mark.parametrize("command", ["validate", "list", "doctor"])
def test_no_toml_is_a_bug(run: Run, tmp_path: Path, command: str, text: str) -> None:
    root = hostile_project(tmp_path)
    (root / "inbox.toml").write_text(text, encoding="utf-8")
    assert run(root, command).code in (0, 1, 2, 3)


@pytest.mark.parametrize("text", BAD_TOML.values(), ids=BAD_TOML)
def test_no_pyproject_is_a_bug(run: Run, tmp_path: Path, text: str) -> None:
    root = hostile_project(tmp_path)
    (root / "inbox.toml").unlink()
    (root / "pyproject.toml").write_text("[tool.inbox]\n" + text, encoding="utf-8")
    assert run(root, "validate").code in (0, 1, 2)


@pytest.mark.parametrize("text", ["tool = 5", "tool.inbox = 5", "[[tool.inbox]]", "tool = 'inbox'"])
def test_a_pyproject_of_another_shape_is_no_project(run: Run, tmp_path: Path, text: str) -> None:
    root = hostile_project(tmp_path)
    (root / "inbox.toml").unlink()
    (root / "pyproject.toml").write_text(text)
    assert run(root, "validate").code in (0, 1, 2)


@pytest.mark.parametrize("text", BAD_TOML.values(), ids=BAD_TOML)
def test_no_user_config_is_a_bug(tmp_path: Path, text: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)
    with pytest.raises(ProjectError):
        read_user_config(file)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-01-15T09:00:00Z", "2026-01-15T09:00:00+00:00"),
        ('"2026-01-15T09:00:00Z"', "2026-01-15T09:00:00+00:00"),
        ("2026-01-15T10:00:00+01:00", "2026-01-15T09:00:00+00:00"),
        ("2026-01-15 09:00:00", "2026-01-15T09:00:00+00:00"),
        ("2026-01-15T09:00:00", "2026-01-15T09:00:00+00:00"),
        ("2026-01-15", "2026-01-15T00:00:00+00:00"),
    ],
)
def test_a_toml_date_is_a_time(tmp_path: Path, now: str, expected: str) -> None:
    file = tmp_path / "inbox.toml"
    file.write_text(f"[render]\nnow = {now}\n")
    found = load_config(file).render.now
    assert found is not None
    assert found.isoformat() == expected


@pytest.mark.parametrize(
    "now",
    [
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        '"0001-01-01T00:00:00+01:00"',
        '"9999-12-31T23:00:00-01:00"',
        "09:00:00",
        '"soon"',
        '""',
        '"2026-13-01T00:00:00Z"',
        '"+2026-01-01"',
        "7",
    ],
)
def test_a_time_of_no_calendar_is_refused(run: Run, tmp_path: Path, now: str) -> None:
    root = hostile_project(tmp_path)
    (root / "inbox.toml").write_text(f"[render]\nnow = {now}\n")
    done = run(root, "validate")
    assert done.code == 2
    assert "now" in done.err
    option = run(root, "validate", "--now", now.strip('"') or "x")
    assert option.code == 2


@pytest.mark.parametrize(
    "now", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "1970-01-01T00:00:00Z"]
)
def test_the_ends_of_the_calendar_are_times(run: Run, tmp_path: Path, now: str) -> None:
    root = hostile_project(tmp_path)
    (root / "templates/t.json").write_text(
        '{"properties": {"a": "{{ \'now\' | date: \'%Y\' }}", "b": "{{ trigger.x }}"}}'
    )
    (root / "inbox.toml").write_text(f"[render]\nnow = {now}\n")
    assert run(root, "validate", "--no-cache").code in (0, 1)


@pytest.mark.parametrize("variable", ["HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"])
@pytest.mark.parametrize(
    "value", ["/" + "h" * 300, "/" + "h/" * 3_000, "relative", "/dev/null", "/proc/1"]
)
def test_no_home_is_a_bug(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    root = hostile_project(tmp_path)
    monkeypatch.setenv(variable, value)
    if variable == "HOME":
        monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
        monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    for command in (["validate"], ["doctor"], ["send", "t", "--to", "id:1", "--dry-run"]):
        run(root, *command)


@pytest.mark.parametrize("folder", ["x" * 300, "x/" * 3_000, "nowhere", "file", "file/x", "a\nb"])
@pytest.mark.parametrize(
    "command", ["validate", "list", "preview", "doctor", "render t", "sandbox", "fmt", "contract t"]
)
def test_no_project_folder_is_a_bug(run: Run, tmp_path: Path, command: str, folder: str) -> None:
    (tmp_path / "file").touch()
    assert run(tmp_path, *command.split(), "--project", folder).code in (1, 2, 3)


def test_settings_of_a_config_cannot_be_named_as_a_file(tmp_path: Path) -> None:
    with pytest.raises(ProjectError):
        Config(tmp_path).read("x" * 300)
    with pytest.raises(ProjectError):
        Config(tmp_path).read("a\0b")
