"""Which files a project has and what is in them, as cheaply as possible: one digest a file.

A file whose size, time and inode are those of the last run is not read again, unless it was
touched so shortly before that run that a later change could look the same (git's "racy" files).
"""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import Path
from time import time_ns

from inbox_toolkit.project.config import OUTPUT_CONTRACTS, Config
from inbox_toolkit.project.files import MAX_FILE_BYTES
from inbox_toolkit.project.project import (
    CONTRACT_ENDING,
    TemplateFile,
    contract_names,
    names_below,
    template_files,
)
from inbox_toolkit.text.record import record

RACY_NANOSECONDS = 2_000_000_000
"""Nanoseconds within which two writes may bear the same time; no file system is coarser."""

FileState = tuple[int, int, int, str]
"""Size, time in nanoseconds, inode, digest."""


@dataclass(frozen=True)
class Unit:
    """What is validated together: a template with its translations, message data and contracts.

    ``templates`` is empty for message data that no template goes with; ``data_files`` lists its
    folder of message data, ``contracts`` are file names.
    """

    name: str
    templates: tuple[TemplateFile, ...]
    data_files: Callable[[], Iterable[str]] = tuple
    contracts: tuple[str, ...] = ()

    @cached_property
    def data(self) -> tuple[str, ...]:
        """The names of its message data; listed when asked for, as most runs are about one unit."""
        return tuple(self.data_files())

    def files(self) -> Iterator[str]:
        """Yield the names of its files."""
        yield from (one.name for one in self.templates)
        yield from self.data
        yield from self.contracts


@record
class Manifest:
    """The files of a project: its units in order, and the fixtures that all of them share."""

    units: tuple[Unit, ...]
    profiles: tuple[str, ...]
    shared: tuple[str, ...]

    def every(self) -> Iterator[str]:
        """Yield the name of each file once."""
        yield from self.profiles
        yield from self.shared
        for unit in self.units:
            yield from unit.files()

    def cases(self, unit: Unit) -> int:
        """Return how many renders a unit asks for."""
        return len(unit.templates) * len(self.profiles) * max(1, len(unit.data))


def manifest_of(config: Config) -> Manifest:
    """List a project's files without reading any."""
    families: dict[str, list[TemplateFile]] = {}
    names_there = names_below(config)
    beside = {name for name in names_there if name.endswith(CONTRACT_ENDING)}
    for file in template_files(config, names_there):
        families.setdefault(file.template, []).append(file)
    groups = _groups(config)
    names = sorted({*families, *groups})
    base = f"{config.fixtures}/"
    single = (f"{base}{name}.json" for name in ("snippets", "objects"))
    return Manifest(
        tuple(
            Unit(
                name,
                tuple(families.get(name, ())),
                groups.get(name, tuple),
                tuple(_contracts_of(config, name, beside)),
            )
            for name in names
        ),
        tuple(_json_files(config.root, f"{base}profiles")),
        (
            *(name for name in single if os.path.lexists(config.root / name)),
            *_shared_contracts(config),
        ),
    )


def file_states(
    root: Path, names: Iterable[str], known: Mapping[str, FileState]
) -> dict[str, FileState]:
    """Return the state of each file; ``known`` is what an earlier call returned."""
    now = time_ns()
    base = f"{root}{os.sep}"
    return {name: _state(base + name, known.get(name), now) for name in names}


def _state(path: str, known: FileState | None, now: int) -> FileState:
    try:
        found = os.stat(path)  # noqa: PTH116 - as in _digest
        if not stat.S_ISREG(found.st_mode):  # never read
            return (-1, -1, -1, "unreadable: no regular file")
        size, time, inode = found.st_size, found.st_mtime_ns, found.st_ino
        if known and known[:3] == (size, time, inode):
            return known
        digest = _digest(path, size, time)
    except OSError as error:
        return (-1, -1, -1, f"unreadable {error.errno}")
    racy = now - time < RACY_NANOSECONDS
    return (size, -1 if racy else time, inode, digest)


def _digest(path: str, size: int, time: int) -> str:
    if size > MAX_FILE_BYTES:  # never read, so its size and time are all there is to it
        return f"large {size} {time}"
    with open(path, "rb") as file:  # noqa: PTH123 - thousands of these: a Path each would cost more than the read
        return blake2b(file.read(MAX_FILE_BYTES + 1), digest_size=16).hexdigest()


def _shared_contracts(config: Config) -> Iterator[str]:
    """Yield the output contracts and the visual files: what rules read besides all that."""
    for visual in (config.visual.templates, config.visual.theme):
        if visual and os.path.lexists(config.root / visual):
            yield visual
    yield from (name for name in _json_files(config.root, OUTPUT_CONTRACTS) if ".schema." in name)


def _contracts_of(config: Config, name: str, beside: set[str]) -> Iterator[str]:
    """Yield the contracts beside a template; ``beside`` are all that lie in the folder."""
    for file in contract_names(name).values():
        if file in beside:
            yield f"{config.templates}/{file}"


def _groups(config: Config) -> dict[str, Callable[[], Iterable[str]]]:
    """Return what lists the files of each folder of message data."""
    where = f"{config.fixtures}/message_data"
    try:
        with os.scandir(config.root / where) as entries:
            folders = [one.name for one in entries if not one.name.startswith(".") and one.is_dir()]
    except OSError:
        return {}
    return {name: partial(_json_files, config.root, f"{where}/{name}") for name in folders}


def _json_files(root: Path, folder: str) -> list[str]:
    try:
        names = os.listdir(f"{root}{os.sep}{folder}")  # noqa: PTH208 - as in _digest
    except OSError:
        return []
    return [f"{folder}/{name}" for name in sorted(names) if name[-5:] == ".json" and name[0] != "."]
