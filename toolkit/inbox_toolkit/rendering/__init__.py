"""Renders cases: one template with one profile and one message data.

``cases.py`` says which cases there are, ``environment.py`` what they share, ``render.py`` renders
one (start there), ``outcome.py`` is what comes of it. ``injection.py`` asks whether a value could
change a message's structure.
"""
