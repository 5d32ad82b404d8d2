"""The rules, one per file, in alphabetical order.

To add one: write ``rules/<id>.py`` with ``META`` and ``check``, its docstring holding Why, Bad and
Good; put the module in ``RULES`` below; test it in ``tests/validation/rules/test_<id>.py`` (it
fires, a near miss stays silent, it holds in a loop, it can be suppressed); run ``make docs-fresh``.
"""

from toolkit.validation.rule import Rule
from toolkit.validation.rules import (
    blank_value,
    double_quote_in_liquid,
    envelope_schema,
    fixture_schema,
    json_syntax,
    liquid_syntax,
    missing_value,
    never_present,
    possibly_missing,
    render_failure,
    rendered_not_json,
    text_arithmetic,
    trailing_comma_loop,
    unavailable_root,
    unknown_filter,
    unknown_root,
    unknown_tag,
    unreached_branch,
    unreached_fallback,
    unreadable_file,
    unsafe_in_json,
    unused_suppression,
    wrong_type,
)

RULES: list[Rule] = [
    blank_value,
    double_quote_in_liquid,
    envelope_schema,
    fixture_schema,
    json_syntax,
    liquid_syntax,
    missing_value,
    never_present,
    possibly_missing,
    render_failure,
    rendered_not_json,
    text_arithmetic,
    trailing_comma_loop,
    unavailable_root,
    unknown_filter,
    unknown_root,
    unknown_tag,
    unreached_branch,
    unreached_fallback,
    unreadable_file,
    unsafe_in_json,
    unused_suppression,
    wrong_type,
]
