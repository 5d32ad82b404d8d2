"""Facts about the dialect that belong to no single function: roots, open points, versions, sources.

What is known of a filter stands beside its function (``filters/spec.py``), of a tag beside its
reader (``syntax/tags/spec.py``). ``open_points.py`` is the one table of what no page settles.
"""
