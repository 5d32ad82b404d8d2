"""No case takes a branch or enters a loop.

Why: what no case renders is not checked. Its variables may be missing, and its JSON may be broken.

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
    summary="a branch or loop that no case enters",
    severity=Severity.WARNING,
)

_SAYS = {
    "if": "no case meets this `if`",
    "elsif": "no case meets this `elsif`",
    "unless": "no case enters this `unless`",
    "else": "no case takes this `else`",
    "when": "no case matches this `when`",
    "case-else": "no case takes the `else` of this `case`",
    "for": "no case enters this loop",
    "tablerow": "no case has a row for this table",
    "for-else": "no case takes the `else` of this loop",
}


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield the outermost unreached branches, not those nested in them."""
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
        label=f"none of {many} cases" if many > 1 else "not the only case either",
        help="add a fixture that takes it, or remove the branch",
    )
