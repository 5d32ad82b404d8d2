"""Compare contracts with those at a revision: would a merge break whoever sends the data?"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from inbox_toolkit.diagnostics.diagnostic import Report, sort_diagnostics
from inbox_toolkit.project.config import Config
from inbox_toolkit.project.project import CONTRACT_ENDING, Project
from inbox_toolkit.template.template import Template
from inbox_toolkit.validation.revision import project_at
from inbox_toolkit.validation.rule import RevisionContext, Settings
from inbox_toolkit.validation.runner import RuleResult, compare_revision
from inbox_toolkit.validation.settings import settings_of
from inbox_toolkit.validation.unit_runner import UnitRunner
from inbox_toolkit.workspace.manifest import Unit, manifest_of


def with_breaking_changes(
    report: Report, config: Config, revision: str, changed: Collection[str]
) -> Report:
    """Return the report with what its templates' contracts refuse and accepted at a revision.

    ``changed`` are the files that differ since. Reads nothing if no contract is kept, then or now.
    Raises UsageError if git does not know the revision.
    """
    names = {one.template for one in report.summaries}
    units = [
        unit
        for unit in manifest_of(config).units
        if any(one.stem in names for one in unit.templates) and _has_contract(unit, config, changed)
    ]
    if not units:
        return report
    with project_at(config, revision) as then:
        result = breaking_changes(config, then, units, revision)
    return replace(
        report,
        diagnostics=sort_diagnostics((*report.diagnostics, *result.diagnostics)),
        crashes=(*report.crashes, *result.crashes),
    )


def breaking_changes(
    config: Config, then: Config, units: Iterable[Unit], revision: str
) -> RuleResult:
    """Return what breaks senders between two states of a project."""
    settings = settings_of(config)
    return compare_revision(_contract_pairs(config, then, units, settings, revision), settings)


def _contract_pairs(
    config: Config, then: Config, units: Iterable[Unit], settings: Settings, revision: str
) -> Iterator[RevisionContext]:
    """Yield both states of each contract that is kept in either; a new template breaks nobody."""
    from inbox_toolkit.contract.contract import effective_contract
    from inbox_toolkit.contract.contract_file import ContractError
    from inbox_toolkit.contract.inference.infer import ROOTS

    before, after = _TemplateReader(then), _TemplateReader(config)
    for unit in units:
        old, new = before.read(unit.name), after.read(unit.name)
        if old is None or new is None:
            continue
        for of in ROOTS:
            try:
                was, now = effective_contract(*old, of=of), effective_contract(*new, of=of)
            except ContractError:  # today's is reported as such; there is nothing to compare
                continue
            if was.has_file or now.has_file:
                yield RevisionContext(settings, new[0], now, was, revision)


def _has_contract(unit: Unit, config: Config, changed: Collection[str]) -> bool:
    stem = f"{config.templates}/{unit.name}."
    return bool(unit.contracts) or any(
        file.startswith(stem) and file.endswith(CONTRACT_ENDING) for file in changed
    )


class _TemplateReader:
    """Reads templates of one project, with their own message data and the shared fixtures."""

    def __init__(self, config: Config) -> None:
        manifest = manifest_of(config)
        self.units = {unit.name: unit for unit in manifest.units}
        self.runner = UnitRunner(config, manifest, datetime.now(UTC))

    def read(self, name: str) -> tuple[Template, Project] | None:
        """Return a template that parses, without its translations; None if there is none."""
        unit = self.units.get(name)
        if unit is None:
            return None
        project, family = self.runner.open(unit)
        for one in family:
            if one.language is None and one.body is not None and not one.parsed.errors:
                return one, project
        return None
