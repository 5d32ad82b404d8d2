"""The engines that group people; each library is imported by its own module alone.

``engine.py`` says what an engine does, ``dialect.py`` how SQL is written for it. To add one, write
``<name>.py`` with a class that satisfies ``Engine``, give it a ``Dialect``, make it an extra, and
send it through ``tests/audit/engines``.
"""
