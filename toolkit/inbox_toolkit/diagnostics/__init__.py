"""What a finding is, and the formats in which findings are reported.

Start with ``diagnostic.py``; each module in ``reporters/`` is one format.
"""
