"""The filters: one module per kind, found by name without importing the others.

Start with ``registry.py``. A filter is a plain function of the value and the arguments as they
stand in the template; a named argument is passed in its place as the list ``[name, value]``.
"""
