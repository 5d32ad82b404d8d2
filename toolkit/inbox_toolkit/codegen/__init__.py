"""A contract as types of a programming language, and typed functions that send.

Start with ``languages.py`` (what there is), then ``typenames.py`` (a schema as named types).
"""
