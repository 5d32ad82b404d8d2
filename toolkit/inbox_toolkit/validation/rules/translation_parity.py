"""A translation and its base template do not print the same variables.

Why: a difference between languages is usually a mistake, and nobody who reads only one of them will
notice.

Bad::

    "title": {{ customer.first_name | prepend: 'Hello ' | json }}
    # templates/t.fr.json.liquid
    {"properties": {"title": "Bonjour"}}

Good::

    "title": {{ customer.first_name | prepend: 'Hello ' | json }}
    # templates/t.fr.json.liquid
    {"properties": {"title": {{ customer.first_name | prepend: 'Bonjour ' | json }}}}
"""

from collections.abc import Iterator

from inbox_toolkit.analysis.data_path import steps_text
from inbox_toolkit.analysis.read_recorder import analyze
from inbox_toolkit.analysis.read_site import Analysis, ReadSite
from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.template.template import Location
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="translation-parity",
    summary="a translation that prints other variables than its base",
    severity=Severity.WARNING,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield what only one of the two reads."""
    template = context.template
    base = next((one for one in context.family if one.language is None), None)
    if template.language is None or base is None or template.parsed.errors or base.parsed.errors:
        return
    here, there = _printed(context.analysis), _printed(analyze(base))
    for path in sorted(there.keys() - here.keys()):
        start = Location(template.source, Span(0, 1))
        yield Finding(
            start,
            f"`{path}` is printed in `{base.label}` and not in this translation",
            help="print it here too",
        )
    for path in sorted(here.keys() - there.keys()):
        yield Finding(
            template.locate(here[path].span),
            f"`{path}` is printed in this translation and not in `{base.label}`",
            help="print it there too",
        )


def _printed(analysis: Analysis) -> dict[str, ReadSite]:
    """Return the paths of the data that reach an output, each with one place."""
    return {
        steps_text(steps): read
        for read in analysis.reads
        for steps in read.origins
        if steps[0] in ("customer", "trigger", "objects")
    }
