"""A variable that is printed has no value in some case.

Why: the service answers 200 to the send, then fails the delivery and tells nobody. "Printed" means
in an output, as the argument of a filter, or as the collection of a loop. A missing variable in a
condition is merely false, and one with ``default`` as its first filter prints the default.

Bad::

    "title": "Hi {{ customer.first_name }}"
    # fixtures/profiles/bob.json
    {"id": "u2"}

Good::

    "title": "Hi {{ customer.first_name | default: 'there' }}"
    # fixtures/profiles/bob.json
    {"id": "u2"}
"""

from collections.abc import Iterator

from inbox_toolkit.analysis.fixture_lookup import root_help
from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.liquid.catalog.roots import ROOTS
from inbox_toolkit.liquid.syntax.nodes import Assign
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.text.digits import parse_digits
from inbox_toolkit.text.quantity import quantity
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="missing-value",
    summary="a printed variable has no value in some case",
    severity=Severity.ERROR,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per place that has no value in at least one case.

    A name whose assignment failed has no value either: the failed assignment is the cause.
    """
    failing: dict[tuple[Span, str], list[Case]] = {}
    assigns = [node for node in context.nodes if isinstance(node, Assign)]
    for outcome in context.outcomes:
        unassigned: set[str] = set()
        for failure in outcome.rendered.failures:
            is_known = failure.path is None or failure.path.partition(".")[0] in unassigned
            unassigned |= {node.name for node in assigns if node.span.holds(failure.span.start)}
            if failure.path is not None and not is_known:
                cases = failing.setdefault((failure.span, failure.path), [])
                if not cases or cases[-1] is not outcome.case:
                    cases.append(outcome.case)
    for (span, path), cases in failing.items():
        if _is_reported_elsewhere(context, span):
            continue
        yield _finding(context, span, path, cases)


def _is_reported_elsewhere(context: TemplateContext, span: Span) -> bool:
    """Return True for a name that is never given a value, or is not meant as one."""
    enabled = context.settings.severities
    if "constant-condition" in enabled and span in context.operatorless_words:
        return True
    read = context.analysis.by_span.get(span) if "unknown-root" in enabled else None
    return read is not None and bool(read.unknown) and read.unknown not in context.analysis.assigned


def _finding(context: TemplateContext, span: Span, path: str, cases: list[Case]) -> Finding:
    help_text = _respelt(context, span, path) or _help(path, cases)
    body = context.template.body
    if body and body.text.startswith(path, span.start):
        span = Span(span.start, span.start + len(path))  # up to the step that is missing
    place = context.template.locate(span)
    many = len(context.outcomes)
    return Finding(
        place,
        f"`{path}` has no value in {len(cases)} of {quantity(many, 'case')}",
        label=_where(path, cases),
        notes=(
            "the service would accept the send and then fail the delivery: "
            f"undefined variable: {path}",
        ),
        help=help_text,
        cases=tuple(case.label for case in cases),
    )


def _where(path: str, cases: list[Case]) -> str:
    """Name the fixtures that lack the value, as far as a few words can."""
    names = sorted({_fixture_name(path, case) for case in cases} - {""})
    if not names:
        return "missing"
    shown = ", ".join(f"`{name}`" for name in names[:3])
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"missing in {'message data' if path.startswith('trigger') else 'profile'} {shown}{more}"


def _fixture_name(path: str, case: Case) -> str:
    root = path.partition(".")[0].partition("[")[0]
    if root == "trigger":
        return case.data_name
    return case.profile.name if root == "customer" else ""


def _help(path: str, cases: list[Case]) -> str:
    root, _, rest = path.partition(".")
    data = cases[0].data
    fallback = f"print a fallback: {{{{ {path} | default: '...' }}}}"
    if root == "trigger" and rest and data:
        return f"add `{rest}` to {data.file}, or {fallback}"
    if root == "customer" and rest:
        return f"add `{rest}` to {cases[0].profile.file}, or {fallback}"
    return fallback


def _step(text: str) -> str | int:
    number = parse_digits(text)
    return text if number is None else number


def _respelt(context: TemplateContext, span: Span, path: str) -> str:
    """Name the variable that was probably meant, empty where none is near."""
    read = context.analysis.by_span.get(span)
    if read is not None and read.unknown:
        return root_help(context.analysis, read)
    steps = tuple(map(_step, path.split(".")))
    origins = (*(read.origins if read else ()), *([steps] if steps[0] in ROOTS else ()))
    written = read.path if read else path
    near = next(filter(None, (context.evidence.suggestion(one, written) for one in origins)), "")
    return f"did you mean `{near}`?" if near else ""
