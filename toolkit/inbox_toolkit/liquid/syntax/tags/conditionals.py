"""``if``, ``unless`` and ``case``."""

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.syntax.nodes import Body, Branch, Case, Expression, If, When
from inbox_toolkit.liquid.syntax.tags.spec import TagTable
from inbox_toolkit.liquid.syntax.tags.tag import Tag
from inbox_toolkit.text.span import Span

TAGS = TagTable()


@TAGS.define(
    "if",
    "{% if x %}...{% elsif y %}...{% else %}...{% endif %}",
    closing="endif",
    branches=("elsif", "else"),
)
def read_if(tag: Tag) -> If:
    """Read ``if``/``elsif``/``else``; liquidjs is strict about their order."""
    branches: list[Branch] = []
    at: Tag | None = tag
    has_else = False
    while at is not None and at.name != "endif":
        condition = None
        if at.name == "else":
            at.refuse_arguments()
            if has_else:
                at.report("this `if` already has an `else`", at.span, "remove one of them")
            has_else = True
        else:
            if has_else:
                at.report("`elsif` comes after `else`", at.span, "move `else` to the end")
            condition = at.filtered()
        body, end = tag.body("endif", "elsif", "else")
        branches.append(at.branch(condition, body, end))
        at = end
    if at is not None:
        at.refuse_arguments()
    return If(_whole(tag, at, branches[-1].span.end), tuple(branches), negated=False)


@TAGS.define(
    "unless", "{% unless x %}...{% endunless %}", closing="endunless", branches=("elsif", "else")
)
def read_unless(tag: Tag) -> If:
    """Read ``unless``; what follows a second ``else``, or an ``elsif`` after one, is dropped."""
    branches: list[Branch] = []
    at: Tag | None = tag
    has_else = False
    stop = tag.span.end
    while at is not None and at.name != "endunless":
        is_else = at.name == "else"
        is_kept = not has_else
        condition = at.filtered() if is_kept and not is_else else None
        has_else = has_else or is_else
        body, end = tag.body("endunless", "elsif", "else")
        branch = at.branch(condition, body, end)
        stop = branch.span.end
        if is_kept:
            branches.append(branch)
        at = end
    return If(_whole(tag, at, stop), tuple(branches), negated=True)


@TAGS.define(
    "case",
    "{% case x %}{% when 1 %}...{% else %}...{% endcase %}",
    closing="endcase",
    branches=("when", "else"),
)
def read_case(tag: Tag) -> Case:
    """Read ``case``; anything before the first ``when`` is dropped.

    A ``when`` after ``else`` is not a branch: its body belongs to the ``else``. A second ``else``
    and everything after it are dropped.
    """
    subject = tag.filtered()
    whens: list[When] = []
    first_else: Tag | None = None
    otherwise: Body = ()
    else_count = 0
    before, at = tag.body("endcase", "when", "else")
    stop = tag.end_of(before)
    while at is not None and at.name != "endcase":
        values = _values(at) if at.name == "when" and not else_count else ()
        if at.name == "else":
            else_count += 1
            first_else = first_else or at
        body, end = tag.body("endcase", "when", "else")
        stop = end.span.start if end else at.end_of(body)
        if else_count == 0:
            whens.append(When(Span(at.span.start, stop), at.span, values, body))
        elif else_count == 1:
            otherwise += body
        at = end
    otherwise_branch = first_else.branch(None, otherwise, None) if first_else else None
    return Case(_whole(tag, at, stop), tag.span, subject, tuple(whens), otherwise_branch)


def _values(tag: Tag) -> tuple[Expression, ...]:
    """Read ``when a, b or c``; anything between two values but a comma is skipped up to ``or``."""
    values: list[Expression] = []
    try:
        while not tag.cursor.at >= tag.cursor.end:
            values.append(tag.cursor.value_or_fail())
            if not tag.cursor.take(","):
                tag.cursor.skip_past("or")
    except LiquidSyntaxError as error:
        tag.tokens.report(error)
    return tuple(values)


def _whole(tag: Tag, closing: Tag | None, otherwise: int) -> Span:
    return Span(tag.span.start, closing.span.end if closing else otherwise)
