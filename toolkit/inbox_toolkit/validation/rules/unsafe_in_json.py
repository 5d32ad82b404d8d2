r"""A placeholder prints a value's own quotes into the JSON around it.

Why: the service inserts values into the text and parses the JSON afterwards. A quote in a first
name breaks the message, and ``x", "admin": "yes`` as a first name adds a member to it. This is
measured, not guessed: cases are rendered with such values, and the structures of the messages
compared.

Bad::

    "title": "Hi {{ customer.first_name }}"

Good::

    "title": {{ customer.first_name | prepend: 'Hi ' | json }}
"""

from collections.abc import Iterator
from functools import partial

from inbox_toolkit.analysis.data_path import Steps
from inbox_toolkit.analysis.string_literals import StringLiteral, string_literals
from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.liquid.filters.registry import spec_of
from inbox_toolkit.liquid.syntax.nodes import (
    Assign,
    Capture,
    FilteredExpression,
    For,
    Node,
    Output,
    Path,
)
from inbox_toolkit.rendering.injection import Injection, Leaf, find_injections
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.autofix_edits import as_json_value
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="unsafe-in-json",
    summary="a placeholder whose value can break the JSON around it, or add to it",
    severity=Severity.WARNING,
    options={"cases": 4},
)


_NAMES = {"\\": "backslash", "\n": "line break"}
_PLURALS = {"backslash": "backslashes", "line break": "line breaks"}


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per placeholder; one that breaks in a case is reported there."""
    if context.project.config.render.json == "leaf":
        return
    broken = {one.payload_error.place for one in context.outcomes if one.payload_error}
    suspect = _suspects(context)
    if not suspect:
        return
    found: dict[Span, Injection] = {}
    for outcome in _spread(context.outcomes, context.options(META)["cases"]):
        for breach in find_injections(
            outcome.case, context.environment, partial(_reaches, suspect)
        ):
            found.setdefault(breach.span, breach)
    around = string_literals(context.template) if found else ()
    places = {piece.span: place for place in around for piece in place.outputs}
    for span, breach in sorted(found.items()):
        place = context.template.locate(span)
        if place not in broken:
            yield _finding(context, breach, places.get(span))


def _suspects(context: TemplateContext) -> tuple[Steps, ...]:
    """Return the paths that placeholders print without a filter that makes them safe."""
    found: list[Steps] = []
    reads = context.analysis.reads
    made_safe = _made_safe(context.nodes, context.template.version)
    for node in context.nodes:
        if isinstance(node, Output) and not _is_safe(
            node.expression, made_safe, context.template.version
        ):
            for read in reads:
                if read.node_span == node.span:
                    found += read.origins or ((),)  # made of anything
    return tuple(dict.fromkeys(found))


def _made_safe(nodes: tuple[Node, ...], version: str) -> frozenset[str]:
    """Return the names that are only ever assigned what a safe filter makes."""
    names: dict[str, bool] = {}
    for node in nodes:
        if isinstance(node, Assign):
            is_safe = _is_safe(node.expression, frozenset(), version)
            names[node.name] = names.get(node.name, True) and is_safe
        elif isinstance(node, Capture | For):
            names[node.variable if isinstance(node, For) else node.name] = False
    return frozenset(name for name, is_safe in names.items() if is_safe)


def _is_safe(chain: FilteredExpression, made_safe: frozenset[str], version: str) -> bool:
    if chain.filters:
        spec = spec_of(chain.filters[-1].name, version)
        return spec is not None and spec.is_json_safe
    value = chain.value
    return isinstance(value, Path) and len(value.segments) == 1 and value.root in made_safe


def _reaches(suspect: tuple[Steps, ...], leaf: Leaf) -> bool:
    """Return True if a text of the data is at, or below, a suspect path."""
    for steps in suspect:
        for step, key in zip(steps, leaf, strict=False):
            is_end = isinstance(key, int) and step in ("first", "last")
            if step != key and isinstance(step, str) and not is_end:
                break
        else:
            return True
    return False


def _spread(outcomes: tuple[Outcome, ...], most: int) -> Iterator[Outcome]:
    """Yield a few delivered cases that together take as many branches as they can."""
    first: dict[frozenset[int], Outcome] = {}
    for one in outcomes:
        if one.is_deliverable:
            first.setdefault(one.rendered.taken_branches, one)
    left = list(first.values())
    taken: frozenset[int] = frozenset()
    for _ in range(most):
        best = max(left, key=lambda one: len(one.rendered.taken_branches - taken), default=None)
        if best is None or (taken and not best.rendered.taken_branches - taken):
            return
        yield best
        taken |= best.rendered.taken_branches
        left.remove(best)


def _finding(context: TemplateContext, breach: Injection, around: StringLiteral | None) -> Finding:
    has_quote = '"' in breach.characters or not breach.characters
    others = [_NAMES[one] for one in breach.characters if one != '"']
    what = "a quote" if has_quote else " or ".join(f"a {one}" for one in others)
    printed = "quotes" if has_quote else " and ".join(_PLURALS[one] for one in others)
    return Finding(
        context.template.locate(breach.span),
        f"{what} in `{breach.path}` would break this message"
        + (", or add members to it" if has_quote else ""),
        label=f"prints the value's own {printed}",
        notes=('tried with a value ending in `", "7193": "7193\\`: the structure changes',)
        if has_quote
        else ("tried with such a value: the text is not JSON any more",),
        help="print it with `| json`, without quotes around it: "
        "{{ 'Hi ' | append: x | append: '!' | json }}",
        fix=as_json_value(
            context.template, around, is_text=context.reads_only_text(around.outputs[0].span)
        )
        if around
        else None,
    )
