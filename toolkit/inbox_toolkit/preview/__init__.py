"""The live page: validate what a save affects, and show it on every open page.

How a save travels: ``workspace/watcher.py`` hears of it, ``workspace/debounce.py`` waits until it
is complete, ``project_state.py`` reads, renders and validates it, ``session.py`` pushes it to the
pages, ``app.py`` answers their questions and ``actions.py`` does what they ask for. What a page
receives is made in ``views/``. The same pages as files: ``static_site.py``; pictures of them:
``screenshots.py``.
"""
