"""A template's contract: the JSON Schema of the data it needs, and of the payload it makes.

Start with ``inference/infer.py`` (template to schema), then ``contract.py`` (that schema merged
with the file beside the template). Backends call ``message_data.py``. ``refs.py`` resolves
``$ref``, ``drift.py`` and ``breaking_changes.py`` compare two contracts, and
``payload_schema.py`` holds what the inbox client expects of a payload.
"""
