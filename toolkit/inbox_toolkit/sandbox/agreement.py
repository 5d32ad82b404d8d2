"""Whether the message data that was posted is what its template asks for."""

from collections.abc import Container

from inbox_toolkit.contract.agreeing import agreed
from inbox_toolkit.contract.checking import checker_for
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.project import Project
from inbox_toolkit.sandbox.delivery import Finding
from inbox_toolkit.schemas.checking import Checker, SchemaProblem
from inbox_toolkit.template.template import Template

RULE = "message-data-contract"


class Agreements:
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
            contract = agreed(template, self._project)
        except ProjectError as error:
            return Finding(RULE, "warning", error.message, template.file, 1, 1, error.help or "")
        return (contract.name if contract.is_kept else template.file), checker_for(contract)


def _lacking(problem: SchemaProblem) -> str | None:
    """Return the variable that a lacking key leaves without a value, as a template reads it."""
    if problem.lacks is None:
        return None
    steps = (*problem.path, problem.lacks)
    return "trigger" + "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in steps)


def _finding(file: str, problem: SchemaProblem) -> Finding:
    return Finding(RULE, "warning", problem.message, file, 1, 1, problem.help)
