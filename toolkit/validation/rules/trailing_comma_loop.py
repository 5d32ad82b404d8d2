"""A loop writes a comma after every item, the last one too.

Why: ``[1, 2, ]`` is not JSON. It goes unnoticed as long as the fixtures' list is empty, and the
first real list breaks the message.

Bad::

    "items": [{% for item in trigger.items %}{{ item.name | json }},{% endfor %}]

Good::

    "items": [
      {% for item in trigger.items %}
        {{ item.name | json }}{% unless forloop.last %},{% endunless %}
      {% endfor %}
    ]
"""

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.analysis.placement import strings
from toolkit.analysis.walking import every_node
from toolkit.diagnostics.diagnostic import Edit, Fix, Severity
from toolkit.liquid.nodes import For, Text
from toolkit.text.span import Span
from toolkit.validation.rule import Finding, RuleMeta, Subject

META = RuleMeta(
    id="trailing-comma-loop",
    summary="a loop that writes a comma after its last item",
    severity=Severity.ERROR,
    changes_output=True,
)

_LAST = "{% unless forloop.last %},{% endunless %}"


def check(subject: Subject, options: Mapping[str, Any]) -> Iterator[Finding]:  # noqa: ARG001
    """Yield one finding per loop whose body ends in a comma and that a bracket follows."""
    body = subject.template.body
    if body is None:
        return
    quoted = [place.span for place in strings(subject.template)]
    for node in every_node(subject.template.parsed.nodes):
        comma = _last_comma(node, body.text) if isinstance(node, For) else None
        if comma is None or any(span.holds(comma.start) for span in quoted):
            continue
        rest = body.text[node.span.end : body.span.end].lstrip()
        place = subject.template.locate(comma)
        if rest[:1] in ("]", "}"):
            yield Finding(
                place,
                "this comma follows the last item as well",
                label="a closing bracket comes next",
                help=f"write it as {_LAST}",
                fix=Fix("leave it out after the last item", (Edit(place.span, _LAST),)),
            )


def _last_comma(loop: For, text: str) -> Span | None:
    """Return the comma a loop's body ends with, None where it does not end with one."""
    last = loop.body[-1] if loop.body else None
    if not isinstance(last, Text) or not last.value.rstrip().endswith(","):
        return None
    at = text.rindex(",", last.span.start, last.span.end)
    return Span(at, at + 1)
