"""The terminal's side of ``inbox send``: the question, stdin, and printing steps.

What a send does is in ``inbox_toolkit.send``.
"""
