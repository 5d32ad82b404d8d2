"""No case takes a branch, or goes round a loop.

Why: what no case renders is not checked: its variables may be missing, its JSON may be broken.

Bad::

    "title": "{% if customer.tier == 'silver' %}Nearly gold{% else %}Hi{% endif %}"

Good::

    "title": "{% if customer.tier == 'silver' %}Nearly gold{% else %}Hi{% endif %}"
    # fixtures/profiles/bob.json
    {"id": "u2", "tier": "silver"}
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.liquid.compiler.program import TemplateBranch
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="unreached-branch",
    summary="a branch or a loop that no case goes into",
    severity=Severity.WARNING,
)

_SAYS = {
    "if": "in no case does this `if` hold",
    "elsif": "in no case does this `elsif` hold",
    "unless": "in no case does this `unless` let anything through",
    "else": "no case takes this `else`",
    "when": "in no case does this `when` match",
    "case-else": "no case takes the `else` of this `case`",
    "for": "in no case has this loop an item",
    "tablerow": "in no case has this table an item",
    "for-else": "no case takes the `else` of this loop",
}


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield the outermost unreached arms: what is inside them goes without saying."""
    if not context.outcomes:
        return
    unreached = [
        branch
        for number, branch in enumerate(context.template.program.branches)
        if number not in context.taken_branches and branch.is_written and branch.kind != "default"
    ]
    for branch in unreached:
        if not any(_holds(other, branch) for other in unreached):
            yield _finding(context, branch)


def _holds(outer: TemplateBranch, inner: TemplateBranch) -> bool:
    is_other = outer.span != inner.span
    return is_other and outer.span.start <= inner.span.start and inner.span.end <= outer.span.end


def _finding(context: TemplateContext, branch: TemplateBranch) -> Finding:
    many = len(context.outcomes)
    return Finding(
        context.template.locate(branch.tag_span),
        _SAYS[branch.kind],
        label=f"not one of {many} cases" if many > 1 else "not the one case there is",
        help="add a fixture with which it is taken, or remove the branch",
    )
