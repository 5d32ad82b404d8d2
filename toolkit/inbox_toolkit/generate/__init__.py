"""Data made from a contract: whatever it allows, and realistic fixtures that reach every branch.

Start with ``making.py`` (one value of a schema), then ``covering.py`` (the fewest fixtures).
"""
