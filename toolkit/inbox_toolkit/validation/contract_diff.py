"""Compare kept contracts with those of a revision: would a merge break whoever sends the data?"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Report, sort_diagnostics
from inbox_toolkit.project.config import Config
from inbox_toolkit.project.project import CONTRACT_ENDING, Project
from inbox_toolkit.template.template import Template
from inbox_toolkit.validation.revision import project_at
from inbox_toolkit.validation.rules import contract_breaking
from inbox_toolkit.validation.runner import diagnostic
from inbox_toolkit.validation.settings import settings_of
from inbox_toolkit.validation.unit_runner import UnitRunner
from inbox_toolkit.workspace.manifest import Unit, manifest_of


def with_breaking_changes(
    report: Report, config: Config, revision: str, changed: Collection[str]
) -> Report:
    """Return the report with what its templates' contracts refuse and did not at a revision.

    ``changed`` are the files that differ since. Raises UsageError where git does not know the
    revision. Nothing is read where no contract is kept, nor was.
    """
    names = {one.template for one in report.summaries}
    units = [
        unit
        for unit in manifest_of(config).units
        if any(one.stem in names for one in unit.templates) and _has_contract(unit, config, changed)
    ]
    if not units or contract_breaking.META.id not in settings_of(config).severities:
        return report
    with project_at(config, revision) as then:
        found = list(breaking_changes(config, then, units, revision))
    return replace(report, diagnostics=sort_diagnostics((*report.diagnostics, *found)))


def breaking_changes(
    config: Config, then: Config, units: Collection[Unit], revision: str
) -> Iterator[Diagnostic]:
    """Yield what breaks senders between two projects; a template that is new breaks none."""
    from inbox_toolkit.contract.contract import effective_contract
    from inbox_toolkit.contract.contract_file import ContractError
    from inbox_toolkit.contract.inference.infer import ROOTS

    settings, meta = settings_of(config), contract_breaking.META
    before, after = _Reader(then), _Reader(config)
    for unit in units:
        old, new = before.read(unit.name), after.read(unit.name)
        if old is None or new is None:
            continue
        for of in ROOTS:
            try:
                was, now = effective_contract(*old, of=of), effective_contract(*new, of=of)
            except ContractError:  # today's is reported as such; there is nothing to compare
                continue
            if not (was.has_file or now.has_file):
                continue
            for finding in contract_breaking.check_since(new[0], now, was, revision):
                severity = settings.severity(meta.id, finding.place.source.name)
                if severity is not None:
                    yield diagnostic(meta, severity, finding)


def _has_contract(unit: Unit, config: Config, changed: Collection[str]) -> bool:
    stem = f"{config.templates}/{unit.name}."
    return bool(unit.contracts) or any(
        file.startswith(stem) and file.endswith(CONTRACT_ENDING) for file in changed
    )


class _Reader:
    """Reads templates of one project, with their own message data and the shared fixtures."""

    def __init__(self, config: Config) -> None:
        manifest = manifest_of(config)
        self.units = {unit.name: unit for unit in manifest.units}
        self.runner = UnitRunner(config, manifest, datetime.now(UTC))

    def read(self, name: str) -> tuple[Template, Project] | None:
        """Return a sound template without its translations; None where there is none."""
        unit = self.units.get(name)
        if unit is None:
            return None
        project, family = self.runner.open(unit)
        for one in family:
            if one.language is None and one.body is not None and not one.parsed.errors:
                return one, project
        return None
