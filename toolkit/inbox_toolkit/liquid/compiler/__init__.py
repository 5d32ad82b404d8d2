"""Compiles the nodes of a template to one Python function.

Start at ``compiler.py``, which shows what such a function looks like. ``statements.py`` writes
nodes, ``expressions.py`` values, ``jumps.py`` says how ``break`` and ``continue`` work,
``fragments.py`` which parts can be cached; ``code_builder.py`` collects the lines. To compile a new
kind of node, add a case to ``statements._write`` and a template to its test.
"""
