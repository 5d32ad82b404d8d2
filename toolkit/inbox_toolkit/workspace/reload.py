"""Keep an opened project current: read again what changed, and know what that affects.

``reload_changed`` is for whoever is told of changes (the preview, ``--watch``, an editor);
``ProjectReloader`` is for whoever looks for them at each question (the sandbox).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import CONFIG_NAME, PYPROJECT, Config, find_config
from inbox_toolkit.project.fixtures import (
    FileProblem,
    Fixture,
    Fixtures,
    load_fixture,
    load_fixtures,
)
from inbox_toolkit.project.project import Project, TemplateFile, template_files
from inbox_toolkit.template.reader import read_templates
from inbox_toolkit.workspace.workspace import Workspace, load_workspace, open_workspace

MANY = 40
"""From so many changed files on, reading everything is simpler."""


def reload_changed(before: Workspace, paths: Iterable[Path]) -> Workspace:
    """Return the workspace after some files changed, reading no more than those.

    Raises ProjectError where the configuration has become unusable.
    """
    changed = set(paths)
    config = before.config
    templates, fixtures = config.root / config.templates, config.root / config.fixtures
    inside = {path for path in changed if _within(path, templates) or _within(path, fixtures)}
    if len(changed) > MANY or changed - inside or {templates, fixtures} & changed:
        return load_workspace(find_config(config.root, config.unsaved), now=before.now)
    project = before.project
    if any(_within(path, fixtures) for path in inside):
        found = _reload_fixtures(project, {path for path in inside if _within(path, fixtures)})
        project = replace(project, fixtures=found)
    touched = {path for path in inside if _within(path, templates)}
    if not touched:
        return Workspace(project, before.templates, before.now)
    return _reload_templates(before, project, touched)


def affected_templates(before: Workspace, after: Workspace) -> frozenset[str]:
    """Return the names of the templates whose results can have changed."""
    everything = frozenset(one.name for one in (*before.templates, *after.templates))
    old, new = before.project.fixtures, after.project.fixtures
    shared = (
        before.config == after.config
        and old.profiles == new.profiles
        and old.snippets == new.snippets
        and old.objects == new.objects
    )
    if not shared:
        return everything
    kept = {id(one) for one in before.templates} & {id(one) for one in after.templates}
    changed = {one.name for one in (*before.templates, *after.templates) if id(one) not in kept}
    data = old.message_data, new.message_data
    return frozenset(
        changed | {name for name in everything if data[0].get(name) != data[1].get(name)}
    )


def is_relevant(config: Config, path: Path) -> bool:
    """Return True if a change of a file can change any result."""
    if path.parent == config.root and path.name in (CONFIG_NAME, PYPROJECT):
        return True
    if path.parent in _drawing_folders(config):
        return True
    return any(_within(path, folder) or _within(folder, path) for folder in _folders(config))


def watched_folders(config: Config) -> tuple[list[Path], list[Path]]:
    """Return the folders to watch with all that is in them, and those to watch for their files."""
    return _folders(config), [config.root, *_drawing_folders(config)]


def _folders(config: Config) -> list[Path]:
    return [config.root / name for name in config.folders]


def _drawing_folders(config: Config) -> frozenset[Path]:
    """Return the folders of what messages are drawn with: component, visual templates, theme."""
    names = (config.inbox.component, config.visual.templates, config.visual.theme)
    return frozenset((config.root / name).parent for name in names if name)


class ProjectReloader:
    """Keeps a workspace current by comparing the times and sizes of its files when asked.

    A project that becomes unusable leaves the workspace as it was, and ``config_error`` says why.
    Raises ProjectError where there is no usable project at or above the folder.
    """

    def __init__(self, folder: Path) -> None:
        self.workspace = open_workspace(folder)
        self.config_error: str | None = None
        self._stamps = dict(_stamps(self.workspace.config))

    def refresh(self) -> bool:
        """Read again what has changed; return True if anything had."""
        stamps = dict(_stamps(self.workspace.config))
        changed = {path for path, _ in stamps.items() ^ self._stamps.items()}
        if not changed:
            return False
        self._stamps = stamps
        try:
            self.workspace = reload_changed(self.workspace, changed)
            self.config_error = None
        except ProjectError as error:
            self.config_error = error.message
        return True


def _stamps(config: Config) -> Iterator[tuple[Path, tuple[int, int]]]:
    files = [config.root / CONFIG_NAME, config.root / PYPROJECT]
    for folder in _folders(config):
        files += folder.rglob("*.json*")
    for file in files:
        try:
            stat = file.stat()
        except OSError:
            continue
        yield file, (stat.st_mtime_ns, stat.st_size)


def _within(path: Path, folder: Path) -> bool:
    return folder in (path, *path.parents)


def _reload_templates(before: Workspace, project: Project, paths: set[Path]) -> Workspace:
    known = {one.name for one in project.template_files}
    names = {path: path.relative_to(project.root).as_posix() for path in paths}
    if not all(names[path] in known and path.exists() for path in paths):
        project = replace(project, template_files=template_files(project.config))
    kept = {one.source.name: one for one in before.templates}
    base = project.root / project.config.templates
    # A contract's stem is its template's, whose results depend on it.
    stems = {path.relative_to(base).as_posix().partition(".")[0] for path in paths}
    family: list[TemplateFile] = [
        file
        for file in project.template_files
        if file.stem.partition(".")[0] in stems or file.name not in kept
    ]
    fresh = dict(
        zip((one.name for one in family), read_templates(family, project.config), strict=True)
    )
    templates = (fresh.get(one.name) or kept[one.name] for one in project.template_files)
    return Workspace(project, tuple(templates), before.now)


def _reload_fixtures(project: Project, paths: set[Path]) -> Fixtures:
    config, fixtures = project.config, project.fixtures
    for path in sorted(paths):
        match path.relative_to(config.root / config.fixtures).parts:
            case ("profiles", name) if name.endswith(".json"):
                group, problems = _reload_fixture(
                    config, fixtures, path, "profile", fixtures.profiles
                )
                fixtures = replace(fixtures, profiles=group, problems=problems)
            case ("message_data", template, name) if name.endswith(".json"):
                old = fixtures.message_data.get(template, ())
                group, problems = _reload_fixture(config, fixtures, path, "message_data", old)
                data = _with_group(fixtures.message_data, template, group)
                fixtures = replace(fixtures, message_data=data, problems=problems)
            case _:
                return load_fixtures(config)
    return fixtures


def _reload_fixture(
    config: Config, fixtures: Fixtures, path: Path, kind: str, group: tuple[Fixture, ...]
) -> tuple[tuple[Fixture, ...], tuple[FileProblem, ...]]:
    name = path.relative_to(config.root).as_posix()
    others = [one for one in group if one.file != name]
    problems = [one for one in fixtures.problems if one.source.name != name]
    if path.exists() and not path.name.startswith("."):
        found = load_fixture(config, name, kind)
        if isinstance(found, Fixture):
            others.append(found)
        else:
            problems += found
    return tuple(sorted(others, key=lambda one: one.file)), tuple(problems)


def _with_group(
    data: Mapping[str, tuple[Fixture, ...]], template: str, group: tuple[Fixture, ...]
) -> dict[str, tuple[Fixture, ...]]:
    return dict(sorted({**data, template: group}.items()))
