"""A variable on a branch that no case reaches can be missing there.

Why: what no case renders is not proved. The first recipient who meets the condition and lacks the
value gets no message, and nobody is told.

With the option ``strict``, branches that cases do reach are checked too: nothing guards the
variable, and some fixture lacks it.

Bad::

    "title": "{% if customer.tier == 'silver' %}Hi {{ customer.nickname }}{% else %}Hi{% endif %}"

Good::

    "title": "{% if customer.tier == 'gold' %}Hi {{ customer.first_name }}{% else %}Hi{% endif %}"
    # fixtures/profiles/bob.json
    {"id": "u2", "tier": "silver"}
"""

from collections.abc import Iterator

from inbox_toolkit.analysis.data_path import Steps, steps_text
from inbox_toolkit.analysis.read_site import ReadSite
from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="possibly-missing",
    summary="a variable that can be missing on a branch that no case reaches",
    severity=Severity.WARNING,
    options={"strict": False},
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per place that can fail and that no case has tried."""
    for read in context.analysis.reads:
        tried = read.span in context.failed_spans or (
            read.span in context.read_spans and not context.options(META)["strict"]
        )
        if not read.can_fail or tried or read.unknown:
            continue
        for steps in read.fails_at:
            lacking = context.evidence.lacking(steps)
            if lacking:
                yield _finding(context, read, steps, lacking)
                break


def _finding(
    context: TemplateContext, read: ReadSite, steps: Steps, lacking: tuple[Fixture, ...]
) -> Finding:
    meant = context.evidence.suggestion(steps, read.path)
    names = ", ".join(f"`{one.name}`" for one in lacking[:3])
    more = f" and {len(lacking) - 3} more" if len(lacking) > 3 else ""
    is_tried = read.span in context.read_spans
    return Finding(
        context.template.locate(read.span),
        f"`{read.path}` can be missing here" + ("" if is_tried else ", and no case reaches this"),
        label=f"missing in {names}{more}",
        notes=_notes(read, steps),
        help=f"did you mean `{meant}`?"
        if meant
        else f"print a fallback: {{{{ {read.path} | default: '...' }}}}, "
        "or add fixtures that reach this",
    )


def _notes(read: ReadSite, steps: Steps) -> tuple[str, ...]:
    notes = []
    if read.conditions:
        held = " and ".join(f"`{condition}`" for condition in read.conditions)
        notes.append(f"read where {held}: that does not prove that it has a value")
    origin = steps_text(steps)
    if origin != read.path:
        notes.append(f"its value comes from `{origin}`")
    return tuple(notes)
