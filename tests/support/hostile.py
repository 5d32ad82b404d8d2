"""Repositories that attack whoever runs the toolkit in them, piece by piece."""

import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.support.projects import small_project, write_project

SECRET = '{"password": "hunter2-of-the-user"}'
"""What lies outside the project, and must never be read into a report or a page."""


def victim(folder: Path) -> Path:
    """A file of the user's own, beside the project that is attacked."""
    file = folder / "home" / "secret.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(SECRET)
    return file


def hostile_project(folder: Path) -> Path:
    """A sound project below ``folder``, to be made hostile by what a test adds."""
    return small_project(folder / "project", '{"a": "{{ trigger.x }}"}', data={"x": "1"})


def make_fifo(path: Path) -> None:
    """Something that hangs whoever opens it for reading."""
    os.mkfifo(path)


def link_to(target: Path | str) -> Callable[[Path], None]:
    """Something that leads elsewhere."""
    return lambda path: path.symlink_to(target)


def trap(folder: Path) -> tuple[Path, Path]:
    """A program of the repository's, and the file that tells that it has run."""
    fired = folder / "fired"
    program = folder / "trap.sh"
    program.write_text(f'#!/bin/sh\ntouch "{fired}"\ncat\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program, fired


def git(folder: Path, *arguments: str) -> str:
    """Run git as its user does, with nothing of this machine's configuration."""
    who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    command = ["git", "-C", str(folder), *who, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def repository(folder: Path) -> Path:
    """A project that is a repository with one commit, and one change since."""
    root = hostile_project(folder)
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "one")
    write_project(root, {"templates/t.json": '{"properties": {"a": "{{ trigger.x }}!"}}'})
    return root
