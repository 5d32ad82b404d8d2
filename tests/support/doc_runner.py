"""Walk through a page of documentation: write the files it shows, run its commands, compare.

A fenced block is marked by the comment before it: ``<!-- run -->`` for commands, each line ``$ …``
followed by what it prints, and ``<!-- write: PATH -->`` for a file. ``REWRITE_GOLDEN=1`` writes what
the commands print today into the page.
"""

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

BLOCK = re.compile(
    r"<!-- (?P<kind>run|write: (?P<path>\S+)) -->\n```\w+\n(?P<body>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
SECONDS = re.compile(r" · \d+\.\d+ s$", re.MULTILINE)


@dataclass
class DocShell:
    """Stands in a folder with variables of its own, as a shell does."""

    folder: Path
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))
    code: int = 0

    def step(self, line: str) -> str:
        """Run one line and return what it prints on both streams."""
        words = shlex.split(line)
        match words:
            case ["cd", name]:
                self.folder = self.folder / name
            case ["export", setting]:
                name, _, value = setting.partition("=")
                self.environment[name] = value
            case ["echo", "$?"]:
                return f"{self.code}\n"
            case ["inbox", *arguments]:
                return self.run("-m", "inbox_toolkit", *arguments)
            case ["python", *arguments]:
                return self.run(*arguments)
            case _:
                raise AssertionError(f"the tour cannot run: {line}")
        return ""

    def run(self, *arguments: str) -> str:
        """Run this Python as a process of its own."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=self.environment | {"PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            check=False,
        )
        self.code = done.returncode
        return SECONDS.sub("", done.stdout)


def run_page(page: str, folder: Path) -> str:
    """Return the page with what its commands really print, walking from a folder."""
    walker = DocShell(folder)

    def block(found: re.Match[str]) -> str:
        if found["path"]:
            target = walker.folder / found["path"]
            assert f"`{found['path']}`" in page, (
                f"{found['path']}: nobody is told where to write it"
            )
            assert target.parent.is_dir(), f"{found['path']}: the tour writes into no known folder"
            target.write_text(found["body"], encoding="utf-8")
            return found[0]
        steps = [line[2:] for line in found["body"].splitlines() if line.startswith("$ ")]
        told = "".join(f"$ {line}\n{walker.step(line)}" for line in steps)
        return found[0].replace(found["body"], told)

    return BLOCK.sub(block, page)
