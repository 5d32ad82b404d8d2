"""The contract in force: what is inferred, laid over what people keep beside the template."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from toolkit.contract.infer import Contract, infer
from toolkit.contract.keeping import contract_name, contract_text, kept
from toolkit.contract.reading import read_contract
from toolkit.project.files import write_atomically
from toolkit.project.project import Project
from toolkit.template.template import Template


@dataclass(frozen=True, slots=True)
class Agreed:
    """A contract, the file it is kept in (relative to the project), and that file's text."""

    contract: Contract
    name: str
    is_kept: bool
    is_fresh: bool

    @property
    def schema(self) -> Mapping[str, Any]:
        """The schema in force."""
        return self.contract.schema

    @property
    def text(self) -> str:
        """What the file holds, or would."""
        return contract_text(self.contract.schema)


def agreed(template: Template, project: Project, *, of: str = "message_data") -> Agreed:
    """Return the contract of a template's ``message_data`` or ``customer``.

    Raises ProjectError where the kept one cannot be used.
    """
    contract = infer(template, of=of, fixtures=project.fixtures)
    name = contract_name(template, of)
    old = read_contract(project.root / name, name)
    if old is None:
        return Agreed(contract, name, is_kept=False, is_fresh=False)
    schema = kept(old, contract.schema)
    return Agreed(replace(contract, schema=schema), name, is_kept=True, is_fresh=schema == old)


def keep(drawn: Agreed, project: Project) -> None:
    """Write a contract beside its template; raises ProjectError where that cannot be."""
    write_atomically(project.root / drawn.name, drawn.text, replace=True)
