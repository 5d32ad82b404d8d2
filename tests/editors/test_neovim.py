"""The language server in a real editor: headless Neovim, with its own LSP client."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.language_server.conftest import project as project  # the same project

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(shutil.which("nvim") is None, reason="Neovim is not installed"),
]
SCRIPT = Path(__file__).with_name("neovim.lua")


def test_neovim_shows_completes_hovers_renames_and_formats(project: Path) -> None:
    environment = {
        **os.environ,
        "INBOX_LSP": json.dumps([sys.executable, "-m", "inbox_toolkit", "lsp"]),
        "INBOX_ROOT": str(project),
    }
    done = subprocess.run(
        [
            "nvim",
            "--headless",
            "-u",
            "NONE",
            "--noplugin",
            "templates/order.json.liquid",
            "-c",
            f"luafile {SCRIPT}",
        ],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("[")]
    said: dict[str, Any] = dict(json.loads(line) for line in lines)
    assert [8, "missing-value"] in said["found"], done.stderr
    assert [9, "missing-value"] in said["while typing"]
    assert said["completion"] == ["id", "first_name", "tier"]
    assert said["hover"][0] == "**`trigger.total`** in 4 cases, **missing in 2 of them**"
    assert "trigger.sum" in said["renamed"][0]
    assert said["formatted"] == ['    "ugly": {{ 1 | plus: 2 }},']
