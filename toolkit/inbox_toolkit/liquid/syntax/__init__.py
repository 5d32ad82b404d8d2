"""From text to nodes: scanner, cursor, expressions, parser.

Start at ``parser.parse``; ``nodes`` lists what it yields.
"""
