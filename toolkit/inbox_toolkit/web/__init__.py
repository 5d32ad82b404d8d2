"""A small ASGI kit for pages served to one person's browser, and the page itself in ``assets/``.

It knows nothing of templates, and of messages only how they are drawn: ``drawing.py``, and
``frames.py`` for code that is not ours. Start with ``serving.py`` (a port, a server), then
``guard.py`` (who may ask), ``events.py`` (what is pushed) and ``static.py`` (what is served).
"""
