"""The syntax of Liquid: from text to frozen nodes.

Start with ``nodes.py`` (the tree) and ``parser.parse``. ``scanner.py`` splits the text into tokens,
``cursor.py`` and ``expressions.py`` read what is inside one, ``tags/`` has a reader per tag, and
``visitor.py`` traverses the result.

To add a node type: declare it in ``nodes.py`` and in ``Node``; say in ``visitor.py`` what it holds;
``mypy`` then lists every analysis that must learn it; add a sample to
``tests/analysis/test_every_node_type.py``.
"""
