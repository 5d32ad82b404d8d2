"""The live page: watch the project, judge what a save affects, tell every open page.

How a save travels: ``watcher.py`` hears of it, ``batch.py`` waits for its burst to end,
``contents.py`` reads what changed, ``state.py`` renders and judges it, ``session.py`` pushes it,
``app.py`` answers the page's questions. What the page receives is made in ``views/``.
"""
