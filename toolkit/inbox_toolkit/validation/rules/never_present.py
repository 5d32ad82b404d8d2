"""A variable is asked for, or has a fallback, and no fixture has a value for it.

Why: a condition on it is always false and its fallback always printed, so nothing fails and
nothing shows that the name is misspelt, or that the fixtures do not stand for real people.

Bad::

    "title": "Hi {{ customer.frist_name | default: 'there' }}"

Good::

    "title": "Hi {{ customer.first_name | default: 'there' }}"
"""

from collections.abc import Iterator

from inbox_toolkit.analysis.data_path import Steps, steps_text
from inbox_toolkit.analysis.read_site import ReadSite
from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="never-present",
    summary="a variable that no fixture has a value for",
    severity=Severity.WARNING,
)

_DOES = {
    "defaulted": "its fallback is always printed",
    "tested": "the condition never sees a value",
    "assigned": "the name never gets a value",
}


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per place, for what no other rule reports there."""
    for read in context.analysis.reads:
        if read.span in context.failed_spans or read.can_fail or not read.origins:
            continue
        steps = read.origins[0]
        if len(steps) > 1 and all(map(context.evidence.is_never_there, read.origins)):
            meant = context.evidence.suggestion(steps, read.path)
            if meant or not _is_unreached(context, read):
                yield _finding(context, read, steps, meant)


def _is_unreached(context: TemplateContext, read: ReadSite) -> bool:
    """Tell whether a condition's own branch is reported as one that no case takes."""
    return any(
        number not in context.taken_branches
        and branch.is_written
        and branch.tag_span == read.node_span
        for number, branch in enumerate(context.template.program.branches)
    )


def _finding(context: TemplateContext, read: ReadSite, steps: Steps, meant: str) -> Finding:
    origin = steps_text(steps)
    return Finding(
        context.template.locate(read.span),
        f"no fixture has a value for `{read.path}`",
        label=_DOES.get(read.status, "it never prints anything"),
        notes=() if origin == read.path else (f"it is read from `{origin}`",),
        help=f"did you mean `{meant}`?"
        if meant
        else f"add `{origin.partition('.')[2]}` to a fixture, so that a case shows it",
    )
