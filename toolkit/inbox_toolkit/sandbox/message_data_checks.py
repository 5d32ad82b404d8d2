"""Checks posted message data against the contract of its template."""

from collections.abc import Container

from inbox_toolkit.contract.contract import effective_contract
from inbox_toolkit.contract.message_data import checker_for
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.project import Project
from inbox_toolkit.sandbox.models import Finding
from inbox_toolkit.schemas.checking import Checker, SchemaProblem
from inbox_toolkit.template.template import Template

RULE = "message-data-contract"


class MessageDataChecks:
    """The contracts of one project's templates, each inferred on first use."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[str, tuple[str, Checker] | Finding] = {}

    def findings(
        self, template: Template, data: object, *, reported: Container[str] = ()
    ) -> tuple[Finding, ...]:
        """Return where posted message data violates the contract, or why there is no contract.

        ``reported`` holds variables (``trigger.a[0].b``) already reported to have no value: one
        cause is one finding.
        """
        known = self._known.get(template.label)
        if known is None:
            known = self._known[template.label] = self._load(template)
        if isinstance(known, Finding):
            return (known,)
        name, checker = known
        problems = checker.problems(data)
        return tuple(
            _finding(name, one) for one in problems if _missing_variable(one) not in reported
        )

    def _load(self, template: Template) -> tuple[str, Checker] | Finding:
        try:
            contract = effective_contract(template, self._project)
        except ProjectError as error:
            return Finding(RULE, "warning", error.message, template.file, 1, 1, error.help or "")
        return (contract.name if contract.has_file else template.file), checker_for(contract)


def _missing_variable(problem: SchemaProblem) -> str | None:
    """Return the variable, as a template reads it, that a missing key leaves without a value."""
    if problem.lacks is None:
        return None
    steps = (*problem.path, problem.lacks)
    return "trigger" + "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in steps)


def _finding(file: str, problem: SchemaProblem) -> Finding:
    return Finding(RULE, "warning", problem.message, file, 1, 1, problem.help)
