"""Ask git about the repository around a project: what changed, and how files once were.

A repository may come from anyone, with its ``.git`` folder or as a folder that looks like one, and
git would run what it names: filters, hooks, monitors, pagers, transports. So every call goes
through ``_run``, which switches all of that off. Old files come as raw blobs, never by a checkout
or an archive.
"""

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath

from inbox_toolkit.errors import UsageError
from inbox_toolkit.project.files import MAX_FILE_BYTES

_SECONDS = 60
_SUFFIXES = (".json", ".json.liquid", ".toml")
_MAX_REVISION = 1_000
_OFF = {
    "safe.bareRepository": "explicit",  # a folder inside the repository is no repository
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.pager": "cat",
    "protocol.allow": "never",  # nothing is fetched, so no transport is started
    "log.showSignature": "false",
}
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_PAGER": "cat",
}


def changed_since(root: Path, revision: str) -> frozenset[str]:
    """Return the files below ``root`` that differ from a revision, relative to it.

    Deleted and untracked ones are among them. Raises UsageError where git does not know the
    revision, or there is no git or no repository.
    """
    commit = _commit(root, revision)
    tracked = _run(
        root,
        *("diff", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv"),
        *("--ignore-submodules=all", "--relative", "-z", commit, "--", "."),
        config=_without_filters(root),
    )
    new = _run(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return frozenset(_names(tracked + new))


def files_at(root: Path, revision: str) -> Mapping[str, bytes]:
    """Return the JSON and TOML files below ``root`` as they were at a revision, by name.

    Links, submodules and files over ``MAX_FILE_BYTES`` are left out. Raises UsageError as
    ``changed_since`` does.
    """
    return _files_of(root, _commit(root, revision))


@lru_cache(maxsize=2)
def _files_of(root: Path, commit: str) -> Mapping[str, bytes]:
    found = _tree(root, commit)
    wanted = {name: blob for name, blob in found.items() if name.endswith(_SUFFIXES)}
    return dict(zip(wanted, _blobs(root, wanted.values()), strict=True))


def is_revision(root: Path, revision: str) -> bool:
    """Return True if git knows a revision in the repository around a folder."""
    try:
        _commit(root, revision)
    except UsageError:
        return False
    return True


def _commit(root: Path, revision: str) -> str:
    """Return the full name of a revision's commit, which can be nothing but that."""
    if revision.startswith("-") or not revision.isprintable() or len(revision) > _MAX_REVISION:
        raise UsageError(
            f"{revision[:80]!r} is not a revision", help="name one such as origin/main"
        )
    found = _run(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    return found.decode("ascii").strip()


def _tree(root: Path, commit: str) -> dict[str, str]:
    """Return the blobs of regular files below ``root`` by the files' names."""
    listed = _run(root, "ls-tree", "-r", "-l", "-z", commit)
    blobs = {}
    for entry in _names(listed):
        facts, _, name = entry.partition("\t")
        mode, _, blob, size = facts.split()
        is_small = size.isdigit() and int(size) <= MAX_FILE_BYTES
        if mode.startswith("100") and is_small and _stays_below(name):
            blobs[name] = blob
    return blobs


def _stays_below(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and not {"..", ".git"} & set(path.parts) and "\\" not in name


def _blobs(root: Path, blobs: Iterable[str]) -> Iterator[bytes]:
    """Yield the contents of blobs in their order, byte for byte as they were committed."""
    asked = "".join(f"{one}\n" for one in blobs).encode("ascii")
    answer = _run(root, "cat-file", "--batch", stdin=asked) if asked else b""
    at = 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        size = int(answer[at:end].split()[2])
        yield answer[end + 1 : end + 1 + size]
        at = end + size + 2


def _without_filters(root: Path) -> dict[str, str]:
    """Return what switches off every filter that any configuration in force names."""
    try:
        found = _run(root, "config", "-z", "--name-only", "--get-regexp", r"^filter\.")
    except UsageError:  # there is none
        return {}
    drivers = {name.rpartition(".")[0] for name in _names(found)}
    values = {"clean": "", "smudge": "", "process": "", "required": "false"}
    return {f"{driver}.{key}": value for driver in drivers for key, value in values.items()}


def _names(listed: bytes) -> list[str]:
    return [name for name in listed.decode("utf-8", "surrogateescape").split("\0") if name]


def _run(
    root: Path, *arguments: str, stdin: bytes = b"", config: Mapping[str, str] | None = None
) -> bytes:
    """Run git and return what it prints; raises UsageError where it fails."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell; revisions are checked, names follow --
            ["git", "--no-pager", "-C", str(root), *arguments],  # noqa: S607 - the user's git
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            input=stdin,
            env=_environment({**_OFF, **(config or {})}),
        )
    except FileNotFoundError:
        raise UsageError("git is not installed", help="leave out --since") from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"git took more than {_SECONDS} s", help="leave out --since") from None
    except (OSError, ValueError):
        raise UsageError(f"git cannot be run in {str(root)!r}", help="leave out --since") from None
    if done.returncode:
        errors = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = errors[0].removeprefix("fatal: ") if errors else "it does not know that revision"
        raise UsageError(
            f"git cannot say what changed: {reason}",
            help="name a commit, branch or tag that this clone holds; in CI fetch its history",
        )
    return done.stdout


def _environment(config: Mapping[str, str]) -> dict[str, str]:
    """Return git's environment; settings in it come after, and so win over, all files' settings."""
    environ = {name: value for name, value in os.environ.items() if name != "GIT_EXTERNAL_DIFF"}
    given = environ.get("GIT_CONFIG_COUNT", "")
    first = int(given) if given.isascii() and given.isdigit() else 0
    for number, (key, value) in enumerate(config.items(), start=first):
        environ[f"GIT_CONFIG_KEY_{number}"] = key
        environ[f"GIT_CONFIG_VALUE_{number}"] = value
    return {**environ, **_ENVIRONMENT, "GIT_CONFIG_COUNT": str(first + len(config))}
