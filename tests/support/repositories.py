"""Put a small project under git."""

import subprocess
from pathlib import Path

from tests.support.projects import small_project


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


def committed_project(folder: Path) -> Path:
    """Make a repository with a small project in its folder `messages`, and one commit."""
    small_project(folder / "messages", '{"a": 1}')
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "one")
    return folder
