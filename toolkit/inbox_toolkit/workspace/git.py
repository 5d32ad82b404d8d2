"""What changed since a revision, as git tells: committed, staged, edited and new files."""

import subprocess
from pathlib import Path

from inbox_toolkit.errors import UsageError

_SECONDS = 60


def changed_since(root: Path, revision: str) -> frozenset[str]:
    """Return the files below ``root`` that differ from a revision, relative to it.

    Deleted and untracked ones are among them. Raises UsageError where git does not know the
    revision, or there is no git or no repository.
    """
    commit = _commit(root, revision)
    tracked = _git(
        root, "diff", "--name-only", "--no-renames", "--relative", "-z", commit, "--", "."
    )
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return frozenset(name for name in (tracked + new).split("\0") if name)


def git_archive(root: Path, revision: str) -> bytes:
    """Return the files below ``root`` as they were at a revision, as a tar archive."""
    return _run(root, "archive", "--format=tar", _commit(root, revision), ".")


def _commit(root: Path, revision: str) -> str:
    if revision.startswith("-"):
        raise UsageError(f"`{revision}` is not a revision", help="name one such as origin/main")
    return _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").strip()


def _git(root: Path, *arguments: str) -> str:
    return _run(root, *arguments).decode("utf-8", "surrogateescape")


def _run(root: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - no shell; the revision was checked by rev-parse
            command, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL
        )
    except FileNotFoundError:
        raise UsageError("git is not installed", help="leave out --since") from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"git took more than {_SECONDS} s", help="leave out --since") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[0].removeprefix("fatal: ") if said else "it does not know that revision"
        raise UsageError(
            f"git cannot say what changed: {reason}",
            help="name a commit, branch or tag that this clone holds; in CI fetch its history",
        )
    return done.stdout
