"""The JSON Schemas that ship with the package, and the one place that checks against schemas.

Owner of jsonschema and jsonschema-rs. Start with ``checking.py``.
"""
