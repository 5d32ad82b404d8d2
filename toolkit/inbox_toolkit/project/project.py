"""A project as it is on disk: its settings, its template files and its fixtures."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from inbox_toolkit.errors import UsageError
from inbox_toolkit.project.config import Config, find_config
from inbox_toolkit.text.record import record

if TYPE_CHECKING:
    from inbox_toolkit.project.fixtures import Fixtures

ENDINGS = (".json.liquid", ".json")
CONTRACT_ENDING = ".contract.json"
"""What a contract beside its template is called; it is no template."""

# BCP 47: language, script, region; a region is letters or, as in es-419, a UN M.49 number.
_LANGUAGE = re.compile(
    r"(?P<name>.+)\.(?P<language>"
    r"[a-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2,3}|[0-9]{3}))?)",
    re.ASCII,
)


@record
class TemplateFile:
    """One file of the templates folder; ``stem`` is its name without the ending."""

    stem: str
    name: str

    @property
    def template(self) -> str:
        """The template's name, which a translation shares with its base."""
        return split_language(self.stem)[0]


def split_language(stem: str) -> tuple[str, str | None]:
    """Return a template's name, and the language where the file is a translation."""
    found = _LANGUAGE.fullmatch(stem) if "." in stem else None
    return (found["name"], found["language"]) if found else (stem, None)


@record
class Project:
    """A project: its settings, template files and fixtures."""

    config: Config
    template_files: tuple[TemplateFile, ...]
    fixtures: "Fixtures"

    @property
    def root(self) -> Path:
        """The folder all names in reports are relative to."""
        return self.config.root


def open_project(start: Path) -> Project:
    """Find and read the project at or above a folder; raises ProjectError."""
    return load_project(find_config(start))


def load_project(config: Config) -> Project:
    """Read the files a configuration points at."""
    from inbox_toolkit.project.fixtures import load_fixtures  # a run with nothing new needs none

    return Project(config, template_files(config), load_fixtures(config))


def template_files(config: Config, names: Iterable[str] | None = None) -> tuple[TemplateFile, ...]:
    """List the templates by name; ``names`` are those of ``names_below``, where they are known."""
    found = []
    for inside in names_below(config) if names is None else names:
        ending = next((one for one in ENDINGS if inside.endswith(one)), None)
        if ending and not inside.endswith(CONTRACT_ENDING):
            found.append(TemplateFile(inside[: -len(ending)], f"{config.templates}/{inside}"))
    return tuple(found)


def names_below(config: Config) -> list[str]:
    """Return the names of all files in the templates folder, relative to it, in order.

    A folder that is called as a template would be is among them: that is a mistake to report. What
    begins with a dot is left out, and no link to a folder is followed.
    """
    return sorted(_walk(f"{config.root}{os.sep}{config.templates}", ""))


def _walk(folder: str, prefix: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            for one in entries:
                if one.name.startswith("."):
                    continue
                is_folder = one.is_dir(follow_symlinks=False)
                if is_folder:
                    yield from _walk(one.path, f"{prefix}{one.name}/")
                if not is_folder or one.name.endswith(ENDINGS):  # a folder in a template's place
                    yield prefix + one.name
    except OSError:
        return


def contract_names(stem: str) -> dict[str, str]:
    """Return the files that the contracts of a template are kept in, by what each is of.

    ``stem`` is the template's file without language and ending, relative to the project.
    """
    return {
        "message_data": f"{stem}{CONTRACT_ENDING}",
        "customer": f"{stem}.customer{CONTRACT_ENDING}",
    }


def nearest(name: str, known: list[str], what: str, where: str) -> UsageError:
    """Return the error for an unknown name, with the nearest right one."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1, cutoff=0.5)
    if near:
        advice = f"did you mean `{near[0]}`?"
    else:
        advice = f"there are: {', '.join(known[:12])}" if known else f"add one under {where}"
    return UsageError(f"there is no {what} `{name}`", help=advice)
