"""Talks to Customer.io's App API: one request at a time, honestly about what went wrong.

Start reading at ``sending.py`` (what a send is), then ``client.py`` (how it leaves), ``retry.py``
(when it may leave again: hardly ever) and ``following.py`` (what became of it). Only
``client.py`` and ``transport.py`` import httpx, so nothing else here costs its start-up time.
"""
