"""The contract in force for a template: the inferred one, merged with the file beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from inbox_toolkit.contract.contract_file import ContractError, ContractFile, open_contract
from inbox_toolkit.contract.drift import Drift, find_drift
from inbox_toolkit.contract.inference.infer import ROOTS, Contract, infer
from inbox_toolkit.contract.merge import contract_name, contract_text, merge
from inbox_toolkit.contract.refs import resolve_refs
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.project import Project
from inbox_toolkit.template.reader import read_templates
from inbox_toolkit.template.template import Template


@dataclass(frozen=True, slots=True)
class EffectiveContract:
    """A contract of ``message_data`` or ``customer`` (``of``), and the file it is kept in.

    ``name`` is that file, relative to the project, whether or not it exists. ``document`` is what
    it would hold if it were written now, references included; ``contract.schema`` has them
    resolved.
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
        """The text of the file if it were written now."""
        return contract_text(self.document)

    @property
    def has_file(self) -> bool:
        """Return True if the file exists."""
        return self.file is not None

    @property
    def drift(self) -> list[Drift]:
        """How the file differs from what the template and the fixtures say today."""
        if self.file is None:
            return []
        return find_drift(ROOTS[self.of], self.file.schema, self.schema)

    @property
    def is_up_to_date(self) -> bool:
        """Return True if the file exists and does not differ from what is inferred."""
        return self.has_file and not self.drift


def effective_contract(
    template: Template, project: Project, *, of: str = "message_data"
) -> EffectiveContract:
    """Return the contract of a template's ``message_data`` or ``customer``, translations included.

    Raises ContractError if the contract file cannot be used.
    """
    others = _translations(template, project)
    contract = infer(template, of=of, fixtures=project.fixtures, others=others)
    name = contract_name(template, of)
    file = open_contract(project.config, name)
    if file is None:
        return EffectiveContract(of, contract, name, contract.schema)
    document = merge(file.document, contract.schema)
    contract = replace(contract, schema=resolve_refs(document))
    return EffectiveContract(of, contract, name, document, file)


def contracts_of(
    template: Template, project: Project
) -> tuple[EffectiveContract | ContractError, ...]:
    """Return each contract that has a file beside the template, or why that file cannot be used."""
    found: list[EffectiveContract | ContractError] = []
    for of in ROOTS:
        if project.config.has(contract_name(template, of)):
            try:
                found.append(effective_contract(template, project, of=of))
            except ContractError as error:
                found.append(error)
    return tuple(found)


def require_parsed(template: Template) -> None:
    """Raise ProjectError for a template that does not parse.

    Its inferred contract would be empty and must not replace the one in its file.
    """
    if template.body is None or template.parsed.errors:
        raise ProjectError(
            f"{template.file} does not parse, so its contract cannot be inferred",
            help=f"see what is wrong with it: inbox validate {template.name}",
        )


def write_contract(contract: EffectiveContract, project: Project) -> bool:
    """Write a contract beside its template; return False if the file already says the same.

    Such a file keeps its formatting. Raises ProjectError if it cannot be written.
    """
    if contract.file is not None and contract.file.document == contract.document:
        return False
    project.config.write(contract.name, contract.text, replace=True)
    return True


def _translations(template: Template, project: Project) -> list[Template]:
    """Return the other languages of a template: all of them receive the same message data."""
    files = [one for one in project.template_files if one.template == template.name]
    if len(files) < 2:
        return []
    family = read_templates(files, project.config)
    return [one for one in family if one.language != template.language]
