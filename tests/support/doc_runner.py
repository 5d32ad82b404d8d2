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
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import BytesIO, TextIOWrapper
from pathlib import Path

from inbox_toolkit.cli.error_boundary import run_command
from inbox_toolkit.cli.main import inbox

from tests.support.commands import working_directory

BLOCK = re.compile(
    r"<!-- (?P<kind>run|write: (?P<path>\S+)) -->\n```\w+\n(?P<body>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
SECONDS = re.compile(r" · \d+\.\d+ s$", re.MULTILINE)


@dataclass
class DocShell:
    """A shell with a folder and variables of its own.

    It runs ``inbox`` in this process, which saves each step the time to start and to import;
    ``apart`` has each step be a process of its own, as a person's are.
    """

    folder: Path
    apart: bool = False
    variables: dict[str, str] = field(default_factory=dict)
    code: int = 0

    def step(self, line: str) -> str:
        """Run one line and return what it prints on both streams."""
        words = shlex.split(line)
        match words:
            case ["cd", name]:
                self.folder = self.folder / name
            case ["export", setting]:
                name, _, value = setting.partition("=")
                self.variables[name] = value
            case ["echo", "$?"]:
                return f"{self.code}\n"
            case ["inbox", *arguments] if self.apart:
                return self._run_python("-m", "inbox_toolkit", *arguments)
            case ["inbox", *arguments]:
                return self._run_here(arguments)
            case ["python", *arguments]:
                return self._run_python(*arguments)
            case _:
                raise AssertionError(f"the tour cannot run: {line}")
        return ""

    def _run_here(self, arguments: list[str]) -> str:
        printed = BytesIO()
        both = TextIOWrapper(printed, "utf-8", write_through=True)
        with (
            working_directory(self.folder),
            _variables(self.variables),
            _no_stdin(),
            redirect_stdout(both),
            redirect_stderr(both),
        ):
            self.code = run_command(inbox, arguments)
        return SECONDS.sub("", printed.getvalue().decode())

    def _run_python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env={**os.environ, **self.variables, "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            check=False,
        )
        self.code = done.returncode
        return SECONDS.sub("", done.stdout)


@contextmanager
def _variables(added: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(added)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _no_stdin() -> Iterator[None]:
    before = sys.stdin
    with Path(os.devnull).open(encoding="utf-8") as nothing:
        sys.stdin = nothing
        try:
            yield
        finally:
            sys.stdin = before


def run_page(page: str, folder: Path, *, apart: bool = False) -> str:
    """Return the page with what its commands really print, walking from a folder."""
    walker = DocShell(folder, apart)

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
