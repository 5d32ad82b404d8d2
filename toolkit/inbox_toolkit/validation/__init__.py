"""Validate a project: render every case, run every rule, collect the findings.

Start with ``runner.py``, which runs the rules over one template, fixture, project or revision;
``rule.py`` says what a rule is given. Each rule is ``rules/<id>.py``; ``rules/__init__.py`` tells
how to add one. ``engine.py`` decides what has to run and what the cache has, ``unit_runner.py``
spreads it over processes, ``fixes.py`` applies fixes and verifies them by rendering.
"""
