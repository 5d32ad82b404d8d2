"""The rules, one module each, in alphabetical order.

To add a rule:

1. Write ``rules/<id>.py``: ``META``, one generator per scope it looks at (``check_template``,
   ``check_fixture``, ``check_project`` or ``check_revision``, see ``validation/rule.py``), and a
   docstring with Why, Bad and Good. The docstring is the rule's page and its first test.
2. Add the module to ``RULES`` below.
3. Test it in ``tests/validation/rules/test_<id>.py``: first the good templates it must not report,
   then the bad ones, then near misses. Run ``make docs-fresh``.

What a rule can use, besides its context (nodes, filters, reads, outcomes, branches, contracts):

- ``context.share(3)`` -> ``3 of 18 cases``; ``text.quantity.quantity(3, "case")`` -> ``3 cases``
- ``context.options(META)["name"]``: an option as the project has set it
- ``template.locate(span)``: where a span of the body stands in its file
- ``template/locations.py``: ``setting_location`` (an envelope key), ``payload_location`` (where a
  member of a rendered payload was written), ``containers`` (every object and list of a payload)
- ``liquid/syntax/visitor.py``: every node, the filter chains and the expressions of a node
- ``analysis/string_literals.py``: ``string_literals``, the JSON strings of the body
- ``analysis/fixture_lookup.py``: ``nearest_name`` for "did you mean"; ``context.evidence`` for what
  the fixtures hold for a path
- ``validation/autofix_edits.py``: edits that more than one rule offers
"""

from inbox_toolkit.validation.rule import Rule
from inbox_toolkit.validation.rules import (
    blank_value,
    constant_condition,
    contract_breaking,
    contract_conflict,
    contract_drift,
    contract_fixture,
    contract_schema,
    date_input,
    deprecated_filter,
    double_quote_in_liquid,
    empty_loop,
    engine_version,
    envelope_schema,
    expiration,
    filter_arguments,
    fixture_schema,
    ignored_filter,
    imprecise_number,
    json_syntax,
    link_scheme,
    liquid_syntax,
    missing_value,
    never_present,
    payload_size,
    personal_data_in_fixture,
    possibly_missing,
    possibly_not_json,
    possibly_unset,
    render_failure,
    rendered_not_json,
    rendered_schema,
    secret_in_template,
    split_delimiter,
    text_arithmetic,
    topics_and_type,
    trailing_comma_loop,
    translation_parity,
    unavailable_root,
    unavailable_tag,
    unknown_filter,
    unknown_member,
    unknown_root,
    unknown_tag,
    unlisted_construct,
    unreached_branch,
    unreached_fallback,
    unreadable_file,
    unsafe_in_json,
    unused_assign,
    unused_fixture,
    unused_suppression,
    version_difference,
    visual_binding,
    visual_message,
    visual_template,
    wrong_type,
)

RULES: list[Rule] = [
    blank_value,
    constant_condition,
    contract_breaking,
    contract_conflict,
    contract_drift,
    contract_fixture,
    contract_schema,
    date_input,
    deprecated_filter,
    double_quote_in_liquid,
    empty_loop,
    engine_version,
    envelope_schema,
    expiration,
    filter_arguments,
    fixture_schema,
    ignored_filter,
    imprecise_number,
    json_syntax,
    link_scheme,
    liquid_syntax,
    missing_value,
    never_present,
    payload_size,
    personal_data_in_fixture,
    possibly_missing,
    possibly_not_json,
    possibly_unset,
    render_failure,
    rendered_not_json,
    rendered_schema,
    secret_in_template,
    split_delimiter,
    text_arithmetic,
    topics_and_type,
    trailing_comma_loop,
    translation_parity,
    unavailable_root,
    unavailable_tag,
    unknown_filter,
    unknown_member,
    unknown_root,
    unknown_tag,
    unlisted_construct,
    unreached_branch,
    unreached_fallback,
    unreadable_file,
    unsafe_in_json,
    unused_assign,
    unused_fixture,
    unused_suppression,
    version_difference,
    visual_binding,
    visual_message,
    visual_template,
    wrong_type,
]
