"""Open one template at a time: what results need, without reading a whole project."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from inbox_toolkit.project.config import Config
from inbox_toolkit.project.fixtures import FileProblem, Fixture, Fixtures, load_fixture
from inbox_toolkit.project.project import Project, TemplateFile
from inbox_toolkit.rendering.environment import RenderEnvironment, render_environment
from inbox_toolkit.template.reader import read_templates
from inbox_toolkit.template.template import Template
from inbox_toolkit.workspace.manifest import Manifest, Unit


class UnitLoader:
    """Opens the units of a manifest; the fixtures that all of them share are read once.

    ``shared`` is a project of nothing but those, ``environment`` what every case is rendered with.
    """

    def __init__(self, config: Config, manifest: Manifest, now: datetime) -> None:
        self.config = config
        problems: list[FileProblem] = []
        single = {name.rpartition("/")[2]: name for name in manifest.shared}
        self._fixtures = Fixtures(
            tuple(self._load(manifest.profiles, "profile", problems)),
            {},
            self._load_single(single.get("snippets.json"), "snippets", problems),
            self._load_single(single.get("objects.json"), "objects", problems),
        )
        self.shared = self._project((), {}, problems)
        self.environment: RenderEnvironment = render_environment(self.shared, now=now)

    def open(self, unit: Unit) -> tuple[Project, tuple[Template, ...]]:
        """Read a unit's files: a project with nothing else in it, and its templates."""
        problems: list[FileProblem] = []
        data = {unit.name: tuple(self._load(unit.data, "message_data", problems))}
        project = self._project(unit.templates, data, problems)
        return project, tuple(read_templates(unit.templates, self.config))

    def _project(
        self,
        templates: tuple[TemplateFile, ...],
        data: dict[str, tuple[Fixture, ...]],
        problems: Iterable[FileProblem],
    ) -> Project:
        shared = self._fixtures
        fixtures = Fixtures(shared.profiles, data, shared.snippets, shared.objects, tuple(problems))
        return Project(self.config, templates, fixtures)

    def _load(
        self, names: Iterable[str], kind: str, problems: list[FileProblem]
    ) -> Iterator[Fixture]:
        """Yield the fixtures that can be used; what is wrong with the others is noted."""
        for name in names:
            found = load_fixture(self.config, name, kind)
            if isinstance(found, Fixture):
                yield found
            else:
                problems.extend(found)

    def _load_single(
        self, name: str | None, kind: str, problems: list[FileProblem]
    ) -> Fixture | None:
        return next(self._load([name] if name else [], kind, problems), None)
