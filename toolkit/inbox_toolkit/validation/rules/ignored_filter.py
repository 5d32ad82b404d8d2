"""A filter stands where the engine ignores it.

Why: the collection of a ``for`` or ``tablerow`` and the values of a ``cycle`` or ``when`` take no
filters. Nothing fails: the loop just goes over all items, in their original order.

Bad::

    "title": "{% for item in trigger.items | sort: 'price' %}{{ item.price }} {% endfor %}"

Good::

    "title": "{% assign items = trigger.items | sort: 'price' %}{% for item in items %}{{ item.price }} {% endfor %}"
"""  # noqa: E501 - a template has no line breaks in a string

import re
from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Edit, Fix, Severity
from inbox_toolkit.liquid.syntax.nodes import Case, Cycle, For, Node, Path
from inbox_toolkit.liquid.syntax.visitor import bound_names
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="ignored-filter",
    summary="a filter that the engine ignores where it stands",
    severity=Severity.ERROR,
    changes_output=True,
)

_CHAIN = re.compile(r"""(?:'[^']*'|"[^"]*"|[^'"|])*?(?P<chain>\|(?:'[^']*'|"[^"]*"|[^'"])*)""")
_LOOP_ARGUMENT = re.compile(r"(?<![|\s])\s+(?:limit|offset)\s*:|\breversed\b")
_NAME = re.compile(r"[A-Za-z_][\w-]*")


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per tag."""
    body = context.template.body
    for node in context.nodes if body is not None else ():
        for start, tag in _places(node):
            text = body.text if body else ""
            end = tag.end - len(_closing(text, tag))
            found = _CHAIN.match(text, start, end)
            if found:
                yield _finding(context, node, Span(*found.span("chain")), text)


def _places(node: Node) -> Iterator[tuple[int, Span]]:
    """Yield where the values of a tag begin that take no filter, and the tag."""
    match node:
        case For():
            yield node.collection.span.end, node.tag_span
        case Cycle() if node.values:
            yield node.values[0].span.start, node.span
        case Case():
            for when in node.whens:
                if when.values:
                    yield when.values[0].span.start, when.tag_span


def _closing(text: str, tag: Span) -> str:
    written = tag.of(text)
    return next((one for one in ("-%}", "%}") if written.endswith(one)), "")


def _finding(context: TemplateContext, node: Node, chain: Span, text: str) -> Finding:
    written = chain.of(text).strip()
    chain = Span(chain.start, chain.start + len(written))
    fix = _fix(context, node, chain, text) if isinstance(node, For) else None
    return Finding(
        context.template.locate(chain),
        f"`{written}` is ignored here",
        label="a tag like this takes no filters",
        help="assign the filtered value to a name first, and use that name here",
        fix=fix,
    )


def _fix(context: TemplateContext, loop: For, chain: Span, text: str) -> Fix | None:
    """Return the fix that assigns the filtered list first; None inside of a ``liquid`` tag."""
    body = context.template.body
    if body is None or not text.startswith("{%", loop.tag_span.start):
        return None
    name = _free_name(context, loop)
    collection = Span(loop.collection.span.start, loop.collection.span.end)
    written = collection.of(text)
    if not name or not written or _LOOP_ARGUMENT.search(chain.of(text)):
        return None
    assigned = f"{{% assign {name} = {written} {chain.of(text)} %}}"
    between = Span(collection.end, chain.start).of(text).strip()
    tag = text[loop.tag_span.start : collection.start] + name
    tag += f" {between}" if between else ""
    tag += " " + _closing(text, loop.tag_span)
    location = context.template.locate(loop.tag_span)
    return Fix("assign the filtered list first", (Edit(location.span, assigned + tag),))


def _free_name(context: TemplateContext, loop: For) -> str:
    """Return a name for the filtered list that nothing in the template has."""
    if not isinstance(loop.collection, Path):
        return ""
    last = loop.collection.segments[-1].key
    base = last if isinstance(last, str) and _NAME.fullmatch(last) else "list"
    taken = bound_names(context.template.parsed.nodes) | {
        read.path.partition(".")[0].partition("[")[0] for read in context.analysis.reads
    }
    names = (f"{base}_to_show", *(f"{base}_to_show_{number}" for number in range(2, 100)))
    return next((one for one in names if one not in taken), "")
