"""Text and places in it: offsets inside, lines and columns only at the edge.

The ground floor: it imports nothing of the toolkit. Start with ``source.py``.
"""
