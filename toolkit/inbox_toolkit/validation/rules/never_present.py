"""A variable is tested or has a fallback, but no fixture has a value for it.

Why: nothing fails, so nothing shows that the name is misspelled or that the fixtures do not
represent real people.

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
    summary="a variable for which no fixture has a value",
    severity=Severity.WARNING,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per place, for what no other rule reports there.

    A name that the template assigns is no place of its own: what it was assigned is.
    """
    reported: set[Steps] = set()
    for read in context.analysis.reads:
        if read.span in context.failed_spans or read.can_fail or not read.origins:
            continue
        steps = read.origins[0]
        if len(steps) < 2 or read.path in context.analysis.assigned:
            continue
        if read.is_local and any(steps[:count] in reported for count in range(2, len(steps))):
            continue
        if all(map(context.evidence.is_never_there, read.origins)):
            meant = context.evidence.suggestion(steps, read.path)
            if meant or not (_is_unreached(context, read) or _is_printed_later(context, read)):
                reported.add(steps)
                yield _finding(context, read, steps, meant)


def _is_printed_later(context: TemplateContext, read: ReadSite) -> bool:
    """Return True if a name with the value is printed, where its absence is an error already."""
    return read.status == "assigned" and any(
        other.origins == read.origins
        and other.use in ("output", "argument")
        and other.status != "defaulted"
        and other.span in context.read_spans
        for other in context.analysis.reads
    )


def _is_unreached(context: TemplateContext, read: ReadSite) -> bool:
    """Return True for a read in, or in the condition of, a branch that is reported as unreached."""
    return any(
        number not in context.taken_branches
        and branch.is_written
        and branch.kind != "default"
        and (
            branch.tag_span == read.node_span
            or (branch.span.holds(read.span.start) and context.sources_of(branch))
        )
        for number, branch in enumerate(context.template.program.branches)
    )


def _finding(context: TemplateContext, read: ReadSite, steps: Steps, meant: str) -> Finding:
    origin = steps_text(steps)
    return Finding(
        context.template.locate(read.span),
        f"no fixture has a value for `{read.path}`",
        label="no case shows anything but the fallback"
        if read.status == "defaulted"
        else "no case has a value here",
        notes=() if origin == read.path else (f"its value comes from `{origin}`",),
        help=f"did you mean `{meant}`?"
        if meant
        else f"add `{origin.partition('.')[2]}` to a fixture, so that at least one case has it",
    )
