"""A contract as types of a programming language, and typed functions that send a message.

Start with ``codegen.py`` (languages and styles), then ``model.py`` (a schema as named types).
A new style of Python is a module ``python_<style>.py`` and a line in ``codegen.PYTHON_STYLES``.
"""
