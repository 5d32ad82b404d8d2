"""What a command works on: the project, its templates and its world, opened once."""

from collections.abc import Sequence
from dataclasses import dataclass
from os.path import realpath
from pathlib import Path

from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.project.config import parse_time
from inbox_toolkit.project.project import Project, nearest, open_project
from inbox_toolkit.rendering.cases import Case, pick_case, with_changes
from inbox_toolkit.rendering.environment import RenderEnvironment, render_environment
from inbox_toolkit.template.reader import read_templates
from inbox_toolkit.template.template import Template


@dataclass(frozen=True, slots=True)
class Workspace:
    """A project with its templates read."""

    project: Project
    templates: tuple[Template, ...]
    environment: RenderEnvironment

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
                f"there are no templates in {self.project.config.templates}/",
                help="write one: inbox new NAME",
            )
        if not names:
            return self.templates
        chosen = {self.template(name).name for name in names}
        return tuple(one for one in self.templates if one.name in chosen)

    def case(
        self, name: str, *, profile: str | None, data: str | None, changes: Sequence[str] = ()
    ) -> Case:
        """Return one case of a template, with ``--set`` changes made to its data."""
        template = self.template(name)
        case = pick_case(template, self.project.fixtures, profile=profile, data=data)
        return with_changes(case, changes)

    def _by_name(self, name: str) -> Template | None:
        return next((one for one in self.templates if one.label == name), None)

    def _by_path(self, name: str) -> Template:
        path = Path(name)
        if path.suffix or "/" in name or "\\" in name:
            return self._file(path, name)
        labels = [one.label for one in self.templates]
        raise nearest(name, labels, "template", f"{self.project.config.templates}/")

    def _file(self, path: Path, name: str) -> Template:
        """Return the template a path names; the path must be a file of this project."""
        if not path.exists():
            labels = [one.file for one in self.templates]
            raise nearest(name, labels, "template file", f"{self.project.config.templates}/")
        if path.is_dir():
            raise UsageError(f"{name} is a folder", help="name a template, or nothing for all")
        whole = realpath(path)  # which, unlike resolve(), takes a circle of links
        for one in self.templates:
            if realpath(self.project.root / one.file) == whole:
                return one
        raise UsageError(
            f"{name} is not a template of the project in {self.project.root}",
            help=f"move it to {self.project.config.templates}/ or go to its project",
        )


def open_workspace(folder: Path, *, now: str | None = None) -> Workspace:
    """Open the project at or above a folder; raises ProjectError or UsageError."""
    project = open_project(folder)
    moment = parse_time(now, "--now") if now else None
    templates = tuple(read_templates(project.template_files, project.config))
    return Workspace(project, templates, render_environment(project, now=moment))
