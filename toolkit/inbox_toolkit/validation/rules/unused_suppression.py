"""A comment or a setting ignores a rule where that rule finds nothing.

Why: what was wrong is mended, or moved to another line. The comment that stays behind would hide
the next mistake of that kind.

Bad::

    "title": "Hello{% comment %} inbox-ignore-next-line blank-value: old {% endcomment %}"

Good::

    "title": "Hello"
"""

from collections.abc import Iterator, Mapping
from typing import Any

from inbox_toolkit.validation.ignore_patterns import RULE, USUAL_SEVERITY
from inbox_toolkit.validation.rule import Finding, RuleContext, RuleMeta

META = RuleMeta(
    id=RULE,
    summary="an ignored rule that finds nothing there",
    severity=USUAL_SEVERITY,
)


def check(context: RuleContext, options: Mapping[str, Any]) -> Iterator[Finding]:  # noqa: ARG001
    """Yield nothing: the runner knows what the comments silenced once all rules were asked."""
    yield from ()
