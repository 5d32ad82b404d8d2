"""Templates: one file's envelope, the text of its properties and its Liquid, all in file spans.

Owns how a file becomes a ``Template``. Start with ``template.py`` (what one is), then ``reader.py``
(how a file becomes one). ``per_string.py`` and ``merge_translation`` compose a text from parts that
remember their locations; ``locations.py`` finds where a payload's member was written.

To add a setting to the envelope: a field of ``Envelope``, its entry in
``schemas/template.schema.json``, a line in ``export.settings``, and a test in ``tests/template``.
"""
