"""A template's contract: what its message data must be, and what the template makes of it.

Start with ``infer.py`` (template to JSON Schema), then ``proving.py`` (is it JSON in every case?)
and ``search.py`` (a case in which it is not). Imports: ``analysis``, ``rendering`` and below.
"""
