"""No case uses a fallback, or skips a block that has no ``else``.

Why: nobody has looked at the message without that value.

Bad::

    "title": "Hi {{ customer.first_name | default: 'there' }}"

Good::

    "title": "Hi {{ customer.first_name | default: 'there' }}"
    # fixtures/profiles/bob.json
    {"id": "u2"}
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.liquid.compiler.program import TemplateBranch
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="unreached-fallback",
    summary="a fallback that no case uses, or a block that no case skips",
    severity=Severity.INFO,
)

_SAYS = {
    "default": "no case needs this fallback",
    "else": "no case skips this block",
    "case-else": "every case matches one of the values of this `case`",
    "for-else": "no case has an empty list for this loop",
}


_WITH = {
    "default": "that lacks the value, to see the message without it",
    "else": "that skips it, to see the message then",
    "case-else": "that matches none of them, to see the message then",
    "for-else": "with an empty list, to see the message then",
}


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per implicit branch or fallback that no case takes but some could."""
    branches = context.template.program.branches if context.outcomes else ()
    for number, branch in enumerate(branches):
        if branch.tag_span in context.doubtful_branches:
            continue
        if number in context.taken_branches or (branch.is_written and branch.kind != "default"):
            continue
        if (branch.kind, branch.tag_span) in context.analysis.impossible:
            continue
        what = context.sources_of(branch)
        if what and not any(_is_inside(branch, other) for other in _written(context)):
            yield Finding(
                context.template.locate(branch.tag_span),
                _SAYS[branch.kind],
                help=f"add {what} {_WITH[branch.kind]}",
            )


def _written(context: TemplateContext) -> Iterator[TemplateBranch]:
    """Yield the explicit branches that no case reaches: those are reported themselves."""
    for number, branch in enumerate(context.template.program.branches):
        if number not in context.taken_branches and branch.is_written and branch.kind != "default":
            yield branch


def _is_inside(branch: TemplateBranch, outer: TemplateBranch) -> bool:
    return outer.span.start <= branch.span.start and branch.span.end <= outer.span.end
