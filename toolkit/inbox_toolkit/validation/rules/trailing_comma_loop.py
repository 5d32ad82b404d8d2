"""A loop writes a comma after its last item.

Why: ``[1, 2, ]`` is not JSON. Nobody notices as long as the list in the fixtures is empty, and the
first real list breaks the message. Loops that print only some of their items are tried with lists
that no fixture has, in which the first or last item is skipped.

Bad::

    "items": [{% for item in trigger.items %}{{ item.name | json }},{% endfor %}]
    # fixtures/message_data/t/standard.json
    {"items": []}

Good::

    "items": [
      {% for item in trigger.items %}
        {{ item.name | json }}{% unless forloop.last %},{% endunless %}
      {% endfor %}
    ]
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.validation.autofix_edits import trailing_commas
from inbox_toolkit.validation.comma_probe import comma_breaches
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="trailing-comma-loop",
    summary="a loop that writes a comma after its last item",
    severity=Severity.ERROR,
    changes_output=True,
)


_FLAG = (
    "write the comma before every item but the first that is printed: "
    "{% if comma %},{% endif %}…{% assign comma = true %}, with {% assign comma = false %} "
    "before the loop"
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per loop; one that breaks in a case is reported there, with the fix."""
    seen = {one.payload_error.place for one in context.outcomes if one.payload_error}
    for span, fix in trailing_commas(context.template):
        place = context.template.locate(span)
        if place not in seen:
            seen.add(place)
            yield Finding(
                place,
                "this comma also follows the last item",
                label="a closing bracket comes next",
                help=f"write it as {fix.edits[0].text}",
                fix=fix,
            )
    for breach in comma_breaches(context):
        if breach.error.place not in seen:
            seen.add(breach.error.place)
            yield Finding(
                breach.error.place,
                f"a list that no fixture has breaks the JSON: {breach.error.message}",
                label="not every item is printed, so this comma can be left over"
                if breach.error.place.span.of(breach.error.place.source.text) == ","
                else "",
                notes=(f"tried with `{breach.path}`: {breach.shown}",),
                help=_FLAG,
            )
