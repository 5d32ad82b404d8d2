"""Data generated from a contract's schema: realistic values, hostile ones, and small changes.

Start with ``generator.py`` (a document for a schema). ``by_name.py`` picks realistic values by the
name of a field, in the words of ``vocabulary.py`` and the currency and cities of ``regions.py``;
``mutations.py`` changes one thing of a document.
"""
