"""What was read from the project's files, and how it follows them without reading all again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import CONFIG_NAME, Config, find_config
from inbox_toolkit.project.fixtures import (
    FileProblem,
    Fixture,
    Fixtures,
    load_fixture,
    load_fixtures,
)
from inbox_toolkit.project.project import Project, TemplateFile, load_project, template_files
from inbox_toolkit.template.reader import read_templates
from inbox_toolkit.template.template import Template
from inbox_toolkit.validation.settings import Settings, settings_of

MANY = 40  # from so many changed files on, reading everything is the simpler way

_HALF_WRITTEN = frozenset({"unreadable-file", "json-syntax"})


@dataclass(frozen=True)
class Contents:
    """The project as last read; ``settings`` are its rules'."""

    project: Project
    templates: tuple[Template, ...]
    settings: Settings

    @property
    def broken(self) -> frozenset[str]:
        """Files that cannot be used as they are: badly written, or only half written yet."""
        bad = {one.file for one in self.templates if is_broken(one)}
        return frozenset(bad | {one.source.name for one in self.project.fixtures.problems})

    @property
    def files(self) -> frozenset[str]:
        """Every template and fixture there is."""
        fixtures = {one.file for one in self.project.fixtures.every()}
        return frozenset(fixtures | {one.file for one in self.templates})


def is_broken(template: Template) -> bool:
    """Tell whether a template cannot be rendered at all."""
    return (
        template.body is None
        or any(one.kind in _HALF_WRITTEN for one in template.problems)
        or bool(template.parsed.errors)
    )


def read_contents(root: Path) -> Contents:
    """Read the project at a folder; raises ProjectError where its configuration is no good."""
    return _contents(load_project(find_config(root)))


def reload_changed(before: Contents, paths: Iterable[Path]) -> Contents:
    """Return the contents after some files changed, reading no more than those.

    Raises ProjectError where the configuration has become unusable.
    """
    changed = set(paths)
    config = before.project.config
    templates, fixtures = config.root / config.templates, config.root / config.fixtures
    inside = {path for path in changed if _within(path, templates) or _within(path, fixtures)}
    if len(changed) > MANY or changed - inside or {templates, fixtures} & changed:
        return read_contents(config.root)
    project = before.project
    if any(_within(path, fixtures) for path in inside):
        found = _follow_fixtures(project, {path for path in inside if _within(path, fixtures)})
        project = replace(project, fixtures=found)
    touched = {path for path in inside if _within(path, templates)}
    if not touched:
        return replace(before, project=project)
    return _follow_templates(replace(before, project=project), touched)


def is_relevant(contents: Contents, path: Path) -> bool:
    """Tell whether a file can change anything: configuration, templates, fixtures."""
    config = contents.project.config
    if path.parent == config.root and path.name in (CONFIG_NAME, "pyproject.toml"):
        return True
    folders = (config.root / config.templates, config.root / config.fixtures)
    if path.parent in extra_folders(config):
        return True
    return any(_within(path, folder) or _within(folder, path) for folder in folders)


def extra_folders(config: Config) -> frozenset[Path]:
    """Return the folders of what is drawn with: the component, visual templates, their theme."""
    names = (config.inbox.component, config.visual.templates, config.visual.theme)
    return frozenset((config.root / name).parent for name in names if name)


def affected_templates(before: Contents, after: Contents) -> frozenset[str]:
    """Return the names of the templates whose cases can have changed."""
    everything = frozenset(one.name for one in (*before.templates, *after.templates))
    old, new = before.project.fixtures, after.project.fixtures
    shared = (
        before.project.config == after.project.config
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


def _contents(project: Project) -> Contents:
    templates = read_templates(project.template_files, project.config)
    return Contents(project, tuple(templates), settings_of(project.config))


def _within(path: Path, folder: Path) -> bool:
    return folder in (path, *path.parents)


def _follow_templates(before: Contents, paths: set[Path]) -> Contents:
    project = before.project
    known = {one.path for one in project.template_files}
    if not all(path in known and path.exists() for path in paths):
        project = replace(project, template_files=template_files(project.config))
    kept = {one.source.name: one for one in before.templates}
    base = project.root / project.config.templates
    # A contract's stem is its template's, which is judged by it.
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
    return Contents(project, tuple(templates), before.settings)


def _follow_fixtures(project: Project, paths: set[Path]) -> Fixtures:
    config, fixtures = project.config, project.fixtures
    for path in sorted(paths):
        match path.relative_to(config.root / config.fixtures).parts:
            case ("profiles", name) if name.endswith(".json"):
                group, problems = _follow_one(config, fixtures, path, "profile", fixtures.profiles)
                fixtures = replace(fixtures, profiles=group, problems=problems)
            case ("message_data", template, name) if name.endswith(".json"):
                old = fixtures.message_data.get(template, ())
                group, problems = _follow_one(config, fixtures, path, "message_data", old)
                data = _with_group(fixtures.message_data, template, group)
                fixtures = replace(fixtures, message_data=data, problems=problems)
            case _:
                return load_fixtures(config.root, config.fixtures)
    return fixtures


def _follow_one(
    config: Config, fixtures: Fixtures, path: Path, kind: str, group: tuple[Fixture, ...]
) -> tuple[tuple[Fixture, ...], tuple[FileProblem, ...]]:
    name = path.relative_to(config.root).as_posix()
    others = [one for one in group if one.file != name]
    problems = [one for one in fixtures.problems if one.source.name != name]
    if path.exists() and not path.name.startswith("."):
        found = load_fixture(path, name, kind)
        if isinstance(found, Fixture):
            others.append(found)
        else:
            problems += found
    return tuple(sorted(others, key=lambda one: one.file)), tuple(problems)


def _with_group(
    data: Mapping[str, tuple[Fixture, ...]], template: str, group: tuple[Fixture, ...]
) -> dict[str, tuple[Fixture, ...]]:
    return dict(sorted({**data, template: group}.items()))


def config_error_text(error: ProjectError) -> str:
    """Return a configuration's trouble as one line for the page."""
    return f"{error.message}: {error.help}" if error.help else error.message
