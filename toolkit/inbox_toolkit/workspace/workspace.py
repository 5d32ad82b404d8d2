"""One opened project: its settings, fixtures and templates, read once for whoever works on them.

Commands open it with ``open_workspace``; ``reload.py`` keeps it current while files change;
``units.py`` opens one template at a time with its fixtures, for projects of any size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from os.path import realpath
from pathlib import Path

from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.project.config import Config, find_config
from inbox_toolkit.project.files import path_exists
from inbox_toolkit.project.project import Project, load_project, nearest
from inbox_toolkit.rendering.cases import Case, pick_case, with_changes
from inbox_toolkit.rendering.environment import RenderEnvironment, render_environment
from inbox_toolkit.template.reader import read_templates
from inbox_toolkit.template.template import Template

_HALF_WRITTEN = frozenset({"unreadable-file", "json-syntax"})


@dataclass(frozen=True)
class Workspace:
    """A project with its templates read; ``now`` freezes the clock that templates see."""

    project: Project
    templates: tuple[Template, ...]
    now: datetime | None = None

    @property
    def config(self) -> Config:
        """The project's settings."""
        return self.project.config

    @property
    def root(self) -> Path:
        """The project's folder."""
        return self.project.config.root

    @cached_property
    def environment(self) -> RenderEnvironment:
        """What every case is rendered with; its clock stands still from the first use on."""
        return render_environment(self.project, now=self.now)

    @property
    def files(self) -> frozenset[str]:
        """The names of all templates and fixtures."""
        fixtures = {one.file for one in self.project.fixtures.every()}
        return frozenset(fixtures | {one.file for one in self.templates})

    @property
    def broken_files(self) -> frozenset[str]:
        """The names of files that cannot be used: badly written, or only half written yet."""
        broken = {one.file for one in self.templates if is_broken(one)}
        return frozenset(broken | {one.source.name for one in self.project.fixtures.problems})

    def family(self, name: str) -> tuple[Template, ...]:
        """Return a template and its translations, the base first."""
        found = [one for one in self.templates if one.name == name]
        return tuple(sorted(found, key=lambda one: one.language or ""))

    def template(self, name: str) -> Template:
        """Return a template by name, file or path.

        Raises UsageError with the nearest name, and ProjectError where its file cannot be read.
        """
        found = self._by_name(name) or self._by_path(name)
        for problem in found.problems:
            if problem.kind == "unreadable-file":
                message = problem.message.removeprefix(f"{found.file} ")
                raise ProjectError(f"{found.file}: {message}", help=problem.help)
        return found

    def select(self, names: Sequence[str]) -> tuple[Template, ...]:
        """Return the templates named, with their translations; all where none is named.

        Raises UsageError where there are none at all.
        """
        if not self.templates:
            raise UsageError(
                f"there are no templates in {self.config.templates}/",
                help="write one: inbox new NAME",
            )
        if not names:
            return self.templates
        chosen = {self.template(name).name for name in names}
        return tuple(one for one in self.templates if one.name in chosen)

    def translation(self, name: str, language: str) -> Template:
        """Return the translation of a template into a language.

        Raises UsageError, naming the languages there are.
        """
        family = self.family(self.template(name).name)
        found = next((one for one in family if one.language == language), None)
        if found is None:
            languages = ", ".join(one.language for one in family if one.language)
            raise UsageError(
                f"`{family[0].name}` has no translation `{language}`",
                help=f"there are: {languages}" if languages else "there are none",
            )
        return found

    def case(
        self,
        name: str,
        *,
        profile: str | None,
        data: str | None,
        changes: Sequence[str] = (),
        removed: Sequence[str] = (),
    ) -> Case:
        """Return one case of a template, with ``--set`` and ``--unset`` applied to its data."""
        template = self.template(name)
        case = pick_case(template, self.project.fixtures, profile=profile, data=data)
        return with_changes(case, changes, removed)

    def _by_name(self, name: str) -> Template | None:
        return next((one for one in self.templates if one.label == name), None)

    def _by_path(self, name: str) -> Template:
        path = Path(name)
        if path.suffix or "/" in name or "\\" in name:
            return self._file(path, name)
        labels = [one.label for one in self.templates]
        raise nearest(name, labels, "template", f"{self.config.templates}/")

    def _file(self, path: Path, name: str) -> Template:
        """Return the template a path names; the path must be a file of this project."""
        if not path_exists(path):
            labels = [one.file for one in self.templates]
            raise nearest(name, labels, "template file", f"{self.config.templates}/")
        if path.is_dir():
            raise UsageError(f"{name} is a folder", help="name a template, or nothing for all")
        whole = realpath(path)  # which, unlike resolve(), takes a circle of links
        for one in self.templates:
            if realpath(self.project.root / one.file) == whole:
                return one
        raise UsageError(
            f"{name} is not a template of the project in {self.project.root}",
            help=f"move it to {self.config.templates}/ or go to its project",
        )


def open_workspace(folder: Path, *, now: datetime | None = None) -> Workspace:
    """Open the project at or above a folder; raises ProjectError."""
    return load_workspace(find_config(folder), now=now)


def load_workspace(config: Config, *, now: datetime | None = None) -> Workspace:
    """Read everything a configuration points at."""
    project = load_project(config)
    return Workspace(project, tuple(read_templates(project.template_files, config)), now)


def is_broken(template: Template) -> bool:
    """Return True if a template cannot be rendered at all."""
    return (
        template.body is None
        or any(one.kind in _HALF_WRITTEN for one in template.problems)
        or bool(template.parsed.errors)
    )
