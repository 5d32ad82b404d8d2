"""The project as the sandbox plays it: its templates by number and trigger name, kept fresh.

Whether the message data that was posted is what its template asks for.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from inbox_toolkit.contract.contract import effective_contract
from inbox_toolkit.contract.message_data import checker_for
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.project.project import Project
from inbox_toolkit.rendering.environment import RenderEnvironment, render_environment
from inbox_toolkit.sandbox.models import Finding
from inbox_toolkit.schemas.checking import Checker, SchemaProblem
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.source import Source
from inbox_toolkit.validation.rule import Settings
from inbox_toolkit.validation.settings import settings_of
from inbox_toolkit.workspace.reload import ProjectReloader
from inbox_toolkit.workspace.workspace import Workspace

RULE = "message-data-contract"


class ContractChecks:
    """The contracts of one project's templates, each inferred when it is first asked for."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[str, tuple[str, Checker] | Finding] = {}

    def findings(
        self, template: Template, data: object, *, told: Container[str] = ()
    ) -> tuple[Finding, ...]:
        """Return where posted message data does not fit; a contract that is unusable is one.

        ``told`` are variables (``trigger.a[0].b``) already said to have no value: one cause is
        one finding.
        """
        known = self._known.get(template.label)
        if known is None:
            known = self._known[template.label] = self._read(template)
        if isinstance(known, Finding):
            return (known,)
        name, checker = known
        problems = checker.problems(data)
        return tuple(_finding(name, one) for one in problems if _lacking(one) not in told)

    def _read(self, template: Template) -> tuple[str, Checker] | Finding:
        try:
            contract = effective_contract(template, self._project)
        except ProjectError as error:
            return Finding(RULE, "warning", error.message, template.file, 1, 1, error.help or "")
        return (contract.name if contract.has_file else template.file), checker_for(contract)


def _lacking(problem: SchemaProblem) -> str | None:
    """Return the variable that a lacking key leaves without a value, as a template reads it."""
    if problem.lacks is None:
        return None
    steps = (*problem.path, problem.lacks)
    return "trigger" + "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in steps)


def _finding(file: str, problem: SchemaProblem) -> Finding:
    return Finding(RULE, "warning", problem.message, file, 1, 1, problem.help)


CASE_RULES = frozenset(
    {
        "blank-value",
        "date-input",
        "link-scheme",
        "missing-value",
        "payload-size",
        "render-failure",
        "rendered-not-json",
        "rendered-schema",
        "visual-binding",
        "visual-message",
        "wrong-type",
    }
)
"""The rules whose findings are about what one case prints. The others say the same of every send,
and asking them all takes fifteen times as long."""


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """One message of the workspace: its number, its trigger name, and its languages' templates."""

    number: int
    trigger_name: str
    base: Template
    translations: Mapping[str, Template] = field(default_factory=dict)

    def in_language(self, language: str | None) -> Template:
        """Return the template for a language: exact, then without region, then the base."""
        wanted = (language or "").casefold().replace("_", "-")
        return self.translations.get(wanted) or self.translations.get(
            wanted.partition("-")[0], self.base
        )


@dataclass(frozen=True)
class Catalog:
    """A project as last read."""

    project: Project
    settings: Settings
    messages: tuple[CatalogEntry, ...]

    @cached_property
    def agreements(self) -> ContractChecks:
        """What each template asks of its message data."""
        return ContractChecks(self.project)

    @cached_property
    def case_settings(self) -> Settings:
        """The settings with only the rules about single cases switched on."""
        chosen = {
            rule: severity
            for rule, severity in self.settings.severities.items()
            if rule in CASE_RULES
        }
        return replace(self.settings, severities=chosen)

    @cached_property
    def _by_name(self) -> dict[str, CatalogEntry]:
        return {one.trigger_name.casefold(): one for one in self.messages}

    @cached_property
    def _by_number(self) -> dict[int, CatalogEntry]:
        return {one.number: one for one in self.messages}

    def find(self, wanted: int | str) -> CatalogEntry | None:
        """Return a message by number (also as digits) or trigger name in any case."""
        if isinstance(wanted, str):
            named = self._by_name.get(wanted.strip().casefold())
            digits = wanted.strip()
            if named or not (digits.isascii() and digits.isdigit() and len(digits) < 19):
                return named
            wanted = int(digits)
        return self._by_number.get(wanted)

    def environment(self, now: datetime, snippets: Mapping[str, str]) -> RenderEnvironment:
        """Return what all templates can read; snippets of the API win over the project's."""
        environment = render_environment(self.project, now=now)
        if not snippets:
            return environment
        below = environment.snippets.data if environment.snippets else {}
        texts = Fixture("snippets", Source("snippets", ""), {**below, **snippets})
        return RenderEnvironment(environment.now, texts, environment.objects, environment.json)


class CatalogReloader:
    """Holds the catalog, and reads again what has changed in the project when asked.

    Raises ProjectError where there is no usable project at or above the folder. A project that
    becomes unusable later leaves the catalog as it was, and ``error`` says why.
    """

    def __init__(self, folder: Path) -> None:
        self._reloader = ProjectReloader(folder)
        self.contents = catalog_of(self._reloader.workspace)
        self.error: str | None = None

    def refresh(self) -> bool:
        """Read the project again if a file has changed; return True if one had."""
        if not self._reloader.refresh():
            return False
        self.error = self._reloader.config_error
        if self.error is None:
            try:
                self.contents = catalog_of(self._reloader.workspace)
            except ProjectError as error:
                self.error = error.message
        return True


def catalog_of(workspace: Workspace) -> Catalog:
    """Return what the sandbox plays of a project; raises ProjectError for an unknown rule."""
    templates = list(workspace.templates)
    return Catalog(workspace.project, settings_of(workspace.config), tuple(_numbered(templates)))


def _numbered(templates: list[Template]) -> Iterator[CatalogEntry]:
    """Give each message its own number where its envelope has one, else the next free one."""
    bases = [one for one in templates if one.language is None]
    chosen = {_own_number(one): one for one in bases}
    free = (number for number in range(1, 1 << 31) if number not in chosen)
    for base in bases:
        own = _own_number(base)
        number = own if own is not None and chosen[own] is base else next(free)
        translations = {
            one.language.casefold().replace("_", "-"): one
            for one in templates
            if one.language and one.name == base.name
        }
        name = base.envelope.transactional_message_id
        yield CatalogEntry(number, base.name if own is not None else str(name), base, translations)


def _own_number(template: Template) -> int | None:
    given = str(template.envelope.transactional_message_id)
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else None
