"""Formats template files: JSON with Liquid inside and between its members.

Start at ``formatter.format_text``: ``tokens`` cuts the file into tokens, ``layout`` lays them out,
``markup`` spaces what stands inside ``{{ }}`` and ``{% %}``, and the formatter checks that nothing
but blanks changed. ``payloads`` renders every case before and after.
"""
