"""Judge units from their files: what one process does, alone or as one of several."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from inbox_toolkit.diagnostics.diagnostic import Coverage, Crash, Diagnostic, Verdict, in_order
from inbox_toolkit.project.config import Config
from inbox_toolkit.project.fixtures import FileProblem, Fixture, Fixtures, load_fixture
from inbox_toolkit.project.project import Project, TemplateFile
from inbox_toolkit.rendering.world import World, world_of
from inbox_toolkit.template.reader import read_templates
from inbox_toolkit.template.template import Template
from inbox_toolkit.validation.manifest import Manifest, Unit
from inbox_toolkit.validation.runner import Judgement, judge
from inbox_toolkit.validation.settings import settings_of
from inbox_toolkit.validation.shared_files import file_diagnostics
from inbox_toolkit.validation.verdicts import UnitVerdict


class Workshop:
    """Everything that judging any unit of a project needs; the shared fixtures are read once.

    Raises ProjectError where the configuration names an unknown rule or option.
    """

    def __init__(self, config: Config, manifest: Manifest, now: datetime) -> None:
        self.config = config
        self.manifest = manifest
        self.settings = settings_of(config)
        loaded = _Loader(config)
        self._profiles = tuple(loaded.all(manifest.profiles, "profile"))
        single = {name.rpartition("/")[2]: name for name in manifest.shared}
        self._snippets = loaded.one(single.get("snippets.json"), "snippets")
        self._objects = loaded.one(single.get("objects.json"), "objects")
        self._problems = tuple(loaded.problems)
        self.world: World = world_of(self._project((), {}), now=now)

    def shared(self) -> UnitVerdict:
        """Return what is wrong with the fixtures that all units share."""
        project = self._project((), {}, self._problems)
        ignored: set[tuple[str, str]] = set()
        crashes: list[Crash] = []
        found = in_order(file_diagnostics(project, self.settings, ignored=ignored, crashes=crashes))
        return UnitVerdict(
            (), found, Coverage(), tuple(crashes), frozenset(ignored), reads_clock=False
        )

    def judge(self, unit: Unit) -> UnitVerdict:
        """Judge a template with its translations, and its message data."""
        project, family = self.opened(unit)
        judged = [judge(one, project, self.world, self.settings, family) for one in family]
        own = project.fixtures.message_data[unit.name]
        ignored = {pair for one in judged for pair in one.ignored}
        crashes = [crash for one in judged for crash in one.crashes]
        wrong = in_order(
            file_diagnostics(project, self.settings, only=own, ignored=ignored, crashes=crashes)
        )
        return UnitVerdict(
            tuple(
                Verdict(one.template.label, one.template.file, len(one.outcomes)) for one in judged
            ),
            (*_without_echoes(judged), *wrong),
            Coverage(
                sum(one.branches.total for one in judged),
                sum(one.branches.reached for one in judged),
            ),
            tuple(crashes),
            frozenset(ignored),
            any(one.reads_clock for one in judged),
        )

    def opened(self, unit: Unit) -> tuple[Project, tuple[Template, ...]]:
        """Read a unit's files: a project with nothing else in it, and its templates."""
        loaded = _Loader(self.config)
        data = {unit.name: tuple(loaded.all(unit.data, "message_data"))}
        project = self._project(unit.templates, data, tuple(loaded.problems))
        return project, tuple(read_templates(unit.templates, self.config))

    def _project(
        self,
        templates: tuple[TemplateFile, ...],
        data: dict[str, tuple[Fixture, ...]],
        problems: tuple[FileProblem, ...] = (),
    ) -> Project:
        fixtures = Fixtures(self._profiles, data, self._snippets, self._objects, problems)
        return Project(self.config, templates, fixtures)


class _Loader:
    """Reads fixtures by name, and keeps what is wrong with those that cannot be used."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self.problems: list[FileProblem] = []

    def all(self, names: Iterable[str], kind: str) -> Iterator[Fixture]:
        return (one for name in names if (one := self.one(name, kind)))

    def one(self, name: str | None, kind: str) -> Fixture | None:
        if name is None:
            return None
        found = load_fixture(f"{self._config.root}/{name}", name, kind)
        if isinstance(found, Fixture):
            return found
        self.problems.extend(found)
        return None


def _without_echoes(judged: list[Judgement]) -> Iterator[Diagnostic]:
    """Yield the findings; what a translation repeats of its base's text is told once."""
    said: set[tuple[str, str, tuple[int, int]]] = set()
    for one in judged:
        for found in one.diagnostics:
            key = (found.rule, found.file, found.span)
            if found.file == one.template.file or key not in said:
                yield found
            said.add(key)
