"""One reader per tag: from a ``Tag`` (its text, and the tokens after it) to a node.

Start with ``tag.py``; ``registry.TAGS`` maps a tag's name to its spec. To add a tag: write its
reader in the module of its family, list it in ``registry.py``, describe it in ``catalog/tags.py``,
and add its cases to ``tests/liquid``.
"""
