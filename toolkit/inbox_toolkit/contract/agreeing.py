"""The contract in force: what is inferred, laid over what people keep beside the template."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from os.path import lexists
from typing import Any

from inbox_toolkit.contract.drift import Drift, drifts
from inbox_toolkit.contract.infer import ROOTS, Contract, infer
from inbox_toolkit.contract.keeping import contract_name, contract_text, kept
from inbox_toolkit.contract.reading import ContractError, ContractFile, open_contract
from inbox_toolkit.contract.references import filled
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.files import write_atomically
from inbox_toolkit.project.project import Project
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
