"""The rules, one per file, in alphabetical order.

To add one: write ``rules/<id>.py`` with ``META`` and ``check``, its docstring holding Why, Bad and
Good; put the module in ``RULES`` below; test it in ``tests/validation/rules/test_<id>.py`` (it
fires, a near miss stays silent, it holds in a loop, it can be suppressed); run ``make docs-fresh``.
"""

from toolkit.validation.rule import Rule
from toolkit.validation.rules import (
    blank_value,
    envelope_schema,
    fixture_schema,
    json_syntax,
    liquid_syntax,
    missing_value,
    render_failure,
    rendered_not_json,
    unreadable_file,
    unused_suppression,
)

RULES: list[Rule] = [
    blank_value,
    envelope_schema,
    fixture_schema,
    json_syntax,
    liquid_syntax,
    missing_value,
    render_failure,
    rendered_not_json,
    unreadable_file,
    unused_suppression,
]
