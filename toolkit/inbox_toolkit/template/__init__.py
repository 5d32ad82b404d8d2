"""A template: one file, its envelope, the text of its properties and its Liquid, all in spans.

Start with ``template.py``; ``reader.py`` makes one from a file. Imports: ``project``, ``liquid``
and the floors below.
"""
