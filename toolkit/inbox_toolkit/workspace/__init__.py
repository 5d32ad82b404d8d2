"""One opened project: read once, kept current while its files change, and seen by revision.

Start with ``workspace.py`` (a whole project) or ``units.py`` (one template of a large one).
``watcher.py`` hears of changed files, ``debounce.py`` waits until a save is complete,
``reload.py`` reads what changed. ``manifest.py`` and ``selection.py`` list files and choose among
them without reading any; ``git.py`` is the only way to git.
"""
