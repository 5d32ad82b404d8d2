"""What the page receives: functions that make the documents of ``preview/wire.py``.

``overview.py`` is every template's row and the project, ``case.py`` the case on screen with its
``failure.py`` and ``variables.py``, ``matrix.py`` all cases of a template, ``diff.py`` what
changed.
"""
