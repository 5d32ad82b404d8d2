"""Names of files and words in them come from whoever wrote the project: shown, never acted on."""

from pathlib import Path

import pytest

from tests.support.commands import invoke
from tests.support.projects import write_project

HOSTILE = "x\n::error::pwned\x1b]0;title\x07"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {
        "inbox.toml": "",
        f"templates/{HOSTILE}.json": '{"name": "a\\n::error::b", "properties": {"a":   "<<trigger.x>>"}}',
        f"fixtures/profiles/{HOSTILE}.json": {"first_name": "Ada"},
        f"fixtures/message_data/{HOSTILE}/{HOSTILE}.json": {},
    }
    return write_project(tmp_path, files)


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["validate"],
        ["validate", "--format", "concise"],
        ["validate", "--format", "github"],
        ["validate", "--fix"],
        ["fmt", "--check"],
        ["fmt", "--diff"],
        ["fmt"],
        ["render", HOSTILE],
        ["render", "nothing"],
        ["render", HOSTILE, "--profile", "nobody"],
        ["contract", HOSTILE],
        ["contract", HOSTILE, "--check"],
        ["contract", HOSTILE, "--write"],
        ["prove", HOSTILE, "--seconds", "60"],
        ["types", "--all", "--out", "made"],
        ["types", HOSTILE],
        ["export", HOSTILE],
        ["fixtures", "generate", HOSTILE],
        ["preview", "--build", "site"],
        ["send", HOSTILE, "--to", "id:1", "--dry-run"],
    ],
    ids=" ".join,
)
def test_no_command_hands_them_on(
    project: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    ran = invoke(capsys, project, *words)
    printed = ran.out + ran.err
    assert not {"\x1b", "\x07"} & set(printed)
    assert not [line for line in printed.splitlines() if line.startswith("::error::")]
