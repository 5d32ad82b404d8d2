"""A small ASGI kit for pages served to one person's browser, and the page itself in ``assets/``.

It knows nothing of templates, and of messages only how they are drawn (``message_frames.py``).
Start with ``server.py`` (a port, a server), then ``security.py`` (who may ask), ``sse.py`` (what is
pushed) and ``static.py`` (what is served).
"""
