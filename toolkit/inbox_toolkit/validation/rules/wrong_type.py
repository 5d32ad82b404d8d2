"""A placeholder prints ``[object Object]``, ``NaN`` or ``undefined``.

Why: Liquid prints an object as ``[object Object]`` and a calculation with text as ``NaN``, without
any error. The recipient reads it on the card.

Bad::

    "title": "You bought {{ trigger.items.first }}"

Good::

    "title": "You bought {{ trigger.items.first.name }}"
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.rendering.environment import seed_of
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="wrong-type",
    summary="a placeholder that prints an object, NaN or undefined",
    severity=Severity.WARNING,
)

NONSENSE = {
    "[object Object]": "print one of its members, or the whole as JSON with `| json`",
    "Invalid Date": "give `date` Unix seconds",
    "undefined": "give the variable a value, or print a fallback with `default`",
    "NaN": "start the calculation with a number: `| default: 0 | plus: 0` converts text",
    "Infinity": "do not divide by zero",
}
"""Words that nobody wants to read, and what to do about each."""


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per placeholder and kind of nonsense."""
    found: dict[tuple[Span, str], list[str]] = {}
    for outcome in _suspects(context.outcomes):
        for key in dict.fromkeys(_printed(context, outcome)):
            found.setdefault(key, []).append(outcome.case.label)
    for (span, word), cases in sorted(found.items()):
        yield Finding(
            context.template.locate(span),
            f"this prints `{word}` in {context.share(len(cases))}",
            help=NONSENSE[word],
            cases=tuple(cases),
        )


def _suspects(outcomes: tuple[Outcome, ...]) -> Iterator[Outcome]:
    """Yield the cases whose text holds any of the words: hardly one does."""
    words = tuple(NONSENSE)
    for outcome in outcomes:
        text = outcome.rendered.text
        for word in words:
            if word in text:
                yield outcome
                break


def _printed(context: TemplateContext, outcome: Outcome) -> Iterator[tuple[Span, str]]:
    case, environment = outcome.case, context.environment
    traced = run(
        context.template.program,
        environment.roots(case),
        now=environment.now,
        seed=seed_of(case),
        trace=True,
    )
    body = context.template.body
    for piece in traced.output_map:
        text = traced.text[piece.start : piece.end]
        is_own = body is not None and piece.span.of(body.text) == text
        for word in NONSENSE:
            if word in text and not is_own and (word[0] == "[" or text.strip() == word):
                yield piece.span, word
