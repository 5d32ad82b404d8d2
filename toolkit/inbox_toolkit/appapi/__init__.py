"""Talks to Customer.io's App API: one request at a time, honest about what went wrong.

Start with ``send_request.py`` (what a send is), then ``client.py`` (the App API, one method per
operation), ``retry.py`` (when a request may be repeated: hardly ever) and ``polling.py`` (what
became of a delivery). ``session.py`` says which service is asked with which key. Only ``client.py``
and ``transport.py`` import httpx, so nothing else here costs its start-up time.
"""
