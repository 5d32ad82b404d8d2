"""The filters: one module per kind, each filter with its spec above its function.

Start with ``spec.py``, which says what a spec holds; ``registry.py`` finds a filter by its name and
imports no other module. A filter is a function of the value and the arguments as the template has
them; a named argument is passed in its place as the list ``[name, value]``. To add one: write the
function with its ``@FILTERS.define(...)``, add cases to ``tests/liquid/filters/cases``, and run
``make docs-fresh``.
"""
