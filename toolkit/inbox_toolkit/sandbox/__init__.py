"""A local server that emulates the App API and the inbox, so that a backend can be tested offline.

Start with ``app.py`` (``create_app``: the middleware and routes a request passes) and
``service.py`` (the state that all endpoints share). A send goes from
``endpoints/send_inbox_message.py`` to ``store.py``, then ``worker.py``, ``render_delivery.py`` and
``inbox_wire.py``. What the service leaves undocumented is an option in ``options.py``.
Never imports ``appapi``: a mistake about the service must not hide in both.
"""
