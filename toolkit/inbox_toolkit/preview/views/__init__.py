"""What the page receives, as plain JSON: the one place where its field names are decided.

``overview.py`` is every template's row, ``case.py`` the case on screen, ``matrix.py`` all cases of
a template, ``diff.py`` what changed. The page reads them in ``web/assets/api.js``.
"""
