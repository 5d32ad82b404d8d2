"""A loop writes a comma after its last item.

Why: ``[1, 2, ]`` is not JSON. Nobody notices as long as the list in the fixtures is empty, and the
first real list breaks the message.

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
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="trailing-comma-loop",
    summary="a loop that writes a comma after its last item",
    severity=Severity.ERROR,
    changes_output=True,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per loop; one that breaks in a case is reported there, with the fix."""
    broken = {one.payload_error.place for one in context.outcomes if one.payload_error}
    for span, fix in trailing_commas(context.template):
        place = context.template.locate(span)
        if place not in broken:
            yield Finding(
                place,
                "this comma also follows the last item",
                label="a closing bracket comes next",
                help=f"write it as {fix.edits[0].text}",
                fix=fix,
            )
