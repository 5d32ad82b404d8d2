"""What a finding is, and the ways to print findings.

Start with ``diagnostic.py``; each file in ``reporters/`` prints one format. Imports: ``text``.
"""
