"""A fixture does not have the required shape.

Why: profiles, message data, snippets and objects are JSON objects. The service would never hand
anything else to the template.

Bad::

    # fixtures/profiles/ada.json
    ["Ada", "Lovelace"]

Good::

    # fixtures/profiles/ada.json
    {"first_name": "Ada", "last_name": "Lovelace"}
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.validation.rule import Finding, FixtureContext, RuleMeta

META = RuleMeta(
    id="fixture-schema",
    summary="a fixture of the wrong shape",
    severity=Severity.ERROR,
)


def check_fixture(context: FixtureContext) -> Iterator[Finding]:
    """Yield how the fixture differs from its schema."""
    return context.problems_of("schema")
