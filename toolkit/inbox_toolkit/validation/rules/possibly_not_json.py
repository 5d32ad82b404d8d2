"""A comma, a bracket or a key that is wrong for data that no case has.

Why: commas are written for the data that somebody had in mind. When two conditions hold that never
held together before, what is printed is not JSON, and the message fails.

Bad::

    "gift": true{% if trigger.note %},{% endif %}
    {% if trigger.sender %}"sender": {{ trigger.sender | json }}{% endif %}
    # fixtures/message_data/t/standard.json
    {"note": true, "sender": "Ada"}

Good::

    "gift": true
    {% if trigger.sender %}, "sender": {{ trigger.sender | json }}{% endif %}
    # fixtures/message_data/t/standard.json
    {"note": true, "sender": "Ada"}

Every path through the template is followed first; only if one may break the JSON, data is searched
that takes it. `inbox prove` shows the whole of it.
"""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.validation.plain_structure import is_plainly_structured
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

if TYPE_CHECKING:
    from inbox_toolkit.prove.counterexamples import Counterexample

META = RuleMeta(
    id="possibly-not-json",
    summary="a comma, bracket or key that is wrong for data that no case has",
    severity=Severity.WARNING,
    runs_last=True,
)

_TWICE = re.compile(r"the key `(?P<key>.*)` stands twice")

MAX_CASES = 400
"""Cases that are tried; a comma takes a few dozen."""

MAX_PRINTED = 1_000_000
"""Characters that are rendered for them, or a long template would take all day."""

MAX_STEPS = 20_000
"""Steps of the proof; a template of two nested loops with flags takes about 500."""

_EARLIER = frozenset({"empty-loop", "json-syntax", "rendered-not-json", "trailing-comma-loop"})
"""Rules that report the same cause where they see it."""


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding: where the JSON breaks, with the data that breaks it."""
    template = context.template
    if not context.is_complete or template.body is None or template.parsed.errors:
        return
    if any(one.rule in _EARLIER for one in context.findings) or is_plainly_structured(template):
        return
    found = _counterexample(context)
    if found is None or found.failure.place.source is not template.source:
        return
    data = json.dumps(found.data, ensure_ascii=False)
    yield Finding(
        found.failure.place,
        f"{found.failure.message}, for data that no case has",
        label="the message is not JSON then",
        notes=(f"for example with the message data {data}",),
        help="print a comma together with what follows it, under the same condition",
    )


def _counterexample(context: TemplateContext) -> "Counterexample | None":
    """Return the smallest data found that breaks the structure; None if proved or not found."""
    from inbox_toolkit.prove.json_proof import prove_json

    if not prove_json(context.template, {}, max_steps=MAX_STEPS).breaks_structure:
        return None
    from inbox_toolkit.prove.counterexamples import Search
    from inbox_toolkit.prove.oracle import Oracle
    from inbox_toolkit.prove.prove import contract_schemas

    try:
        schemas = contract_schemas(context.template, context.project)
    except ProjectError:  # the contract cannot be used, which is a finding of its own
        return None
    if not prove_json(context.template, schemas, max_steps=MAX_STEPS).breaks_structure:
        return None
    oracle = Oracle(context.template, context.environment)
    search = Search(
        oracle,
        schemas,
        context.project.fixtures,
        seed=0,
        is_over=lambda: search.cases >= MAX_CASES or search.printed > MAX_PRINTED,
    )
    return next((one for one in search.run().found if _is_structural(one)), None)


def _is_structural(one: "Counterexample") -> bool:
    """Return True if no value can be the cause: none holds what JSON must escape, or is a key."""
    texts = json.dumps([one.data, one.profile], ensure_ascii=False)
    twice = _TWICE.search(one.failure.message)
    is_of_data = twice is not None and json.dumps(twice["key"], ensure_ascii=False) in texts
    return one.failure.is_structural and "\\" not in texts and not is_of_data
