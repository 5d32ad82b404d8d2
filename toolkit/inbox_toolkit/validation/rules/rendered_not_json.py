r"""The rendered properties are not a JSON object in some case.

Why: the service parses the text after Liquid has run. What happens to a message that is not JSON is
undocumented, and no inbox can display it. A quote in a name is enough.

Bad::

    "title": "Hi {{ customer.first_name }}"
    # fixtures/profiles/bob.json
    {"first_name": "Bob \"The Builder\""}

Good::

    "title": {{ 'Hi ' | append: customer.first_name | json }}
    # fixtures/profiles/bob.json
    {"first_name": "Bob \"The Builder\""}
"""

from collections.abc import Iterator

from inbox_toolkit.analysis.string_literals import string_literals
from inbox_toolkit.diagnostics.diagnostic import Fix, Severity
from inbox_toolkit.rendering.outcome import PayloadError
from inbox_toolkit.template.template import Location
from inbox_toolkit.text.quantity import quantity
from inbox_toolkit.validation.autofix_edits import as_json_value, trailing_commas
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="rendered-not-json",
    summary="the rendered properties are not a JSON object in some case",
    severity=Severity.ERROR,
    changes_output=True,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per place in the template that breaks the JSON."""
    if any(problem.kind == "json-syntax" for problem in context.template.problems):
        return  # the cause is known, and the same in every case
    broken: dict[tuple[Location, str], tuple[PayloadError, list[str]]] = {}
    for outcome in context.outcomes:
        if outcome.payload_error:
            key = (outcome.payload_error.place, outcome.payload_error.message)
            broken.setdefault(key, (outcome.payload_error, []))[1].append(outcome.case.label)
    many = len(context.outcomes)
    for trouble, cases in broken.values():
        yield Finding(
            trouble.place,
            "the rendered text is not a JSON object in "
            f"{len(cases)} of {quantity(many, 'case')}: {trouble.message}",
            label="" if trouble.printed is None else f"printed {_shown(trouble.printed)}",
            help=_help(trouble),
            cases=tuple(cases),
            fix=_fix(context, trouble),
        )


def _help(trouble: PayloadError) -> str:
    """Blame the value only if there is one, printed by a placeholder."""
    source, span = trouble.place
    if trouble.printed is not None and trouble.printed.strip():
        if span.of(source.text).startswith(("{{", "<<")):
            return "print it with `| json`, without quotes around it, so that any text stays text"
        if "<t" in trouble.printed:
            return "`tablerow` writes HTML; capture it, and print the capture with `| json`"
    if "comma" in trouble.message:
        return "write a comma only where something comes before and after it, in every case"
    return trouble.help


def _fix(context: TemplateContext, trouble: PayloadError) -> Fix | None:
    """Return the fix for a value that ends its JSON string, or a loop's last comma."""
    for comma, fix in trailing_commas(context.template) if trouble.printed is None else ():
        if context.template.locate(comma) == trouble.place:
            return fix
    for around in string_literals(context.template) if trouble.printed is not None else ():
        for piece in around.outputs:
            if context.template.locate(piece.span) == trouble.place:
                return as_json_value(
                    context.template,
                    around,
                    is_text=context.reads_only_text(around.outputs[0].span),
                )
    return None


def _shown(printed: str) -> str:
    text = printed if len(printed) <= 40 else printed[:39] + "…"
    return f"`{text}`".replace("\n", "⏎").replace("\r", "")
