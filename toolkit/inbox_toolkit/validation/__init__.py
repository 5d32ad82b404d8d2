"""Judge a project: every case rendered, every rule asked, findings gathered by cause.

Start with ``runner.py``; each rule is ``rules/<id>.py``. Imports: ``analysis``, ``rendering`` and
the floors below.
"""
