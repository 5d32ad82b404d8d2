"""A small ASGI kit for pages served to one person's browser, and the page itself in ``assets/``.

It knows nothing of templates or messages. Start with ``serving.py`` (a port, a server), then
``guard.py`` (who may ask), ``events.py`` (what is pushed) and ``static.py`` (what is served).
"""
