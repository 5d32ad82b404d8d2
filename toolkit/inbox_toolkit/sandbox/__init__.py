"""A local server that plays the App API and the inbox, so that a backend can be tested offline.

Start with ``app.py`` (``create_app``, the order in which a request is looked at) and
``service.py`` (what all endpoints share). A send goes ``endpoints/send_inbox_message.py`` →
``store.py`` → ``rendering.py`` → ``delivering.py``. What nobody has documented is a switch in
``options.py``. Never imports ``appapi``: one wrong path must not hide in both.
"""
