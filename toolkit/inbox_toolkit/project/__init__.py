"""Where a project's files are and what they hold: configuration, fixtures, credentials.

Start with ``project.py``. Imports: ``text``, ``errors``, ``schemas``.
"""
