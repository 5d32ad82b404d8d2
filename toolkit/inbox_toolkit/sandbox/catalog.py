"""The project as the emulator serves it: its templates by number and trigger name, kept current."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.project.project import Project
from inbox_toolkit.rendering.environment import RenderEnvironment, render_environment
from inbox_toolkit.sandbox.message_data_checks import MessageDataChecks
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.digits import parse_digits
from inbox_toolkit.text.source import Source
from inbox_toolkit.validation.rule import Settings
from inbox_toolkit.validation.settings import case_settings, settings_of
from inbox_toolkit.workspace.reload import ProjectReloader
from inbox_toolkit.workspace.workspace import Workspace

MAX_LANGUAGE_TAG = 35  # characters; RFC 5646 asks for room for that many


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """One transactional message: its number, its trigger name, and its template per language."""

    number: int
    trigger_name: str
    base: Template
    translations: Mapping[str, Template] = field(default_factory=dict)

    def in_language(self, language: str | None) -> Template:
        """Return the template for a language, dropping subtags from the end until one matches."""
        subtags = (language or "")[:MAX_LANGUAGE_TAG].casefold().replace("_", "-").split("-")
        tags = ("-".join(subtags[:count]) for count in range(len(subtags), 0, -1))
        return next((self.translations[tag] for tag in tags if tag in self.translations), self.base)


@dataclass(frozen=True)
class Catalog:
    """A project as last read."""

    project: Project
    settings: Settings
    messages: tuple[CatalogEntry, ...]

    @cached_property
    def message_data_checks(self) -> MessageDataChecks:
        """The check of posted message data against each template's contract."""
        return MessageDataChecks(self.project)

    @cached_property
    def case_settings(self) -> Settings:
        """The settings with only the rules in ``CASE_RULES`` enabled."""
        return case_settings(self.settings)

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
            number = parse_digits(wanted.strip())
            if named or number is None:
                return named
            wanted = number
        return self._by_number.get(wanted)

    def environment(self, now: datetime, snippets: Mapping[str, str]) -> RenderEnvironment:
        """Return the render environment; snippets from the API override the project's."""
        environment = render_environment(self.project, now=now)
        if not snippets:
            return environment
        own = environment.snippets.data if environment.snippets else {}
        texts = Fixture("snippets", Source("snippets", ""), {**own, **snippets})
        return RenderEnvironment(environment.now, texts, environment.objects, environment.json)


class CatalogReloader:
    """Keeps the catalog current when asked to.

    A project that becomes unusable leaves the catalog as it was, and ``error`` says why.

    Raises:
        ProjectError: there is no usable project at or above the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._reloader = ProjectReloader(folder)
        self.catalog = catalog_of(self._reloader.workspace)
        self.error: str | None = None

    def refresh(self) -> bool:
        """Read the project again if a file has changed; return True if one had."""
        if not self._reloader.refresh():
            return False
        self.error = self._reloader.config_error
        if self.error is None:
            try:
                self.catalog = catalog_of(self._reloader.workspace)
            except ProjectError as error:
                self.error = error.message
        return True


def catalog_of(workspace: Workspace) -> Catalog:
    """Return the catalog of a project; raises ProjectError for an unknown rule in its settings."""
    templates = list(workspace.templates)
    return Catalog(workspace.project, settings_of(workspace.config), tuple(_numbered(templates)))


def _numbered(templates: list[Template]) -> Iterator[CatalogEntry]:
    """Number each message: by its envelope if that has a number, else by the next free one."""
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
    return parse_digits(str(template.envelope.transactional_message_id))
