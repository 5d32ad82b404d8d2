"""The door: click, the two streams and the exit codes.

A command parses, calls one package, prints and returns an exit code. Start with ``main.py``; each
command is ``commands/<name>.py`` with a ``command`` in it.
"""
