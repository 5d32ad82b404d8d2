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
from inbox_toolkit.liquid.syntax.nodes import Branch, If, Path, Text
from inbox_toolkit.liquid.syntax.visitor import walk_expression
from inbox_toolkit.text.span import Span
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


_NEVER = {
    "if": "this `if` is never true",
    "elsif": "this `elsif` is never true",
    "unless": "this `unless` is never entered",
    "else": "this `else` is never taken",
    "when": "this `when` never matches",
    "case-else": "the `else` of this `case` is never taken",
    "for": "this loop never has an item",
    "tablerow": "this table never has a row",
    "for-else": "the `else` of this loop is never taken",
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
    separators = _separators(context) if unreached else frozenset[Span]()
    for branch in unreached:
        if branch.tag_span in context.doubtful_branches:
            continue  # the condition itself is reported
        if branch.tag_span in separators:
            continue  # what stands between items says nothing that one item does not say
        is_outermost = not any(_holds(other, branch) for other in unreached)
        if is_outermost and _can_be_settled(context, branch):
            yield _finding(context, branch)


def _separators(context: TemplateContext) -> frozenset[Span]:
    """Return the tags of branches that only print a comma or the like between a loop's items."""
    return frozenset(
        branch.tag_span
        for node in context.nodes
        if isinstance(node, If) and all(map(_is_separator, node.branches))
        for branch in node.branches
    )


def _is_separator(branch: Branch) -> bool:
    paths = [
        part
        for part in (walk_expression(branch.condition.value) if branch.condition else ())
        if isinstance(part, Path)
    ]
    return all(one.root in ("forloop", "tablerowloop") for one in paths) and all(
        isinstance(node, Text) and not any(map(str.isalnum, node.value)) for node in branch.body
    )


def _can_be_settled(context: TemplateContext, branch: TemplateBranch) -> bool:
    """Return False for a branch that the time, snippets or objects decide.

    All cases share one of each, so that another branch would be unreached instead.
    """
    if (branch.kind, branch.tag_span) in context.analysis.impossible or context.sources_of(branch):
        return True
    is_shared = context.depends_on(branch) & {"snippets", "objects"}
    has_clock = any(outcome.rendered.used_clock for outcome in context.outcomes)
    return not is_shared and not has_clock


def _holds(outer: TemplateBranch, inner: TemplateBranch) -> bool:
    is_other = outer.span != inner.span
    return is_other and outer.span.start <= inner.span.start and inner.span.end <= outer.span.end


def _finding(context: TemplateContext, branch: TemplateBranch) -> Finding:
    many = len(context.outcomes)
    place = context.template.locate(branch.tag_span)
    if (branch.kind, branch.tag_span) in context.analysis.impossible:
        return Finding(
            place,
            _NEVER[branch.kind],
            label="impossible, whatever the data",
            help="fix the condition, or remove the branch",
        )
    what = context.sources_of(branch)
    return Finding(
        place,
        _SAYS[branch.kind],
        label=f"none of {many} cases" if many > 1 else "there is only one case",
        help=f"add {what} that takes it, or remove the branch"
        if what
        else "it depends on no profile and no message data: fix the condition, or remove it",
    )
