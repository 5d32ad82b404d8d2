"""The contract in force: what is inferred, laid over what people keep beside the template.

Checks message data against a template's contract: for backends, before they send.

Shows what a contract found wrong with its template, as findings with their places.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from os.path import lexists
from pathlib import Path
from typing import Any

from inbox_toolkit.contract.contract_file import ContractError, ContractFile, open_contract
from inbox_toolkit.contract.drift import Drift, drifts
from inbox_toolkit.contract.inference.infer import ROOTS, Contract, Contradiction, Unsettled, infer
from inbox_toolkit.contract.merge import contract_name, contract_text, kept
from inbox_toolkit.contract.refs import filled
from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Report, Severity, sort_diagnostics
from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.project.files import write_atomically
from inbox_toolkit.project.project import Project, nearest, open_project
from inbox_toolkit.schemas.checking import Checker, SchemaProblem
from inbox_toolkit.template.reader import read_templates
from inbox_toolkit.template.template import Template


@dataclass(frozen=True, slots=True)
class Agreed:
    """A contract, the file it is kept in (relative to the project), and that file as it is.

    ``document`` is what the file would be once brought up to date, references and all.
    """

    of: str
    contract: Contract
    name: str
    document: Mapping[str, Any]
    file: ContractFile | None = None

    @property
    def schema(self) -> Mapping[str, Any]:
        """The schema in force."""
        return self.contract.schema

    @property
    def text(self) -> str:
        """What the file holds, or would."""
        return contract_text(self.document)

    @property
    def is_kept(self) -> bool:
        """Tell whether there is a file."""
        return self.file is not None

    @property
    def drifts(self) -> list[Drift]:
        """How the file differs from what the template and the fixtures say today."""
        if self.file is None:
            return []
        return drifts(ROOTS[self.of], self.file.schema, self.schema)

    @property
    def is_fresh(self) -> bool:
        """Tell whether there is a file and it says what is so."""
        return self.is_kept and not self.drifts


def agreed(template: Template, project: Project, *, of: str = "message_data") -> Agreed:
    """Return the contract of a template's ``message_data`` or ``customer``, translations included.

    Raises ProjectError where the kept one cannot be used.
    """
    others = _translations(template, project)
    contract = infer(template, of=of, fixtures=project.fixtures, others=others)
    name = contract_name(template, of)
    file = open_contract(project.root / name, name)
    if file is None:
        return Agreed(of, contract, name, contract.schema)
    document = kept(file.document, contract.schema)
    return Agreed(of, replace(contract, schema=filled(document)), name, document, file)


def standing(template: Template, project: Project) -> tuple[Agreed | ContractError, ...]:
    """Return the contracts that are kept beside a template, or why one of them cannot be used."""
    found: list[Agreed | ContractError] = []
    for of in ROOTS:
        if lexists(project.root / contract_name(template, of)):
            try:
                found.append(agreed(template, project, of=of))
            except ContractError as error:
                found.append(error)
    return tuple(found)


def refuse_unsound(template: Template) -> None:
    """Raise ProjectError for a template that does not parse: nothing can be said of what it reads.

    Its contract as inferred would be empty, and must not take the place of one that is kept.
    """
    if template.body is None or template.parsed.errors:
        raise ProjectError(
            f"{template.file} cannot be rendered, so nothing can be said of its data",
            help=f"see what is wrong with it: inbox validate {template.name}",
        )


def keep(drawn: Agreed, project: Project) -> bool:
    """Write a contract beside its template, and tell whether there was anything to write.

    A file that would say the same is left as people laid it out. Raises ProjectError where it
    cannot be written.
    """
    if drawn.file is not None and drawn.file.document == drawn.document:
        return False
    write_atomically(project.root / drawn.name, drawn.text, replace=True)
    return True


def _translations(template: Template, project: Project) -> list[Template]:
    """Return the other templates of the same name: all of them are sent the same data."""
    files = [one for one in project.template_files if one.template == template.name]
    if len(files) < 2:
        return []
    family = read_templates(files, project.config)
    return [one for one in family if one.language != template.language]


def check(
    template: str, message_data: Mapping[str, Any], *, project: Path | None = None
) -> list[SchemaProblem]:
    """Return what in message data does not fit the contract of a template; nothing where all does.

    ``project`` is a folder of the project, here by default. Raises UsageError with the nearest
    name for an unknown template, ProjectError for a project or contract that cannot be used.
    """
    return checker_of(template, project=project).problems(message_data)


def checker_of(template: str, *, project: Path | None = None) -> Checker:
    """Return the checker of a template's message data, to be asked many times."""
    opened = open_project(project or Path())
    templates = read_templates(opened.template_files, opened.config)
    for one in templates:
        if one.name == template and one.language is None:
            return checker_for(agreed(one, opened))
    names = [one.name for one in templates if one.language is None]
    unknown: UsageError = nearest(template, names, "template", f"{opened.config.templates}/")
    raise unknown


def checker_for(contract: Agreed) -> Checker:
    """Return the checker of message data against the contract in force: what all here ask."""
    return Checker(contract.schema, whole="the message data")


def report_of(template: Template, contracts: list[Contract]) -> Report:
    """Return the report of one template's contracts: contradictions, and what stays unsaid."""
    found = [one for contract in contracts for one in _found(template, contract)]
    return Report(sort_diagnostics(found), templates=1, cases=0)


def _found(template: Template, contract: Contract) -> Iterator[Diagnostic]:
    for one in contract.contradictions:
        yield conflict(template, one)
    for open_end in contract.unsettled:
        yield _unsettled(template, open_end)


def conflict(template: Template, one: Contradiction) -> Diagnostic:
    """Return the finding of a path that is used as two things, with both places."""
    place, first = template.locate(one.second), template.locate(one.first)
    at = first.source.position(first.span.start)
    return Diagnostic(
        "contract-conflict",
        Severity.ERROR,
        f"`{one.path}` is used as {one.second_use} here and as {one.first_use} elsewhere",
        place.source,
        place.span,
        label=f"{one.second_use} here",
        notes=(f"{one.first_use} at {first.source.name}:{at.line}:{at.column}",),
        help="no value is both: read two different members, or mend one of the places",
    )


def _unsettled(template: Template, one: Unsettled) -> Diagnostic:
    place = template.locate(one.span)
    where = " and ".join(f"`{text}`" for text in one.conditions)
    return Diagnostic(
        "contract-condition",
        Severity.INFO,
        f"`{one.path}` may be needed where {where}" if where else f"`{one.path}` may be needed",
        place.source,
        place.span,
        help="JSON Schema cannot say this condition; print a fallback with `default` to be safe",
    )
